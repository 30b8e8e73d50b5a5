import { hub, type Invite } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

export type InviteDetails = Invite;

export const invitesQuery = pagesQuery(["invites"], (page, signal) => hub.invites.invitesList(page, { signal }));

/** @returns the link that whoever is invited follows. */
export async function createInvite(data: InviteDetails): Promise<string> {
  return (await hub.invites.invitesCreate({ data })).url;
}

export async function deleteInvite(id: number): Promise<void> {
  await hub.invites.invitesDelete({ id });
}
