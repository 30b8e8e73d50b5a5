import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimHub, findHub } from "./hub-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a second claim is refused with the process of the first, until that is released", async () => {
  const claim = await claimHub(folder);
  await claim.announce({ url: "http://127.0.0.1:8000" });
  await expect(claimHub(folder)).rejects.toThrow(`http://127.0.0.1:8000 (process ${process.pid})`);
  await claim.release();
  await (await claimHub(folder)).release();
});

test("of many claims at once, one is granted", async () => {
  const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimHub(folder)));
  expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test.each([
  ["of a process that is gone", () => JSON.stringify({ pid: spawnSync("true").pid, started: null, url: null })],
  ["of an earlier process with the same number", () => JSON.stringify({ pid: process.pid, started: "1", url: null })],
  ["that is damaged", () => "{"],
])("a file %s does not count", async (_what, content) => {
  await writeFile(path.join(folder, "hub.json"), content());
  expect(await findHub(folder)).toBeNull();
  await claimHub(folder);
  expect(JSON.parse(await readFile(path.join(folder, "hub.json"), "utf8")).pid).toBe(process.pid);
});

test("of many that find a dead hub's file, one gets the folder", async () => {
  await writeFile(path.join(folder, "hub.json"), JSON.stringify({ pid: spawnSync("true").pid, started: null, url: null }));
  const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimHub(folder)));
  expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
