/** Teams of an account. What a team may do on projects, its members may. */

import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { AccountAccess } from "../access/access.service.ts";
import { ensureAccountUsers } from "../accounts/account-users.store.ts";
import { lockAccount } from "../accounts/accounts.store.ts";
import { conflict, orConflict } from "../http/conflicts.ts";
import { refuseNumber } from "../http/names.ts";
import type { PageQuery } from "../http/pages.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import { namedUser, userInPath } from "../users/users.service.ts";
import { existingUserIds } from "../users/users.store.ts";
import type { TeamFacts } from "./teams.schemas.ts";
import * as store from "./teams.store.ts";

const TAKEN = "is the name of another team of this account";

export interface TeamDetails {
  readonly name?: string;
  readonly description?: string | null;
  /** Ids of users. */
  readonly members?: readonly number[];
}

export function listTeams({ database }: Hub, { id }: AccountAccess, page: PageQuery) {
  return store.listTeams(database, id, page);
}

/** By id or name. @throws a 404 */
export function readTeam({ database }: Hub, account: AccountAccess, team: string) {
  return findTeam(database, account, team);
}

/** @throws a 409 if the name is taken, a 400 if a member is nobody. */
export function createTeam(
  { database }: Hub,
  account: AccountAccess,
  { name, description = null, members = [] }: TeamDetails & { readonly name: string },
) {
  refuseNumber(name);
  return database.transaction(async (tx) => {
    const id = await store.insertTeam(tx, { account: account.id, name, description });
    if (id === null) throw conflict("name", TAKEN);
    await addMembers(tx, { id, account: account.id }, members);
    return withMemberIds(await findTeam(tx, account, String(id)));
  });
}

/** @throws a 409 if the name is taken, a 400 if a member is nobody. */
export function updateTeam({ database }: Hub, account: AccountAccess, team: string, { members, ...fields }: TeamDetails) {
  if (fields.name !== undefined) refuseNumber(fields.name);
  return database.transaction(async (tx) => {
    const { id, members: before } = await findTeam(tx, account, team);
    await orConflict(store.updateTeam(tx, id, fields), "teams_name", "name", TAKEN);
    if (members !== undefined) await replaceMembers(tx, account, { id, before }, members);
    return withMemberIds(await findTeam(tx, account, String(id)));
  });
}

export async function deleteTeam({ database }: Hub, account: AccountAccess, team: string): Promise<void> {
  const { id } = await findTeam(database, account, team);
  if (!(await store.deleteTeam(database, id))) throw new ApiError("notFound");
}

/** May be repeated. @throws a 400 if nobody is meant. */
export async function addMember(
  { database }: Hub,
  account: AccountAccess,
  team: string,
  named: { readonly id?: number; readonly username?: string },
) {
  const { id: teamId } = await findTeam(database, account, team);
  await requireMayAdd(database, account, teamId);
  const { id, username } = await namedUser(database, named);
  await database.transaction((tx) => addMembers(tx, { id: teamId, account: account.id }, [id]));
  return { id, username };
}

/** @throws a 404 if the user is not a member. */
export async function removeMember({ database }: Hub, account: AccountAccess, team: string, user: string): Promise<void> {
  const { id } = await findTeam(database, account, team);
  const member = await userInPath(database, user);
  if (!member || !(await store.deleteMember(database, id, member.id))) throw new ApiError("notFound");
}

async function replaceMembers(
  tx: Queryable,
  account: AccountAccess,
  { id, before }: { readonly id: number; readonly before: TeamFacts["members"] },
  userIds: readonly number[],
): Promise<void> {
  const isNew = (userId: number) => before.every((member) => member.id !== userId);
  if (userIds.some(isNew)) await requireMayAdd(tx, account, id);
  await store.deleteOtherMembers(tx, id, userIds);
  await addMembers(tx, { id, account: account.id }, userIds);
}

/** Else a MANAGER of the account, who is one of its projects, could become an OWNER of them. @throws a 403 */
export async function requireMayAdd(db: Queryable, { role }: AccountAccess, teamId: number): Promise<void> {
  if (role === "OWNER" || !(await store.isOwner(db, teamId))) return;
  throw new ApiError("notAllowed", "The team is an OWNER of a project: only an OWNER of the account may add to it.");
}

/** Makes users members of a team, and of its account where they are not. @throws a 404 if the team is not there any more. */
export async function addMembers(
  tx: Queryable,
  team: { readonly id: number; readonly account: number },
  userIds: readonly number[],
): Promise<void> {
  await requireUsers(tx, userIds);
  // So that nobody who is to be a member leaves the account in between.
  await lockAccount(tx, team.account);
  if (!(await store.keepTeam(tx, team.id))) throw new ApiError("notFound");
  await ensureAccountUsers(tx, team.account, userIds);
  await store.insertMembers(tx, team, userIds);
}

async function requireUsers(db: Queryable, ids: readonly number[]): Promise<void> {
  const existing = new Set(await existingUserIds(db, ids));
  const place = ids.findIndex((id) => !existing.has(id));
  if (place !== -1) throw badField(`members.${place}`, "is not the id of a user");
}

async function findTeam(db: Queryable, account: AccountAccess, text: string): Promise<TeamFacts> {
  const id = parseId(text);
  const team = id === null ? await store.findTeamByName(db, account.id, text) : await store.findTeam(db, account.id, id);
  if (!team) throw new ApiError("notFound");
  return team;
}

function withMemberIds({ members, ...team }: TeamFacts) {
  return { ...team, members: members.map(({ id }) => id) };
}
