import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { compiled } from "./methods/set.ts";

let database: TestDatabase;
let dir: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  database = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-main-"));
});

afterEach(async () => {
  child?.kill("SIGKILL");
  await database.drop();
  await rm(dir, { recursive: true });
});

function start(env: NodeJS.ProcessEnv) {
  const { PATH } = process.env;
  child = fork(compiled("main"), { env: { PATH, JOBHUB_DATA: dir, ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => output.push(String(data)));
  return { child, text: () => output.join("") };
}

test("the program starts, says so, and stops when it is told to", async () => {
  const { child, text } = start({ BROKER_URL: database.url, JOBHUB_WORKER_NAME: "w1" });
  const [ready] = await once(child, "message");
  expect(ready).toMatchObject({ type: "ready", hostname: expect.stringMatching(/^w1@/) });
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(text()).toContain('"taking jobs"');
});

test("the program names what is wrong with its configuration", async () => {
  const { child, text } = start({ BROKER_URL: database.url, JOBHUB_CONCURRENCY: "none" });
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(text()).toContain("JOBHUB_CONCURRENCY");
});
