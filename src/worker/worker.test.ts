import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TaskEvent, TaskSucceeded, WorkerEvent } from "../core/event.ts";
import { projectDir } from "../service/files.ts";
import { OWN, TestHub } from "./testing.ts";

let hub: TestHub;

beforeEach(async () => {
  hub = await TestHub.start();
});

afterEach(async () => {
  await hub.stop();
});

const types = (events: readonly TaskEvent[]) => events.map(({ type }) => type);

describe("a job", () => {
  test("is told of from receipt to success", async () => {
    await hub.startWorker({ methods: OWN });
    const task = await hub.submit("sleep", { seconds: 0, repeat: 3, project: 1, key: "k" });
    const { outcome, before, log } = await hub.outcome(task);
    expect(outcome).toMatchObject({ type: "task-succeeded", uuid: task.id, retries: 0, result: null, hostname: "w0@test" });
    expect(types(before).slice(0, 3)).toEqual(["task-received", "task-started", "task-updated"]);
    expect(log).toEqual(["Repetition 1 of 3: 0 s.", "Repetition 2 of 3: 0 s.", "Repetition 3 of 3: 0 s."]);
    expect(before[2]).toMatchObject({ sequence: 0, logOffset: 0 });
    expect(before.at(-1)).toMatchObject({ progress: { done: 3, total: 3 } });
  });

  test("fails as it was asked to", async () => {
    await hub.startWorker({ methods: OWN });
    const task = await hub.submit("sleep", { seconds: 0, repeat: 3, fail: 2 });
    const { outcome, log } = await hub.outcome(task);
    const message = "Failed at repetition 2, as it was asked to.";
    expect(outcome).toMatchObject({
      type: "task-failed",
      error: { type: "SleepFailed", message, trace: null },
      exception: `SleepFailed: ${message}`,
      traceback: null,
    });
    expect(log).toHaveLength(2);
  });

  test.each([
    ["sleep", { seconds: -1 }, "BadParams", "seconds: must be >= 0"],
    ["sleep", { secondss: 1 }, "BadParams", "secondss: there is no such param"],
    ["sleep", { repeat: "often" }, "BadParams", "repeat: must be integer"],
    ["dance", {}, "NotRegistered", 'This worker has no method "dance". It has: sleep, convert.'],
  ])("%s %j fails with %s", async (name, kwargs, type, message) => {
    await hub.startWorker({ methods: OWN });
    const { outcome, before } = await hub.outcome(await hub.submit(name, kwargs as never));
    expect(outcome).toMatchObject({ type: "task-failed", error: { type, message } });
    expect(types(before)).toEqual(["task-received", "task-started"]);
  });

  test("converts a file of its project", { timeout: 60_000 }, async () => {
    await hub.startWorker({ methods: OWN, memoryMb: 256 });
    const dir = projectDir(hub.dataDir, 7);
    await mkdir(dir, { recursive: true });
    await writeFile(path.join(dir, "notes.md"), "# Notes");
    const { outcome, before } = await hub.outcome(await hub.submit("convert", { path: "notes.md", to: "html", project: 7 }));
    expect(outcome).toMatchObject({ type: "task-succeeded", result: { path: "notes.html" } });
    expect(before.at(-1)).toMatchObject({ progress: "writing" });
    expect(await readFile(path.join(dir, "notes.html"), "utf8")).toContain("<title>notes</title>");
  });

  test("is told of as it goes on", async () => {
    await hub.startWorker();
    const task = await hub.submit("polite");
    await hub.until(() => hub.log(task.id).includes("here"));
    expect(types(hub.of(task.id))).toEqual(["task-received", "task-started", "task-updated"]);
    await hub.broker.revoke([task.id]);
    expect((await hub.outcome(task)).log).toEqual(["here", "bye"]);
  });

  test("has its secrets, and no log shows them", async () => {
    await hub.startWorker();
    const task = await hub.submit("leak", {}, { secrets: { token: "very-secret" } });
    const { outcome, log } = await hub.outcome(task);
    expect(log).toEqual(["the token is ***"]);
    expect(outcome).toMatchObject({ error: { type: "Leaked", message: "it was ***" } });
  });
});

