/**
 * `<data>/hub.json`: which process runs the hub of a data folder, and at what address. It is the lock against a second
 * one, and tells the other commands where the local hub is.
 */

import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { readText, writePrivate } from "../../service/files.ts";
import { CliError } from "../errors.ts";

export interface HubFile {
  readonly pid: number;
  /** When that process started, by the system's clock ticks, so that another with its number later is not mistaken for it. */
  readonly started: string | null;
  /** Null until the hub is ready. */
  readonly url: string | null;
  /** Address of the overseer's figures, if it serves them. */
  readonly metrics?: string | null;
}

export interface HubClaim {
  /** Tells the others where the hub is. */
  announce(addresses: Pick<HubFile, "url" | "metrics">): Promise<void>;
  release(): Promise<void>;
}

/** Claims a data folder for this process. @throws {CliError} if another one runs there. */
export async function claimHub(dataDir: string): Promise<HubClaim> {
  const file = fileIn(dataDir);
  await mkdir(dataDir, { recursive: true });
  const mine = { pid: process.pid, started: await startOf(process.pid), url: null };
  while (!(await create(file, mine))) {
    const other = await readText(file);
    if (other === null) continue;
    const holder = parse(other);
    if (holder && (await isAlive(holder))) throw inUse(dataDir, file, holder);
    await removeIf(file, other);
  }
  return {
    announce: (addresses) => writePrivate(file, JSON.stringify({ ...mine, ...addresses })),
    release: () => rm(file, { force: true }),
  };
}

/** The hub that runs on a data folder now, or null. */
export async function findHub(dataDir: string): Promise<HubFile | null> {
  const text = await readText(fileIn(dataDir)).catch(() => null);
  const hub = text === null ? null : parse(text);
  return hub && (await isAlive(hub)) ? hub : null;
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, "hub.json");
}

function parse(text: string): HubFile | null {
  try {
    return JSON.parse(text) as HubFile;
  } catch {
    return null;
  }
}

function inUse(dataDir: string, file: string, { pid, url }: HubFile): CliError {
  return new CliError(`A hub already runs on ${dataDir}${url ? `, at ${url}` : ""} (process ${pid}).`, {
    hint: `Stop that one (kill ${pid}), or run another beside it with --data and --port. If process ${pid} is not a hub, remove ${file}.`,
  });
}

/** Writes the file unless there is one. A reader never sees a part of it. */
async function create(file: string, content: HubFile): Promise<boolean> {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  await writeFile(part, JSON.stringify(content), { mode: 0o600 });
  try {
    await link(part, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** Removes what a dead process left. Should another have put its own file there meanwhile, that goes back. */
async function removeIf(file: string, expected: string): Promise<void> {
  const taken = `${file}.${randomBytes(6).toString("hex")}.old`;
  try {
    await rename(file, taken);
  } catch {
    return;
  }
  if ((await readText(taken)) !== expected) await link(taken, file).catch(() => undefined);
  await rm(taken, { force: true });
}

async function isAlive({ pid, started }: HubFile): Promise<boolean> {
  if (!isRunning(pid)) return false;
  const since = await startOf(pid);
  return started === null || since === null || since === started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Linux tells when a process started, in field 22 of its stat; the name in field 2 may hold spaces. Else null. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}
