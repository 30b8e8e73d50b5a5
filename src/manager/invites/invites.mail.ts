import type { User } from "../auth/auth.store.ts";
import type { Mail } from "../mail/mailer.ts";
import type { NewInvite } from "./invites.store.ts";

export interface InviteMail {
  readonly invite: NewInvite;
  readonly inviter: User;
  /** What can be joined, and as what; null for nothing. */
  readonly what: string | null;
  readonly role: string | null;
  readonly url: string;
  readonly until: Date;
}

export function inviteMail({ invite, inviter, what, role, url, until }: InviteMail): Mail {
  const { firstName, lastName, username } = inviter;
  // In one line: a name shall not pass for words of the hub.
  const fullName = `${firstName} ${lastName}`.replace(/\s+/g, " ").trim();
  const who = fullName ? `${fullName} (${username})` : username;
  const offer = what ? `to join ${what}` : "to Jobhub";
  const paragraphs = [
    `${who} invites you ${offer}${what && role ? ` as ${role}` : ""}.`,
    ...(invite.message ? [quoted(invite.message)] : []),
    `Follow this link to accept:\n${url}`,
    `It works once, until ${until.toISOString().slice(0, 10)}. If you did not expect it, let it be: nothing happens then.`,
  ];
  return { to: invite.email, subject: `${fullName || username} invites you ${offer}`, text: `${paragraphs.join("\n\n")}\n` };
}

/** So that nobody takes the words of who invites for those of the hub. */
function quoted(message: string): string {
  return message
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join("\n");
}
