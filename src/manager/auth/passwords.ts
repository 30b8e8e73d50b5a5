/** Passwords at rest: scrypt with a salt of its own, `scrypt.<N>.<r>.<p>.<salt>.<key>` in base64url. */

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** 32 MiB and about 60 ms a try. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const MAX_MEMORY = 2 ** 27;

export async function digestPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join(".");
}

/** For who has no password, so that a wrong user name takes as long as a wrong password. */
const nobody = digestPassword(randomBytes(16).toString("hex"));

/** Whether the password is the one of this digest, in constant time. Never, for a digest of null. */
export async function isPassword(password: string, digest: string | null): Promise<boolean> {
  const [, n, r, p, salt = "", key = ""] = (digest ?? (await nobody)).split(".");
  const stored = Buffer.from(key, "base64url");
  const given = await derive(password, Buffer.from(salt, "base64url"), { N: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(given, stored) && digest !== null;
}

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return scryptAsync(password.normalize("NFKC"), salt, KEY_BYTES, { ...cost, maxmem: MAX_MEMORY });
}
