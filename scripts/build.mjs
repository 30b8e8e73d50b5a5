/**
 * Makes dist/ from the sources: compiled TypeScript, a copy of every other file under src, and the dashboard.
 *
 * Safe to interrupt: the stamp, which says what dist/ was made from, goes first and comes back last. Safe to run many at
 * once: one builds, the others wait and find its work done. Files move into place one by one, whole, so that a running
 * hub never reads half of one.
 */

import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDashboard, isDashboardCurrent } from "./dashboard.mjs";
import { DIST, filesIn, ROOT, signatureOf } from "./files.mjs";
import { withLock } from "./lock.mjs";

export { DIST, ROOT } from "./files.mjs";
export const MAIN = join(DIST, "src/cli/main.js");

const STAMP = join(DIST, ".stamp");
const SOURCES = ["src", "clients/typescript/src", "bench", "examples"];
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json", "scripts/build.mjs"];
/** A build takes seconds; on a slow machine, tens of them. */
const LOCK_MOST_MS = 120_000;

/** Builds unless dist/ is what the sources would give. @returns whether it had to. */
export async function build({ onStart = () => {} } = {}) {
  if (await isAllCurrent()) return false;
  return withLock(join(DIST, ".build-lock"), LOCK_MOST_MS, async () => {
    if (await isAllCurrent()) return false;
    onStart();
    const results = await Promise.allSettled([
      isCurrent().then(async (current) => current || compile(await signature())),
      isDashboardCurrent().then((current) => current || buildDashboard()),
    ]);
    const failures = results.flatMap(({ reason }) => (reason ? [reason.message] : []));
    if (failures.length > 0) throw new Error(failures.join("\n\n"));
    return true;
  });
}

async function isAllCurrent() {
  return (await isCurrent()) && (await isDashboardCurrent());
}

async function isCurrent() {
  return (await readFile(STAMP, "utf8").catch(() => null)) === (await signature());
}

/** Of everything that dist/ is made from but the dashboard. */
async function signature() {
  return signatureOf([...(await sources()), ...SETTINGS.map((path) => join(ROOT, path))]);
}

async function sources() {
  const files = await Promise.all(SOURCES.map((path) => filesIn(join(ROOT, path))));
  return files.flat().filter((path) => !path.endsWith(".test.ts"));
}

/** Compiles beside dist's files, then moves the results over them. The stamp is written only if every type was right. */
async function compile(made) {
  const staging = join(ROOT, `.dist-${process.pid}`); // as deep as dist, so that source maps stay true
  try {
    const errors = await tsc(staging);
    await copyAssets(staging);
    await rm(STAMP, { force: true });
    await moveInto(DIST, staging);
    await chmod(MAIN, 0o755).catch(() => {});
    if (errors) throw new Error(`The sources do not compile:\n${errors}`);
    await writeFile(STAMP, made);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** @returns what the compiler complains of, empty if nothing. */
function tsc(outDir) {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const child = spawn(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", outDir], { cwd: ROOT });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? "" : output.trim() || `The compiler ended with ${code}.`));
  });
}

async function copyAssets(staging) {
  for (const path of await sources()) {
    if (path.endsWith(".ts")) continue;
    const copy = join(staging, relative(ROOT, path));
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
  }
}

/** Moves every file of `staging` into `target`, and removes what is there from sources that are gone. */
async function moveInto(target, staging) {
  const fresh = (await filesIn(staging)).map((path) => relative(staging, path));
  for (const path of fresh) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await rename(join(staging, path), join(target, path));
  }
  const kept = new Set(fresh);
  const old = await Promise.all(SOURCES.map((path) => filesIn(join(target, path))));
  for (const path of old.flat()) {
    if (!kept.has(relative(target, path))) await rm(path, { force: true });
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
