/** Sealing of secrets for rest: AES-256-GCM, a fresh nonce each, `v1.<nonce>.<tag>.<ciphertext>` in base64url. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { JsonValue } from "./json.ts";

const VERSION = "v1";
const NONCE_BYTES = 12;

export type SecretKey = Buffer;

/** The key for a passphrase or key file of any length: its SHA-256. */
export function secretKeyFrom(text: string): SecretKey {
  if (text.trim().length < 16) throw new Error("The secret key is too short: give at least 16 characters.");
  return createHash("sha256").update(text.trim()).digest();
}

/** Text for a new key file: 32 random bytes. */
export function newSecretKey(): string {
  return randomBytes(32).toString("base64url");
}

export function seal(value: JsonValue, key: SecretKey): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
}

/** @throws if the text was sealed with another key or was tampered with. */
export function open(text: string, key: SecretKey): JsonValue {
  const [version, ...parts] = text.split(".");
  const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, "base64url"));
  if (version !== VERSION || !nonce || !tag || !sealed) throw new Error("This is not a sealed secret.");
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(tag);
  return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8"));
}
