import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkerConfig } from "./config.ts";
import { nodeName } from "./sender.ts";

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-config-"));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

const read = (env: NodeJS.ProcessEnv) => readWorkerConfig({ JOBHUB_DATA: dir, BROKER_URL: "postgres://b/", ...env });

test("has defaults for all but the broker", async () => {
  expect(await read({})).toMatchObject({
    brokerConfig: { url: "postgres://b/", defaultQueue: "celery", managementUrl: null, resultUrl: null },
    hostname: nodeName(`worker-${process.pid}`),
    queues: ["default"],
    concurrency: availableParallelism(),
    memoryMb: 512,
    drainMs: 30_000,
    dataDir: dir,
  });
  expect(await read({ BROKER_URL: "", DATABASE_URL: "postgres://d/" })).toMatchObject({
    brokerConfig: { url: "postgres://d/" },
  });
});

test("takes what is set", async () => {
  const set = { JOBHUB_QUEUES: "a, b", JOBHUB_CONCURRENCY: "3", JOBHUB_WORKER_NAME: "w1", JOBHUB_DRAIN_SECONDS: "0" };
  expect(await read(set)).toMatchObject({ queues: ["a", "b"], concurrency: 3, hostname: nodeName("w1"), drainMs: 0 });
});

test.each([
  [{ BROKER_URL: "" }, "BROKER_URL"],
  [{ JOBHUB_CONCURRENCY: "0" }, "JOBHUB_CONCURRENCY"],
  [{ JOBHUB_CONCURRENCY: "many" }, "JOBHUB_CONCURRENCY"],
  [{ JOBHUB_QUEUES: "a,,b" }, "JOBHUB_QUEUES"],
  [{ JOBHUB_WORKER_NAME: "a@b" }, "JOBHUB_WORKER_NAME"],
  [{ JOBHUB_JOB_MEMORY_MB: "1" }, "JOBHUB_JOB_MEMORY_MB"],
  [{ JOBHUB_DRAIN_SECONDS: "-1" }, "JOBHUB_DRAIN_SECONDS"],
])("names what is wrong: %j", async (env, name) => {
  await expect(read(env)).rejects.toThrow(name);
});

test("a node name is no longer than the record takes", () => {
  expect(nodeName("w1", "host.example")).toBe("w1@host.example");
  const long = nodeName("worker-12345", "x".repeat(100));
  expect(long).toHaveLength(64);
  expect(long.startsWith("worker-12345@x")).toBe(true);
});