describe("a thread that dies", () => {
  test.each([
    ["exit", "ThreadExited", "The method ended its own thread, with exit code 3.", ["last words"]],
    ["hog", "OutOfMemory", "The job needed more than 64 MB of memory.", ["hungry"]],
    ["uncaught", "RangeError", "nobody caught this", []],
    ["unclonable", "ThreadDied", "JSON cannot hold", []],
    ["notJson", "BadResult", "BigInt", []],
  ])("by %s fails its job alone", async (name, type, message, log) => {
    await hub.startWorker({ concurrency: 1 });
    const [bad, good] = [await hub.submit(name), await hub.submit("echo", { a: 1 })];
    const failed = await hub.outcome(bad);
    expect(failed.outcome).toMatchObject({ type: "task-failed", error: { type, message: expect.stringContaining(message) } });
    expect(failed.log).toEqual(log);
    expect((await hub.outcome(good)).outcome).toMatchObject({ type: "task-succeeded", result: { a: 1 } });
  });

  test("because it asked to is replaced, and its job counts", async () => {
    await hub.startWorker({ concurrency: 1 });
    const [first, second] = [await hub.submit("retire"), await hub.submit("retire")];
    for (const task of [first, second]) {
      const { outcome, log } = await hub.outcome(task);
      expect(outcome).toMatchObject({ type: "task-succeeded", result: "done" });
      expect(log).toEqual(["my last job"]);
    }
  });
});

describe("a job that runs", () => {
  test.each(["polite", "stubborn", "spin"])("is stopped, whatever it does: %s", async (name) => {
    await hub.startWorker({ concurrency: 1 });
    const task = await hub.submit(name, { seconds: 600 });
    await hub.until(() => hub.log(task.id).length > 0);
    await hub.broker.revoke([task.id]);
    const { outcome } = await hub.outcome(task);
    expect(outcome).toMatchObject({ type: "task-revoked", terminated: true });
    expect((await hub.outcome(await hub.submit("echo"))).outcome.type).toBe("task-succeeded");
  });

  test("has a time limit", async () => {
    await hub.startWorker();
    const task = await hub.submit("stubborn", {}, { timeLimit: 0.2 });
    const { outcome } = await hub.outcome(task);
    expect(outcome).toMatchObject({
      type: "task-failed",
      error: { type: "TimeLimitExceeded", message: "It ran for longer than its limit of 0.2 s." },
    });
  });

  test("logs without end, and what it logged is there before its outcome", async () => {
    await hub.startWorker();
    const { log } = await hub.outcome(await hub.submit("chatter", { lines: 20_000 }));
    expect(log).toEqual(Array.from({ length: 20_000 }, (_, i) => `line ${i}`));
  });

  test("logs more than the limit, and the last line says so", async () => {
    await hub.startWorker({ memoryMb: 256 });
    const task = await hub.submit("chatter", { lines: 300_000 });
    const { log, before } = await hub.outcome(task);
    expect(log).toHaveLength(100_000);
    expect(log.at(-1)).toBe("The log ends here: it has 100000 lines, which is the limit.");
    for (const event of before) if (event.type === "task-updated") expect(event.log?.length ?? 0).toBeLessThanOrEqual(1_000);
  });
});

