import type { FastifyRequest } from "fastify";
import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Access } from "../access/access.service.ts";
import type { User } from "../auth/auth.store.ts";
import { isPassword } from "../auth/passwords.ts";
import { digestOf, newToken, tokenId } from "../auth/token.ts";
import type { Hub } from "../hub.ts";
import { findUserByName, passwordDigestOf } from "../users/users.store.ts";
import { deleteToken, findToken, findTokenByDigest, insertToken, type NewToken, type TokenFacts } from "./tokens.store.ts";

/** A token just made: the only time that it can be told whole. */
export interface IssuedToken extends TokenFacts {
  readonly token: string;
}

export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export type TokenWanted = Pick<NewToken, "userId"> & Partial<Pick<NewToken, "kind" | "expiry" | "client">>;

/** Makes a token for a user. It never expires where `expiry` is null, the default. */
export async function issueToken(
  db: Queryable,
  { userId, kind = "api", expiry = null, client = null }: TokenWanted,
): Promise<IssuedToken> {
  for (;;) {
    const token = newToken();
    const facts = await insertToken(db, { id: tokenId(token), digest: digestOf(token), userId, kind, expiry, client });
    if (facts) return { ...facts, token };
  }
}

export interface Wanted extends Credentials {
  readonly openid?: string;
  readonly expiry?: string | null;
}

/** A token for whoever has the password, or else for who sends the request. */
export async function createToken(
  { database, guesses, access, now }: Pick<Hub, "database" | "guesses" | "access" | "now">,
  request: FastifyRequest,
  { username, password, openid, expiry = null }: Wanted,
) {
  if (openid !== undefined) throw badField("openid", "is not taken by this hub: give username and password");
  if (expiry !== null && Date.parse(expiry) <= now()) throw badField("expiry", "must be in the future");
  const byPassword = username !== undefined || password !== undefined;
  const user = byPassword
    ? await userByPassword({ database, guesses }, request, { username, password })
    : await requireUser(access, request);
  const issued = await issueToken(database, { userId: user.id, expiry });
  return {
    ...issued,
    username: user.username,
    firstName: user.firstName || user.username,
    lastName: user.lastName || user.username,
  };
}

/** Takes as long for a user who is not there as for a wrong password. @throws a 401 for either, with the same words. */
export async function userByPassword(
  { database, guesses }: Pick<Hub, "database" | "guesses">,
  request: FastifyRequest,
  { username, password }: Credentials,
): Promise<User> {
  if (username === undefined) throw badField("username", "is required");
  if (password === undefined) throw badField("password", "is required");
  return guesses.guess(request, username, () => userWith(database, username, password));
}

async function userWith(db: Queryable, username: string, password: string): Promise<User> {
  const user = await findUserByName(db, username);
  const digest = user?.active ? await passwordDigestOf(db, user.id) : null;
  if (!(await isPassword(password, digest)) || !user) throw new ApiError("badCredentials");
  return user;
}

async function requireUser(access: Access, request: FastifyRequest): Promise<User> {
  const user = await access.identify(request);
  if (!user) throw new ApiError("notAuthenticated");
  return user;
}

/** One of the user's own by its id, or anybody's by the whole of it. @throws a 404, or a 401 for an id and no user. */
export async function readToken(
  { database, guesses, access }: Pick<Hub, "database" | "guesses" | "access">,
  request: FastifyRequest,
  idOrToken: string,
): Promise<TokenFacts> {
  const facts = isId(idOrToken)
    ? await findToken(database, (await requireUser(access, request)).id, idOrToken)
    : await guesses.guess(request, null, () => findTokenByDigest(database, digestOf(idOrToken)));
  if (!facts) throw new ApiError("notFound");
  return facts;
}

/** @throws a 404 if it is not there, or not the user's. */
export async function revokeToken(
  { database, access }: Pick<Hub, "database" | "access">,
  user: User,
  idOrToken: string,
): Promise<void> {
  const wasThere = await deleteToken(database, user.id, tokenId(idOrToken), isId(idOrToken) ? null : digestOf(idOrToken));
  if (!wasThere) throw new ApiError("notFound");
  access.forget();
}

/** Whose a token is; null if it does not work. */
export async function tokenOwner(db: Queryable, token: string): Promise<number | null> {
  return (await findTokenByDigest(db, digestOf(token)))?.user ?? null;
}

function isId(idOrToken: string): boolean {
  return tokenId(idOrToken) === idOrToken;
}
