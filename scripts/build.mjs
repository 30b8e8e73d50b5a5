/**
 * Makes dist/ from the sources: compiled TypeScript, and a copy of every other file under src.
 *
 * Safe to interrupt: the stamp, which says what dist/ was made from, goes first and comes back last. Safe to run many at
 * once: one builds, the others wait and find its work done. Files move into place one by one, whole, so that a running
 * hub never reads half of one.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

export const ROOT = resolve(fileURLToPath(import.meta.url), "../..");
export const DIST = join(ROOT, "dist");
export const MAIN = join(DIST, "src/cli/main.js");

const STAMP = join(DIST, ".stamp");
const SOURCES = ["src", "clients/typescript/src", "bench", "examples"];
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json", "scripts/build.mjs"];
/** A build takes seconds. */
const LOCK_MOST_MS = 120_000;

/** Builds unless dist/ is what the sources would give. @returns whether it had to. */
export async function build({ onStart = () => {} } = {}) {
  if (await isCurrent()) return false;
  return withLock(join(DIST, ".build-lock"), LOCK_MOST_MS, async () => {
    if (await isCurrent()) return false;
    onStart();
    await compile(await signature());
    return true;
  });
}

async function isCurrent() {
  return (await readFile(STAMP, "utf8").catch(() => null)) === (await signature());
}

/** Names, sizes and times of everything that dist/ is made from. */
async function signature() {
  const files = [...(await sources()), ...SETTINGS.map((path) => join(ROOT, path))];
  const facts = await Promise.all(files.map(async (path) => `${relative(ROOT, path)} ${await sizeAndTime(path)}`));
  return createHash("sha256").update(facts.sort().join("\n")).digest("hex");
}

async function sizeAndTime(path) {
  const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
  return `${size} ${mtimeMs}`;
}

async function sources() {
  const files = await Promise.all(SOURCES.map((path) => filesIn(join(ROOT, path))));
  return files.flat().filter((path) => !path.endsWith(".test.ts"));
}

async function filesIn(directory) {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
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
