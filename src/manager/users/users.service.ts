import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { insertAccount, setAccountRole } from "../accounts/accounts.store.ts";
import type { User } from "../auth/auth.store.ts";
import { digestPassword } from "../auth/passwords.ts";
import { parseId } from "../http/validation.ts";
import { findUser, findUserByName, insertUser } from "./users.store.ts";

export interface UserDetails {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly password?: string;
  readonly isStaff?: boolean;
}

/** Makes a user, with a personal account of the same name where that can be one. Null if the name is taken. */
export async function createUser(tx: Queryable, { password, ...details }: UserDetails): Promise<User | null> {
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

/** @throws a 404 */
export async function readUser(db: Queryable, id: number) {
  const user = await findUser(db, id);
  if (!user) throw new ApiError("notFound");
  return userReply(user);
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

/** What anybody who is signed in may know of a user. */
export function userReply({ id, username, firstName, lastName }: User) {
  return { id, username, firstName, lastName };
}
