/** Brings node_modules to what the lock file says, if it is not there yet. */

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST, ROOT } from "./build.mjs";
import { withLock } from "./lock.mjs";

/** Packages come over the network: a slow line may take this long. */
const LOCK_MOST_MS = 15 * 60_000;

/** Installs unless everything is there. @returns whether it had to. */
export async function install({ onStart = () => {} } = {}) {
  if (await isCurrent()) return false;
  return withLock(join(DIST, ".install-lock"), LOCK_MOST_MS, async () => {
    if (await isCurrent()) return false;
    onStart();
    await npmCi();
    return true;
  });
}

/** npm notes in node_modules what it installed, once it is done. Packages for other platforms are rightly missing. */
async function isCurrent() {
  const [locked, installed] = await Promise.all([
    packages("package-lock.json"),
    packages("node_modules/.package-lock.json").catch(() => null),
  ]);
  if (!installed) return false;
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === "" || (optional && !installed[path])) return true;
    return installed[path]?.version === version;
  });
}

async function packages(path) {
  return JSON.parse(await readFile(join(ROOT, path), "utf8")).packages;
}

/** With the development packages whatever NODE_ENV says: the build needs them. What npm says is shown if it fails. */
function npmCi() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const [program, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ["npm", []];
  const child = spawn(program, [...first, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${output.trim()}\n\nnpm ci failed (${signal ?? code}). Mend what it says above, then try again.`));
    });
  });
}
