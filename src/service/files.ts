/** Small files in the data folder that only their owner may read. */

import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const OWNER_ONLY = 0o600;

/** The text of a file, trimmed; null if there is none. */
export async function readText(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes one line, for its owner alone. A reader sees the old text or the new, never a part. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const part = await writePart(file, text);
  await rename(part, file);
}

/** The text of a file, which is made first if it is missing. Of several makers at once all get the same text. */
export async function readOrCreate(file: string, make: () => string): Promise<string> {
  const there = await readText(file);
  if (there) return there;
  const part = await writePart(file, make());
  try {
    await link(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(part, { force: true });
  }
  const text = await readText(file);
  if (!text) throw new Error(`${file} is empty: remove it, and a new one is made.`);
  return text;
}

async function writePart(file: string, text: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  await writeFile(part, `${text}\n`, { mode: OWNER_ONLY, flush: true });
  return part;
}

/** Where the files of a project lie: its working directory. */
export function projectDir(dataDir: string, projectId: number): string {
  return path.join(dataDir, "projects", String(projectId));
}
