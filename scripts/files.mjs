/** Where things are, and what they were made from. */

import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(fileURLToPath(import.meta.url), "../..");
export const DIST = join(ROOT, "dist");

/** Every file below a folder, none if it is not there. */
export async function filesIn(directory) {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Names, sizes and times of files, as one short text. */
export async function signatureOf(files) {
  const facts = await Promise.all(files.map(async (path) => `${relative(ROOT, path)} ${await sizeAndTime(path)}`));
  return createHash("sha256").update(facts.sort().join("\n")).digest("hex");
}

async function sizeAndTime(path) {
  const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
  return `${size} ${mtimeMs}`;
}
