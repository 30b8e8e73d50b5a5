import type { FastifyRequest } from "fastify";
import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { signedIn } from "../access/access.service.ts";
import { insertAccount, setAccountRole } from "../accounts/accounts.store.ts";
import type { User } from "../auth/auth.store.ts";
import { digestPassword, isPassword } from "../auth/passwords.ts";
import { conflict } from "../http/conflicts.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import { deleteSessionsOf } from "../sessions/sessions.store.ts";
import {
  findUser,
  findUserByName,
  insertUser,
  passwordDigestOf,
  setPasswordDigest,
  type UserChange,
  type UserRecord,
  updateUser,
} from "./users.store.ts";

export interface UserDetails {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string | null;
  readonly password?: string;
  readonly isStaff?: boolean;
}

/** Makes a user, with a personal account of the same name where that can be one. Null if the name is taken. */
export async function createUser(tx: Queryable, { password, ...details }: UserDetails): Promise<UserRecord | null> {
  const passwordDigest = password === undefined ? null : await digestPassword(password);
  const user = await insertUser(tx, { ...details, passwordDigest });
  if (user) await createPersonalAccount(tx, user);
  return user;
}

async function createPersonalAccount(tx: Queryable, { id, username }: User): Promise<void> {
  const name = username.replace(/[^a-zA-Z0-9_-]+/g, "-").replace(/^[^a-zA-Z0-9]+/, "");
  // Digits alone would be taken for an id.
  const candidates = [name, `${name}-${id}`, `user-${id}`].filter((candidate) =>
    /^(?=.*\D)[a-zA-Z0-9][\w-]{0,149}$/.test(candidate),
  );
  for (const candidate of candidates) {
    const account = await insertAccount(tx, { name: candidate, creatorId: id, userId: id });
    if (account !== null) return setAccountRole(tx, account, id, "OWNER");
  }
}

/** On the word of staff. @throws a 409 if the name is taken. */
export async function addUser({ database }: Pick<Hub, "database">, details: UserDetails): Promise<UserRecord> {
  const { username, password } = details;
  if (/^\d+$/.test(username)) throw badField("username", "must not be a number, which would be taken for an id");
  if (password !== undefined) requireOtherThanName(password, username);
  const user = await database.transaction((tx) => createUser(tx, details));
  if (!user) throw conflict("username", "is taken");
  return user;
}

/** One's own names and address; for staff, anything of anybody. Whoever is turned away is signed out everywhere. */
export async function changeUser(
  { database, access }: Pick<Hub, "database" | "access">,
  self: User,
  id: number,
  change: UserChange,
): Promise<UserRecord> {
  requireMayChange(self, id, change);
  const user = await database.transaction(async (tx) => {
    if (change.active === false) await deleteSessionsOf(tx, id);
    return updateUser(tx, id, change);
  });
  if (!user) throw new ApiError("notFound");
  access.forget();
  return user;
}

/** Nobody can lock themself out: so there is always one left of those who can let others in. */
function requireMayChange(self: User, id: number, { isStaff, active }: UserChange): void {
  if (!self.isStaff && (self.id !== id || isStaff !== undefined || active !== undefined)) throw new ApiError("notAllowed");
  if (self.id !== id) return;
  if (active === false) throw conflict("active", "cannot be taken from yourself: ask somebody else of the staff");
  if (self.isStaff && isStaff === false)
    throw conflict("isStaff", "cannot be taken from yourself: ask somebody else of the staff");
}

/** Sets a user's password, and signs the user out everywhere but in the browser that asks. */
export async function changePassword(
  { database, access, guesses }: Pick<Hub, "database" | "access" | "guesses">,
  request: FastifyRequest,
  id: number,
  { password, oldPassword }: { password: string; oldPassword?: string },
): Promise<void> {
  const self = signedIn(request);
  if (self.id !== id && !self.isStaff) throw new ApiError("notAllowed");
  const user = await findUser(database, id);
  if (!user) throw new ApiError("notFound");
  requireOtherThanName(password, user.username);
  if (self.id === id) await guesses.guess(request, user.username, () => requireOldPassword(database, id, oldPassword));
  const digest = await digestPassword(password);
  await database.transaction(async (tx) => {
    await setPasswordDigest(tx, id, digest);
    await deleteSessionsOf(tx, id, request.session?.tokenId);
  });
  access.forget();
}

/** Whoever has none yet, having come by a link or a token, has none to tell. */
async function requireOldPassword(db: Queryable, id: number, oldPassword: string | undefined): Promise<void> {
  const digest = await passwordDigestOf(db, id);
  if (digest === null) return;
  if (oldPassword === undefined) throw badField("oldPassword", "is required");
  if (!(await isPassword(oldPassword, digest))) throw badField("oldPassword", "is not right");
}

function requireOtherThanName(password: string, username: string): void {
  if (password.toLowerCase() === username.toLowerCase()) throw badField("password", "must not be the user name");
}

/** @throws a 404 */
export async function readUser(db: Queryable, viewer: User, id: number) {
  const user = await findUser(db, id);
  if (!user) throw new ApiError("notFound");
  return userReply(user, viewer);
}

/** A user that a body names. @throws a 400 if nobody is meant, or if the id and the name are not of the same. */
export async function namedUser(db: Queryable, { id, username }: { id?: number; username?: string }): Promise<User> {
  if (id === undefined && username === undefined) throw badField("username", "is required, or the id");
  const user = id === undefined ? await findUserByName(db, username ?? "") : await findUser(db, id);
  if (!user)
    throw id === undefined ? badField("username", "is not the name of a user") : badField("id", "is not the id of a user");
  if (username !== undefined && user.username.toLowerCase() !== username.toLowerCase()) {
    throw badField("username", "is not the name of the user with this id");
  }
  return user;
}

/** The user that a part of a path means, by id or name; null if nobody. */
export function userInPath(db: Queryable, text: string): Promise<User | null> {
  const id = parseId(text);
  return id === null ? findUserByName(db, text) : findUser(db, id);
}

/** Of others, all who are signed in may know the names, and staff the rest. */
export function userReply({ id, username, firstName, lastName, email, isStaff, active, created }: UserRecord, viewer: User) {
  const names = { id, username, firstName, lastName };
  return viewer.isStaff || viewer.id === id ? { ...names, email, isStaff, active, created } : names;
}

/** What one is told of oneself. */
export function meReply({ user, session }: FastifyRequest) {
  if (!user) throw new ApiError("notAuthenticated");
  return { ...user, session: session?.tokenId ?? null };
}
