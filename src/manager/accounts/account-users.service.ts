/** Who may do what on an account. Nobody gives, changes or takes a role that is above the own one. */

import { ApiError } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { AccountAccess } from "../access/access.service.ts";
import { conflict } from "../http/conflicts.ts";
import type { PageQuery } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import { type AccountRole, hasAccountRole } from "../permissions.ts";
import { namedUser, userInPath } from "../users/users.service.ts";
import * as store from "./account-users.store.ts";
import { lockAccount, personalAccountId, setAccountRole } from "./accounts.store.ts";

export interface NamedAccountUser {
  readonly id?: number;
  readonly username?: string;
  readonly role: AccountRole;
}

export function listAccountUsers({ database }: Hub, { id }: AccountAccess, page: PageQuery) {
  return store.listAccountUsers(database, id, page);
}

/** @throws a 404 */
export function readAccountUser({ database }: Hub, { id }: AccountAccess, user: string) {
  return findAccountUser(database, id, user);
}

/** @throws a 409 if the user is one of the account already. */
export async function createAccountUser({ database }: Hub, account: AccountAccess, { role, ...named }: NamedAccountUser) {
  requireRole(account, role);
  const { id, username } = await namedUser(database, named);
  const isNew = await store.insertAccountUser(database, account.id, id, role);
  if (!isNew) throw conflict(named.id === undefined ? "username" : "id", "is a user of this account already");
  return { id, username, role };
}

/** @throws a 409 if the account would be left without an OWNER, or a personal one without its person. */
export function updateAccountUser({ database }: Hub, account: AccountAccess, user: string, role: AccountRole | undefined) {
  return database.transaction(async (tx) => {
    const found = await lockedUser(tx, account, user);
    if (role === undefined || role === found.role) return found;
    requireRole(account, role);
    if (found.role === "OWNER") await requireOtherOwner(tx, found);
    await setAccountRole(tx, account.id, found.user.id, role);
    return { ...found, role };
  });
}

/** @throws a 409 if the account would be left without an OWNER, or a personal one without its person. */
export async function deleteAccountUser({ database }: Hub, account: AccountAccess, user: string): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await lockedUser(tx, account, user);
    if (found.role === "OWNER") await requireOtherOwner(tx, found);
    await store.deleteAccountUser(tx, account.id, found.user.id);
  });
}

/** The user, whose role nobody else changes until the end of the transaction. */
async function lockedUser(tx: Queryable, account: AccountAccess, user: string): Promise<store.AccountUserFacts> {
  await lockAccount(tx, account.id);
  const found = await findAccountUser(tx, account.id, user);
  requireRole(account, found.role);
  return found;
}

async function findAccountUser(db: Queryable, accountId: number, text: string): Promise<store.AccountUserFacts> {
  const user = await userInPath(db, text);
  const found = user && (await store.findAccountUser(db, accountId, user.id));
  if (!found) throw new ApiError("notFound");
  return found;
}

function requireRole(account: AccountAccess, role: AccountRole): void {
  if (!hasAccountRole(account.role, role)) throw new ApiError("notAllowed", `Only an ${role} may do this.`);
}

async function requireOtherOwner(tx: Queryable, { account, user }: store.AccountUserFacts): Promise<void> {
  if ((await personalAccountId(tx, user.id)) === account) {
    throw new ApiError("conflict", "This is the user's personal account: the user stays an OWNER of it.");
  }
  if (!(await store.hasOtherOwner(tx, account, user.id))) {
    throw new ApiError("conflict", "An account needs an OWNER: make somebody else one first.");
  }
}
