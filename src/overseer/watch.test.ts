import { describe, expect, it } from "vitest";
import type { WorkerEvent } from "../core/event.ts";
import { listeningLog } from "./testing.ts";
import { Watch } from "./watch.ts";

const beat = (hostname: string, facts: Partial<WorkerEvent> = {}): WorkerEvent => ({
  type: "worker-heartbeat",
  hostname,
  timestamp: 1,
  pid: 1,
  freq: 2,
  active: 0,
  processed: 0,
  loadavg: [],
  sw_ident: "jobhub",
  sw_ver: "1",
  sw_sys: "linux",
  ...facts,
});

function setUp() {
  const { log, told } = listeningLog();
  const gone: WorkerEvent[] = [];
  const world = { seconds: 0, isUp: true, lost: 0, broker: null as Error | null, manager: null as Error | null };
  const watch = new Watch({
    log,
    now: () => world.seconds * 1000,
    link: {
      get isUp() {
        return world.isUp;
      },
    },
    broker: {
      returnLost: async () => {
        if (world.broker) throw world.broker;
        return world.lost;
      },
    },
    report: async (events) => {
      if (world.manager) throw world.manager;
      gone.push(...events);
      return [];
    },
    everyMs: 1,
  });
  /** Looks once a second. */
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      world.seconds += 1;
      await watch.look();
    }
  };
  return { watch, world, gone, told, pass };
}

describe("Watch", () => {
  it("reports a worker once, as of its last heartbeat, when it missed five", async () => {
    const { watch, gone, pass } = setUp();
    watch.hear([beat("w@h"), beat("slow@h", { freq: 60 })]);
    await pass(10);
    expect(gone).toEqual([]);
    await pass(5);
    expect(gone).toEqual([beat("w@h", { type: "worker-offline" })]);
  });

  it("does not report one that beats, or that has gone by itself", async () => {
    const { watch, gone, pass } = setUp();
    watch.hear([beat("w@h"), beat("v@h")]);
    await pass(9);
    watch.hear([beat("w@h"), beat("v@h", { type: "worker-offline" })]);
    await pass(9);
    expect(gone).toEqual([]);
  });

  it("takes no silence for death while no events come, because the manager or the broker is away", async () => {
    const { watch, world, gone, pass } = setUp();
    watch.hear([beat("w@h")]);
    world.isUp = false;
    await pass(30);
    world.isUp = true;
    await pass(9);
    expect(gone).toEqual([]);
    await pass(2);
    expect(gone).toHaveLength(1);
  });

  it("reports later what the manager could not hear, unless the worker speaks again", async () => {
    const { watch, world, gone, pass } = setUp();
    watch.hear([beat("w@h"), beat("v@h")]);
    world.manager = new Error("away");
    await pass(12);
    watch.hear([beat("v@h")]);
    world.manager = null;
    await pass(2);
    expect(gone.map(({ hostname }) => hostname)).toEqual(["w@h"]);
  });

  it("brings back the tasks of the lost, and says once that the broker is away and once that it is back", async () => {
    const { watch, world, told } = setUp();
    world.lost = 3;
    world.broker = new Error("no database");
    await watch.start();
    await expect.poll(() => told.length, { interval: 5 }).toBe(1);
    world.broker = null;
    await expect.poll(() => told.length, { interval: 5 }).toBeGreaterThan(2);
    await watch.stop();
    expect(told.slice(0, 3)).toEqual([
      { level: "warn", message: "the broker is away; trying until it is back" },
      { level: "info", message: "the broker is back" },
      { level: "warn", message: "took tasks back from workers that were lost" },
    ]);
  });
});
