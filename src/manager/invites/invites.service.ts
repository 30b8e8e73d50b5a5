/** Invites: links that let whoever follows them, signed in, join something. Each works once, and for 30 days. */

import { ApiError, badField } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { User } from "../auth/auth.store.ts";
import { randomText } from "../auth/token.ts";
import type { PageQuery } from "../http/pages.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import type { Mail } from "../mail/mailer.ts";
import { findUser } from "../users/users.store.ts";
import { inviteMail } from "./invites.mail.ts";
import type { InviteDetails } from "./invites.schemas.ts";
import * as store from "./invites.store.ts";
import { JOININGS, type JoinAction } from "./joining.ts";
import { tourAddress } from "./tour.ts";

const KEY_LENGTH = 32;
const MAX_ARGUMENTS = 10_000;
const LIFE_MS = 30 * 24 * 60 * 60_000;

/** What an invite lets somebody join. */
interface Join {
  readonly action: JoinAction;
  readonly id: number;
  readonly role: string;
}

/** Mails it where mail is configured. One that could not be mailed is there all the same: its link can be passed on otherwise. */
export async function createInvite(hub: Hub, inviter: User, details: InviteDetails, origin: string) {
  if (JSON.stringify(details.arguments ?? null).length > MAX_ARGUMENTS) throw badField("arguments", "must have at most 10 kB");
  const join = joinOf(details);
  if (details.action === "take_tour") tourAddress(details.arguments ?? null);
  const what = join && (await JOININGS[join.action].authorize(hub, inviter, join.id, join.role));
  const invite: store.NewInvite = {
    key: randomText(KEY_LENGTH),
    inviter: inviter.id,
    email: details.email,
    message: details.message ?? null,
    created: new Date(hub.now()).toISOString(),
    action: details.action ?? null,
    subjectId: join?.id ?? null,
    arguments: details.arguments ?? null,
  };
  const id = await store.insertInvite(hub.database, invite);
  const url = inviteUrl(origin, invite.key);
  const until = new Date(hub.now() + LIFE_MS);
  const sent = await send(hub, id, inviteMail({ invite, inviter, what, role: join?.role ?? null, url, until }));
  return inviteReply({ ...invite, id, sent, completed: null }, origin);
}

export async function listInvites({ database }: Hub, inviter: User, page: PageQuery, origin: string) {
  const { count, results } = await store.listInvites(database, inviter.id, page);
  return { count, results: results.map((invite) => inviteReply(invite, origin)) };
}

/** @throws a 404 if it is not there, or not the user's. */
export async function deleteInvite({ database }: Hub, inviter: User, id: number): Promise<void> {
  if (!(await store.deleteInvite(database, inviter.id, id))) throw new ApiError("notFound");
}

/** Whether following the link could do something. */
export async function isOpen(hub: Hub, key: string): Promise<boolean> {
  return (await findOpen(hub, key)) !== null;
}

/** What came of following a link. */
export type Accepted = { readonly joined: string; readonly role: string } | { readonly address: string };

/**
 * Does what the invite says, once, and no more than who sent it may do now. Null if it was used or has run out.
 * @throws a 409 if who sent it may not let anybody in any more, or there is nothing left to join.
 */
export async function acceptInvite(hub: Hub, user: User, key: string): Promise<Accepted | null> {
  const invite = await findOpen(hub, key);
  if (!invite) return null;
  const join = joinOf(invite);
  const joined = join && (await stillAuthorized(hub, invite.inviter, join));
  const role = await hub.database.transaction(async (tx) => {
    if (!(await store.completeInvite(tx, invite.id, new Date(hub.now()).toISOString()))) return null;
    return join ? JOININGS[join.action].join(tx, join.id, user.id, join.role) : "";
  });
  if (role === null) return null;
  if (joined !== null) return { joined, role };
  return { address: invite.action === "take_tour" ? tourAddress(invite.arguments) : "/" };
}

async function findOpen({ database, now }: Hub, key: string): Promise<store.InviteRecord | null> {
  if (!/^[a-zA-Z0-9]{1,64}$/.test(key)) return null;
  return store.findOpenInvite(database, key, new Date(now() - LIFE_MS).toISOString());
}

async function stillAuthorized(hub: Hub, inviterId: number, { action, id, role }: Join): Promise<string> {
  const inviter = await findUser(hub.database, inviterId);
  try {
    if (inviter?.active) return await JOININGS[action].authorize(hub, inviter, id, role);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  throw new ApiError("conflict", "Who sent this invite may not let you in any more.");
}

/** @throws a 400 if it is not said what to join, or with a role that is not there. */
function joinOf({
  action,
  subjectId,
  arguments: given,
}: Pick<InviteDetails, "action" | "subjectId" | "arguments">): Join | null {
  if (!action || action === "take_tour") return null;
  const { argument, roles } = JOININGS[action];
  const id = subjectId ?? idIn(given ?? {}, argument);
  if (id === null) throw badField("subjectId", `is required: the id of the ${argument} to join`);
  const role = given?.role ?? roles[0];
  if (typeof role !== "string" || !roles.includes(role)) {
    throw badField("arguments.role", `must be ${roles.length > 1 ? "one of " : ""}${roles.join(", ")}`);
  }
  return { action, id, role };
}

function idIn(given: JsonObject, name: string): number | null {
  const id = given[name];
  return typeof id === "number" || typeof id === "string" ? parseId(String(id)) : null;
}

/** When it was sent; null if it was not. */
async function send({ mailer, database, log, now }: Hub, id: number, mail: Mail) {
  if (!mailer) return null;
  try {
    await mailer.send(mail);
  } catch (err) {
    log.warn({ err, invite: id }, "an invite could not be mailed");
    return null;
  }
  const sent = new Date(now()).toISOString();
  await store.markSent(database, id, sent);
  return sent;
}

function inviteUrl(origin: string, key: string): string {
  return `${origin}/invites/${key}`;
}

function inviteReply(invite: store.InviteRecord, origin: string) {
  const { action } = invite;
  return {
    ...invite,
    url: inviteUrl(origin, invite.key),
    accepted: invite.completed !== null,
    subjectType: action && action !== "take_tour" ? JOININGS[action].subjectType : null,
  };
}
