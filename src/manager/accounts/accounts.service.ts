import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { AccountAccess } from "../access/access.service.ts";
import type { Caller } from "../access/access.store.ts";
import type { User } from "../auth/auth.store.ts";
import { conflict, orConflict } from "../http/conflicts.ts";
import { refuseNumber } from "../http/names.ts";
import type { PageQuery } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import { allTeams } from "../teams/teams.store.ts";
import { findUser, setUserNames } from "../users/users.store.ts";
import { allAccountUsers } from "./account-users.store.ts";
import type { AccountChanges, AccountDetails, AccountFacts } from "./accounts.schemas.ts";
import * as store from "./accounts.store.ts";
import { isHubAccount } from "./hub-account.ts";

const TAKEN = "is the name of another account";

/** Makes whoever asks for it the owner. @throws a 409 if the name is taken. */
export async function createAccount({ database }: Hub, user: User, { name, ...details }: AccountDetails) {
  refuseNumber(name);
  return database.transaction(async (tx) => {
    const id = await store.insertAccount(tx, { name, creatorId: user.id, userId: null });
    if (id === null) throw conflict("name", TAKEN);
    await store.setAccountRole(tx, id, user.id, "OWNER");
    await store.updateAccount(tx, id, details);
    const { creator: _, role: __, ...facts } = await findAccount(tx, user, id);
    return facts;
  });
}

export function listAccounts({ database }: Hub, user: User, page: PageQuery) {
  return store.listAccounts(database, user, page);
}

export async function readAccount({ database }: Hub, user: User, { id }: AccountAccess) {
  const [account, plan, users, teams] = await Promise.all([
    findAccount(database, user, id),
    store.findPlan(database, id),
    allAccountUsers(database, id),
    allTeams(database, id),
  ]);
  if (!plan) throw new ApiError("notFound");
  const { account: _, ...limits } = plan;
  return { ...account, ...limits, users, teams };
}

/** @throws a 409 if the name is taken. */
export async function updateAccount(
  { database }: Hub,
  user: User,
  { id }: AccountAccess,
  { firstName = null, lastName = null, ...fields }: AccountChanges,
) {
  return database.transaction(async (tx) => {
    const account = await findAccount(tx, user, id);
    if (fields.name !== undefined) checkRename(account, fields.name);
    await orConflict(store.updateAccount(tx, id, fields), "accounts_name", "name", TAKEN);
    if (firstName !== null || lastName !== null) {
      const person = personOf(account, user, firstName === null ? "lastName" : "firstName");
      await setUserNames(tx, person, firstName, lastName);
    }
    const { role: _, ...facts } = await findAccount(tx, user, id);
    return { ...facts, ...(await namesOf(tx, account.user)) };
  });
}

/** @throws a 400 if there is no such plan. */
export async function updatePlan({ database, access }: Hub, user: User, account: string, plan: string) {
  const { id } = await access.account(user, account, "OWNER");
  const facts = await store.setTier(database, id, plan);
  if (!facts) throw badField("plan", `is not the name of a tier. There are: ${(await store.tierNames(database)).join(", ")}`);
  return facts;
}

/** The accounts with these ids; to whom one is not theirs, only what the public may know of it. */
export async function accountsById(
  db: Queryable,
  caller: Caller,
  ids: readonly number[],
): Promise<ReadonlyMap<number, AccountFacts>> {
  const accounts = await store.findAccounts(db, caller, [...new Set(ids)]);
  return new Map(accounts.map((account) => [account.id, account.role === null ? publicFacts(account) : account]));
}

function publicFacts(account: AccountFacts): AccountFacts {
  return { ...account, creator: null, theme: null, extraHead: null, extraTop: null, extraBottom: null, hosts: null };
}

async function findAccount(db: Queryable, caller: Caller, id: number): Promise<AccountFacts> {
  const [account] = await store.findAccounts(db, caller, [id]);
  if (!account) throw new ApiError("notFound");
  return account;
}

/** The broker's default vhost belongs to the hub's own account by its name. */
function checkRename(account: AccountFacts, name: string): void {
  if (account.name === name) return;
  refuseNumber(name);
  if (isHubAccount(account)) throw conflict("name", "cannot be changed: it is the hub's own account");
}

/** Whose names can be set with the account. @throws a 400 if it is nobody's own, a 403 if it is another's. */
function personOf(account: AccountFacts, user: User, field: string): number {
  if (account.user === null) throw badField(field, "is for personal accounts only");
  if (account.user !== user.id && !user.isStaff) throw new ApiError("notAllowed");
  return account.user;
}

/** Null for a name that is not known, and for an account that is nobody's own. */
async function namesOf(db: Queryable, userId: number | null) {
  const person = userId === null ? null : await findUser(db, userId);
  return { firstName: person?.firstName || null, lastName: person?.lastName || null };
}
