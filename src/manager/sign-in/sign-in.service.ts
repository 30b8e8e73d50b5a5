/** Signing a browser in, with a link that works once. */

import { badField } from "../../core/errors.ts";
import type { User } from "../auth/auth.store.ts";
import { digestOf, newToken } from "../auth/token.ts";
import type { Hub } from "../http/types.ts";
import { type IssuedToken, issueToken } from "../tokens/tokens.service.ts";
import { findUserByName } from "../users/users.store.ts";
import * as store from "./sign-in.store.ts";

const CODE_MS = 60 * 60_000;
const SESSION_MS = 14 * 24 * 60 * 60_000;

type Parts = Pick<Hub, "database" | "now">;

/** A code for the named user, or for oneself. @throws a 400 if nobody has the name. */
export async function createCode({ database, now }: Parts, self: User, username?: string) {
  const user = username === undefined ? self : await findUserByName(database, username);
  if (!user) throw badField("username", "is not the name of a user");
  const code = newToken();
  const expiry = new Date(now() + CODE_MS).toISOString();
  await store.deleteExpired(database, new Date(now()).toISOString());
  await store.insertCode(database, { digest: digestOf(code), userId: user.id, expiry });
  return { code, expiry };
}

/** A new session for whoever has the code; null if it was used or has run out. */
export async function signIn({ database, now }: Parts, code: string): Promise<IssuedToken | null> {
  return database.transaction(async (tx) => {
    const userId = await store.takeCode(tx, digestOf(code), new Date(now()).toISOString());
    if (userId === null) return null;
    return issueToken(tx, { userId, kind: "session", expiry: new Date(now() + SESSION_MS).toISOString() });
  });
}

export async function signOut({ database, access }: Pick<Hub, "database" | "access">, session: string): Promise<void> {
  await store.deleteSession(database, digestOf(session));
  access.forget();
}
