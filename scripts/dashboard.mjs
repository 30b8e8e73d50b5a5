/**
 * Makes dist/dashboard from the sources of the dashboard, with its files compressed for those who can take that. As with the rest
 * of dist/, the stamp goes first and comes back last.
 */

import { spawn } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { DIST, filesIn, ROOT, signatureOf } from "./files.mjs";

const TARGET = join(DIST, "dashboard");
const STAMP = join(DIST, ".dashboard-stamp");
const SOURCES = ["dashboard", "clients/typescript/src", "src/core"];
const SETTINGS = ["package-lock.json", "tsconfig.json", "scripts/dashboard.mjs"];
const COMPRESSED = /\.(js|css|svg)$/;

export async function isDashboardCurrent() {
  return (await readFile(STAMP, "utf8").catch(() => null)) === (await signature());
}

/** Builds it beside what is there, and puts it in its place. */
export async function buildDashboard() {
  const made = await signature();
  const staging = join(ROOT, `.dist-dashboard-${process.pid}`);
  try {
    await vite(staging);
    await Promise.all((await filesIn(staging)).filter((path) => COMPRESSED.test(path)).map(compress));
    await rm(STAMP, { force: true });
    await mkdir(DIST, { recursive: true });
    await rm(TARGET, { recursive: true, force: true });
    await rename(staging, TARGET);
    await writeFile(STAMP, made);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function signature() {
  const files = await Promise.all(SOURCES.map((path) => filesIn(join(ROOT, path))));
  const sources = files.flat().filter((path) => !/\.test\.ts$|\.md$|[/\\]testing[/\\]/.test(path));
  return signatureOf([...sources, ...SETTINGS.map((path) => join(ROOT, path))]);
}

function vite(outDir) {
  const program = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = ["build", "dashboard", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env: { ...process.env, NODE_ENV: "production" } });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`The dashboard does not build:\n${output.trim()}`)),
    );
  });
}

async function compress(path) {
  const data = await readFile(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(data, best));
  await writeFile(`${path}.gz`, await promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }));
}
