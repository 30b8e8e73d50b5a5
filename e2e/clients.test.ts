/** What the repository offers to programmers, run as they would run it. */

import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KNOWN_OPERATIONS } from "../src/manager/docs/contract/tables.ts";
import { readText } from "../src/service/files.ts";
import { startHub, type TestHub } from "./hub.ts";
import { DIST } from "./process.ts";

const SLOW = 60_000;
const ROOT = path.resolve(import.meta.dirname, "..");
const PACKAGE = path.join(ROOT, "clients/typescript");

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
}, SLOW);
afterAll(() => hub.close());

/** Runs a program of Node's, and answers what it wrote. @throws with all of that if it fails. */
async function run(script: string, ...args: string[]): Promise<string> {
  const token = (await readText(path.join(hub.dataDir, "admin-token"))) ?? "";
  const env = { ...process.env, JOBHUB_URL: hub.url, JOBHUB_TOKEN: token };
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${output}${errors}`);
  return output;
}

test("the walk goes through every operation that is known, but for those of files, sources and snapshots", {
  timeout: SLOW,
}, async () => {
  const output = await run(path.join(DIST, "examples/walk.js"));
  const walked = [...output.matchAll(/^✓ (\w+)/gm)].map(([, operation]) => operation);
  const isLater = (id: string) => /^projects_(files|sources|snapshots|convert|history|pull)/.test(id);
  const known = KNOWN_OPERATIONS.map(({ operationId }) => operationId).filter((id) => !isLater(id));
  expect(walked.sort()).toEqual(known.sort());
  expect(output).toContain("62 operations, and all is well.");
});

test("the example of the TypeScript client's README runs with the package as it is published", { timeout: SLOW }, async () => {
  await run(path.join(ROOT, "node_modules/typescript/bin/tsc"), "-p", PACKAGE);
  const readme = await readFile(path.join(PACKAGE, "README.md"), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const script = path.join(DIST, "clients/readme.js");
  await mkdir(path.dirname(script), { recursive: true });
  await writeFile(script, example);
  const lines = (await run(script)).trim().split("\n");
  expect(lines.slice(-5)).toEqual(["SUCCESS 3", ...[1, 2, 3].map((n) => expect.stringContaining(String(n))), "400 method"]);
});
