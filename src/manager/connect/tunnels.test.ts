import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "../../database/connect.ts";
import { createLogger } from "../../service/log.ts";
import type { TunnelKind } from "./connect.metrics.ts";
import { ConnectMetrics } from "./connect.metrics.ts";
import { Tunnels } from "./tunnels.ts";

const SERVER = "http://10.0.0.1:9000";

/** A database whose answers are given by the test, in the order of the questions. */
class SlowDatabase {
  notify: (payload: string) => void = () => undefined;
  reconnect: () => void = () => undefined;
  readonly asked: { ids: number[]; answer: (active: number[]) => Promise<void>; fail: () => Promise<void> }[] = [];

  async listen(_channels: string[], onNotify: (channel: string, payload: string) => void, onReconnect: () => void) {
    this.notify = (payload) => onNotify("jobs_changed", payload);
    this.reconnect = onReconnect;
    return { stop: async () => undefined };
  }

  query(_sql: string, [ids]: [number[]]): Promise<{ rows: object[] }> {
    return new Promise((resolve, reject) => {
      const rowOf = (id: number) => ({ id, key: "k", urls: { http: SERVER } });
      this.asked.push({
        ids,
        answer: async (active) => settled(() => resolve({ rows: active.map(rowOf) })),
        fail: async () => settled(() => reject(new Error("away"))),
      });
    });
  }
}

async function settled(settle: () => void): Promise<void> {
  settle();
  await new Promise((resolve) => setImmediate(resolve));
}

let database: SlowDatabase;
let tunnels: Tunnels;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  database = new SlowDatabase();
  const hub = { database: database as unknown as Database, log: createLogger("test", "silent") };
  tunnels = new Tunnels(hub, new ConnectMetrics(new Registry()), { graceMs: 0, maxPerJob: 2 });
  await tunnels.start();
});
afterEach(() => vi.useRealTimers());

const open = (job: number, kind: TunnelKind = "http", key: string | null = null) =>
  tunnels.open({ job, kind, origin: SERVER, key });
const asked = () => database.asked.map(({ ids }) => ids);

it("asks only about jobs that something is connected to", async () => {
  database.notify("1:7,8;2:*");
  expect(asked()).toEqual([]);
  const [seven, nine] = [open(7), open(9)];
  database.notify("1:7,8;2:10");
  expect(asked()).toEqual([[7]]);
  await database.asked[0]?.answer([7]);
  expect([seven.signal.aborted, nine.signal.aborted]).toEqual([false, false]);
  database.notify("1:*");
  await database.asked[1]?.answer([9]);
  expect([seven.signal.aborted, nine.signal.aborted]).toEqual([true, false]);
});

it("leaves others alone when a connection closes while its job is looked at", async () => {
  const [mine, other] = [open(7), open(8)];
  database.notify("1:7");
  mine.close();
  await database.asked[0]?.answer([]);
  expect([mine.signal.aborted, other.signal.aborted]).toEqual([false, false]);
});

it("looks again at what changes while it looks, once", async () => {
  const tunnel = open(7);
  for (let i = 0; i < 5; i += 1) database.notify("1:7");
  expect(asked()).toEqual([[7]]);
  await database.asked[0]?.answer([7]);
  expect(asked()).toEqual([[7], [7]]);
  await database.asked[1]?.answer([]);
  expect([tunnel.signal.aborted, asked().length]).toEqual([true, 2]);
});

it("tries again if the database is away, and looks at all when it is back", async () => {
  const [seven, eight] = [open(7), open(8)];
  database.notify("1:7");
  await database.asked[0]?.fail();
  expect(seven.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(asked()).toEqual([[7], [7]]);
  await database.asked[1]?.answer([7]);
  database.reconnect();
  expect(asked().at(-1)).toEqual([7, 8]);
  await database.asked[2]?.answer([]);
  expect([seven.signal.aborted, eight.signal.aborted]).toEqual([true, true]);
});

it("cuts those whose key is another, and those whose server is", async () => {
  const byKey = open(7, "http", "old");
  const moved = tunnels.open({ job: 7, kind: "http", origin: "http://10.0.0.1:9001", key: null });
  database.notify("1:7");
  await database.asked[0]?.answer([7]);
  expect([byKey.signal.reason.message, moved.signal.aborted]).toEqual(["The job's server or key is another now.", true]);
});

it("cuts what is open when it stops, and opens nothing more", async () => {
  const [socket, request] = [open(7, "websocket"), open(7)];
  expect(() => open(7)).toThrow("Too many");
  socket.signal.addEventListener("abort", () => socket.close());
  const stopped = tunnels.stop();
  expect([socket.signal.aborted, request.signal.aborted]).toEqual([true, false]);
  vi.advanceTimersByTime(0);
  vi.useRealTimers();
  request.close();
  await stopped;
  expect(() => open(8)).toThrow("The hub is stopping.");
  await expect(tunnels.start()).rejects.toThrow("The hub is stopping.");
  await tunnels.stop();
});
