/** Links that sign a browser in, once. */

import { badField } from "../../core/errors.ts";
import type { User } from "../auth/auth.store.ts";
import { digestOf, newToken } from "../auth/token.ts";
import type { Hub } from "../hub.ts";
import { findUserByName } from "../users/users.store.ts";
import * as store from "./sign-in.store.ts";

const CODE_MS = 60 * 60_000;

type Parts = Pick<Hub, "database" | "now">;

/** A code for the named user, or for oneself. @throws a 400 if nobody has the name. */
export async function createCode({ database, now }: Parts, self: User, username?: string) {
  const user = username === undefined ? self : await findUserByName(database, username);
  if (!user) throw badField("username", "is not the name of a user");
  const code = newToken();
  const expiry = new Date(now() + CODE_MS).toISOString();
  await store.deleteExpiredCodes(database, new Date(now()).toISOString());
  await store.insertCode(database, { digest: digestOf(code), userId: user.id, expiry });
  return { code, expiry };
}