describe("a worker", () => {
  test("that is busy renews its lease and tells that it is alive", async () => {
    const short = await TestHub.start({ leaseMs: 4_000 });
    try {
      await short.startWorker({ concurrency: 2 });
      const tasks = [await short.submit("spin", { seconds: 6 }), await short.submit("spin", { seconds: 6 })];
      await short.until(() => tasks.every(({ id }) => short.of(id).length > 0));
      const returned = setInterval(() => void short.broker.returnLost(), 100);
      for (const task of tasks) {
        const { outcome } = await short.outcome(task);
        expect(outcome).toMatchObject({ type: "task-succeeded", result: "spun", retries: 0 });
      }
      clearInterval(returned);
      expect(short.events.filter(({ type }) => type === "worker-heartbeat").length).toBeGreaterThan(0);
    } finally {
      await short.stop();
    }
  });

  test("that was away for too long stops what others have taken over", async () => {
    const short = await TestHub.start({ leaseMs: 600 });
    try {
      const { freeze, thaw } = await short.startWorker({ concurrency: 1 });
      const task = await short.submit("once", { file: `${short.dataDir}/once` });
      await short.until(() => short.log(task.id).length > 0);
      freeze();
      await vi.waitUntil(async () => (await short.broker.returnLost()) > 0, { timeout: 20_000 });
      thaw();
      const { outcome } = await short.outcome(task);
      expect(outcome).toMatchObject({ type: "task-succeeded", retries: 1, result: "again" });
      expect(short.of(task.id).filter(({ retries }) => retries === 0)).toMatchObject([
        { type: "task-received" },
        { type: "task-started" },
        { type: "task-updated" },
        { type: "task-retried" },
      ]);
    } finally {
      await short.stop();
    }
  });

  test("whose database is away goes on, and tells of it later", async () => {
    const { freeze, thaw } = await hub.startWorker();
    const began = performance.now();
    const file = path.join(hub.dataDir, "ended");
    const task = await hub.submit("marker", { seconds: 0.3, file });
    await hub.until(() => hub.log(task.id).includes("first"));
    freeze();
    await expect.poll(() => readFile(file, "utf8").catch(() => null)).toBe("");
    const tookMs = performance.now() - began;
    thaw();
    const { outcome, log } = await hub.outcome(task);
    expect(log).toEqual(["first", "last"]);
    expect(outcome).toMatchObject({ type: "task-succeeded", retries: 0 });
    expect((outcome as TaskSucceeded).runtime).toBeLessThan(tookMs / 1000);
  });

  test("says who it is", async () => {
    const { worker } = await hub.startWorker();
    await hub.until(() => hub.events.some(({ type }) => type === "worker-online"));
    await worker.stop();
    await hub.until(() => hub.events.some(({ type }) => type === "worker-offline"));
    const online = hub.events.find(({ type }) => type === "worker-online") as WorkerEvent;
    expect(online).toMatchObject({
      hostname: "w0@test",
      pid: process.pid,
      freq: 2,
      active: 0,
      processed: 0,
      sw_ident: "jobhub",
      sw_ver: "1.2.3",
      queues: ["default"],
    });
    expect(online.loadavg).toHaveLength(3);
    const clocks = hub.events.map(({ clock }) => clock ?? 0);
    expect(clocks).toEqual([...clocks].sort((a, b) => a - b));
  });

  test("that stops lets its jobs end", async () => {
    const { worker } = await hub.startWorker({ concurrency: 1 });
    const [running, waiting] = [await hub.submit("sleep", { seconds: 0.5 }), await hub.submit("sleep", { seconds: 0.5 })];
    await hub.until(() => hub.of(running.id).length > 0);
    await worker.stop();
    expect((await hub.outcome(running)).outcome.type).toBe("task-succeeded");
    expect(hub.of(waiting.id)).toEqual([]);
    expect(await hub.broker.depths()).toMatchObject([{ queue: "default", waiting: 1, claimed: 0 }]);
  });

  test("that stops gives back what does not end", async () => {
    const { worker } = await hub.startWorker({ drainMs: 100 });
    const task = await hub.submit("stubborn");
    await hub.until(() => hub.log(task.id).length > 0);
    await worker.stop();
    await hub.until(() => hub.of(task.id).at(-1)?.type === "task-retried");
    expect(await hub.broker.depths()).toMatchObject([{ queue: "default", waiting: 1, claimed: 0 }]);
  });

  test("that is killed gives everything back at once", async () => {
    const { worker } = await hub.startWorker({ drainMs: 60_000 });
    const task = await hub.submit("stubborn");
    await hub.until(() => hub.log(task.id).length > 0);
    const stopping = worker.stop();
    await worker.kill();
    await stopping;
    await hub.until(() => hub.of(task.id).at(-1)?.type === "task-retried");
    expect(await hub.broker.depths()).toMatchObject([{ queue: "default", waiting: 1, claimed: 0 }]);
  });
});
