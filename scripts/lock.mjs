/** One at a time: a file that holds the pid of whoever has its turn. */

import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;
/** Between its creation and the writing of the pid a lock is empty, for this long at most. */
const EMPTY_MOST_MS = 1_000;

/** Runs `work` while holding the lock. What a dead process left behind, or one that is older than `mostMs`, does not count. */
export async function withLock(path, mostMs, work) {
  await mkdir(dirname(path), { recursive: true });
  await acquire(path, mostMs);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path, mostMs) {
  for (;;) {
    const file = await open(path, "wx").catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
    if (file) {
      await file.writeFile(String(process.pid));
      return file.close();
    }
    if (await isLeftBehind(path, mostMs)) await rm(path, { force: true });
    else await sleep(POLL_MS);
  }
}

async function isLeftBehind(path, mostMs) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    const age = Date.now() - mtimeMs;
    if (age > mostMs) return true;
    return text === "" ? age > EMPTY_MOST_MS : !isRunning(Number(text));
  } catch {
    return false; // it has just gone
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
