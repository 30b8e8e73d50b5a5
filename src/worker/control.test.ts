import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { JsonObject } from "../core/json.ts";
import { OWN, TestHub } from "./testing.ts";

let hub: TestHub;
const onShutdown = vi.fn();

beforeEach(async () => {
  onShutdown.mockReset();
  hub = await TestHub.start();
  await hub.startWorker({ concurrency: 1, onShutdown });
  // It may take a moment until a new worker hears.
  while (!(await ask("ping", {}, 500)));
});
afterEach(() => hub.stop());

const ask = async (method: string, args: JsonObject = {}, timeoutMs = 20_000) =>
  (await hub.broker.control.request(method, args, { destination: ["w0@test"], timeoutMs }))["w0@test"];

const starts = (id: string) => hub.until(() => hub.of(id).some(({ type }) => type === "task-started"));

describe("remote control of a worker", () => {
  test("tells what it is and does", async () => {
    const { id } = await hub.submit("stubborn", {}, { secrets: { pin: "4711" } });
    await starts(id);
    expect(await ask("stats")).toMatchObject({ total: {}, pool: { "max-concurrency": 1, processes: [expect.any(Number)] } });
    expect(await ask("active")).toMatchObject([{ id, name: "stubborn", time_start: expect.any(Number) }]);
    const [{ time_start: began }] = (await ask("active")) as [{ time_start: number }];
    expect(Math.abs(began - Date.now() / 1000)).toBeLessThan(60);
    expect(await ask("reserved")).toEqual([]);
    expect(await ask("registered")).toEqual(["sleep"]);
    expect(await ask("conf")).toMatchObject({ concurrency: 1, queues: ["default"], memoryMb: 64 });
    expect(JSON.stringify(await ask("active"))).not.toContain("4711");
  });

  test("starts jobs of a method no faster than it is told, until it is told otherwise", async () => {
    expect(await ask("rate_limit", { task_name: "sleep", rate_limit: "1/h" })).toEqual({
      ok: "new rate limit set successfully",
    });
    const first = await hub.submit("sleep", { seconds: 0 });
    await hub.until(() => hub.of(first.id).some(({ type }) => type === "task-succeeded"));
    const second = await hub.submit("sleep", { seconds: 0 });
    await expect.poll(() => ask("reserved"), { timeout: 10_000 }).toMatchObject([{ id: second.id }]);
    expect(await ask("rate_limit", { task_name: "sleep", rate_limit: 0 })).toEqual({ ok: "new rate limit set successfully" });
    await hub.until(() => hub.of(second.id).some(({ type }) => type === "task-succeeded"));
    expect(await ask("rate_limit", { task_name: "nothing", rate_limit: 1 })).toEqual({ error: "unknown task" });
    expect(await ask("rate_limit", { task_name: "sleep", rate_limit: "fast" })).toMatchObject({
      error: expect.stringContaining("fast"),
    });
  });

  test("stops jobs of a method that run for longer than it is told", async () => {
    expect(await ask("time_limit", { task_name: "sleep", soft: 0.05, hard: 0.5 })).toEqual({
      ok: "time limits set successfully",
    });
    const { id } = await hub.submit("sleep", { seconds: 600 });
    await hub.until(() => hub.of(id).some(({ type }) => type === "task-failed"));
    expect(hub.of(id).at(-1)).toMatchObject({ error: { type: "TimeLimitExceeded" } });
  });

  test("tells what its methods take", async () => {
    await hub.startWorker({ methods: OWN, hostname: "own@test" });
    const stats = async () =>
      (await hub.broker.control.request("stats", {}, { destination: ["own@test"], timeoutMs: 2_000 }))["own@test"];
    let told = await stats();
    while (!told) told = await stats();
    expect(told).toMatchObject({
      methods: {
        sleep: {
          title: "Sleep",
          params: { type: "object", properties: { seconds: { type: "number" } } },
          examples: [{ seconds: 1 }, {}, {}],
        },
        convert: { params: { additionalProperties: false } },
      },
    });
  });

  test("counts what has ended, by method", async () => {
    await hub.outcome(await hub.submit("sleep", { seconds: 0 }));
    await hub.outcome(await hub.submit("sleep", { seconds: 0 }));
    await hub.outcome(await hub.submit("dance"));
    expect(await ask("stats")).toMatchObject({ total: { sleep: 2 } });
  });

  test("lets it run more at once, and fewer", async () => {
    const first = await hub.submit("stubborn", { seconds: 60 });
    await starts(first.id);
    expect(await ask("pool_grow", { n: 2 })).toEqual({ ok: "pool will grow" });
    const more = [await hub.submit("stubborn", { seconds: 0.2 }), await hub.submit("stubborn", { seconds: 0.2 })];
    for (const task of more) await hub.outcome(task);
    expect(await ask("stats")).toMatchObject({ pool: { "max-concurrency": 3 } });
    expect(await ask("pool_shrink", { n: 2 })).toEqual({ ok: "pool will shrink" });
    const waits = await hub.submit("sleep", { seconds: 0 });
    expect(await ask("stats")).toMatchObject({ pool: { "max-concurrency": 1 } });
    await hub.broker.revoke([first.id]);
    await hub.outcome(waits);
    expect(hub.of(waits.id)[0]?.timestamp).toBeGreaterThan(hub.of(first.id).at(-1)?.timestamp ?? 0);
  });

  test.each([
    ["pool_shrink", { n: 1 }, /at least|one job/],
    ["pool_grow", { n: 1_000 }, /256/],
    ["pool_grow", { n: -1 }, /-1/],
  ])("refuses %s of %j", async (method, args, message) => {
    expect(await ask(method, args)).toMatchObject({ error: expect.stringMatching(message) });
    expect(await ask("stats")).toMatchObject({ pool: { "max-concurrency": 1 } });
  });

  test("shuts it down", async () => {
    await hub.broker.control.cast("shutdown", {}, ["w0@test"]);
    await vi.waitUntil(() => onShutdown.mock.calls.length === 1, { timeout: 20_000 });
  });

  test("gives it another queue, of which its heartbeats tell", async () => {
    await ask("add_consumer", { queue: "more" });
    await ask("heartbeat");
    await hub.until(() => hub.events.some((event) => "queues" in event && event.queues?.includes("more")));
    await hub.outcome(await hub.submit("sleep", { seconds: 0 }, { queue: "more" }));
  });
});
