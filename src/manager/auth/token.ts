/** Tokens: 43 random letters and digits. The first 8 are the public id; only a digest of the whole is stored. */

import { hash, randomBytes, timingSafeEqual } from "node:crypto";

const TOKEN_LENGTH = 43;
const ID_LENGTH = 8;

export function newToken(): string {
  return randomText(TOKEN_LENGTH);
}

/** Random letters and digits, for tokens, codes and keys. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length)
    text += randomBytes(length)
      .toString("base64")
      .replace(/[^a-zA-Z0-9]/g, "");
  return text.slice(0, length);
}

export function tokenId(token: string): string {
  return token.slice(0, ID_LENGTH);
}

/** SHA-256: enough for a token, whose characters are random and many. */
export function digestOf(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

/** The same as text: a third of the time, on the way of every request. */
export function digestText(token: string): string {
  return hash("sha256", token, "base64");
}

/** Whether a token has this digest, in constant time. */
export function hasDigest(token: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(token), digest);
}
