/** PostgreSQL processes from outside: found by the pid file in their folder, and stopped by signals. */

import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const PID_FILE = "postmaster.pid";
const POLL_MS = 10;
/** How long a shutdown may take before the next harder one: end the connections, cut them, kill. */
const STOPS = [
  { signal: "SIGINT", withinMs: 8_000 },
  { signal: "SIGQUIT", withinMs: 3_000 },
  { signal: "SIGKILL", withinMs: 3_000 },
] as const;

/** Whether the server of a folder takes connections, by what it wrote itself; undefined if there is none. */
export async function readPidFile(dir: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const lines = (await readFile(path.join(dir, PID_FILE), "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : undefined;
}

/**
 * Stops a server that an earlier process left behind in this folder, and removes the pid file of one that is gone. Only
 * for the holder of the folder's lock.
 */
export async function stopLeftOver(dir: string, home: string): Promise<boolean> {
  const found = await readPidFile(dir);
  if (!found) return false;
  const lives = isAlive(found.pid) && (await isPostgresOf(dir, found.pid));
  if (lives) await stopProcess(found.pid, home);
  // It would stand in the way if another process has the number by now.
  await rm(path.join(dir, PID_FILE), { force: true });
  return lives;
}

/** Ends a server: fast, then hard. Resolves when the process is gone. */
export async function stopProcess(pid: number, home: string): Promise<void> {
  for (const { signal, withinMs } of STOPS) {
    await send(signal, pid, home);
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(POLL_MS)) {
      if (!isAlive(pid)) return;
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) cannot be stopped.`);
}

async function send(signal: NodeJS.Signals, pid: number, home: string): Promise<void> {
  try {
    if (process.platform !== "win32") process.kill(pid, signal);
    else await promisify(execFile)(path.join(home, "bin", "pg_ctl"), ["kill", signal.slice("SIG".length), String(pid)]);
  } catch {
    // It has ended in the meantime.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process is the server of this folder, and not another one that got its number later. */
async function isPostgresOf(dir: string, pid: number): Promise<boolean> {
  if (process.platform === "win32") return true;
  const command =
    process.platform === "linux"
      ? (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ")
      : (await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }))).stdout;
  return command.includes(`-D ${dir} `);
}
