import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import { IDLE_BROKER } from "../testing.ts";
import { problemsOf, type Signs } from "./problems.ts";

interface Health {
  problems: { code: string; level: string; message: string; advice: string }[];
  database: { version: string; bytes: number; tables: { name: string; bytes: number }[] };
  broker: object;
  workers: object;
  overseers: object[];
  oldestUnconfirmed: object | null;
  waiting: object;
}

const NOON = Date.parse("2026-03-01T12:00:00Z");
let hub: JobsHub;
let now = NOON;
let countSetAside: () => Promise<number>;
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now, broker: () => ({ ...IDLE_BROKER, countSetAside: () => countSetAside() }) });
});
afterAll(() => hub.close());
beforeEach(() => {
  now = NOON;
  countSetAside = async () => 0;
});

const time = () => new Date(now).toISOString();
const read = async () => (await hub.call<Health>("GET", "/api/hub/", { as: hub.admin })).body;
const codes = async () => (await read()).problems.map(({ code }) => code);
const overseer = (more: object = {}) =>
  hub.call("POST", "/api/hub/overseers/", { as: hub.admin, body: { hostname: "here", pid: 7, version: "1.0", ...more } });
const worker = () =>
  hub.call("POST", "/api/workers/online/", {
    as: hub.admin,
    body: { hostname: "w@host", timestamp: now / 1000, freq: 2, active: 1, queues: ["default"] },
  });

describe("the hub's health", () => {
  it("tells that there is nobody", async () => {
    const { problems, overseers, workers } = await read();
    expect(problems.map(({ code, level }) => `${level} ${code}`)).toEqual(["error noOverseer", "error noWorker"]);
    expect([overseers, workers]).toEqual([[], { alive: 0, busy: 0, jobs: 0, slots: 0 }]);
    for (const { message, advice } of problems)
      expect([message, advice]).toEqual([expect.stringMatching(/\.$/), expect.any(String)]);
  });

  it("of one that is well has no problems", async () => {
    await overseer();
    await worker();
    await hub.insertJob();
    const health = await read();
    expect(health).toMatchObject({
      time: time(),
      problems: [],
      node: process.version,
      database: { version: expect.stringMatching(/^\d+/), connections: expect.any(Number) },
      broker: { transport: "postgres", answers: true, setAside: 0 },
      workers: { alive: 1, busy: 1, jobs: 1 },
      overseers: [{ hostname: "here", pid: 7, version: "1.0", started: time(), updated: time() }],
      oldestUnconfirmed: null,
      waiting: { jobs: 1, unserved: 0 },
    });
    const { bytes, tables } = health.database;
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["public.jobs", "broker.tasks"]));
    expect(tables.reduce((sum, table) => sum + table.bytes, 0)).toBeLessThan(bytes);
  });

  it("knows an overseer for as long as it is heard", async () => {
    await overseer();
    now += 15_000;
    await overseer({ version: null });
    expect((await read()).overseers).toEqual([
      { hostname: "here", pid: 7, version: null, started: new Date(NOON).toISOString(), updated: time() },
    ]);
    now += 21_000;
    expect(await codes()).toContain("noOverseer");
    await overseer();
    await overseer({ pid: 8 });
    await overseer({ stopping: true });
    expect((await read()).overseers).toMatchObject([{ pid: 8 }]);
  });

  it("tells of a broker that fails", async () => {
    countSetAside = () => Promise.reject(new Error("It is away."));
    const { broker, problems } = await read();
    expect(broker).toEqual({ transport: "postgres", answers: false, setAside: null });
    expect(problems[0]?.code).toBe("brokerAway");
  });

  it("does not wait for a broker that hangs", async () => {
    countSetAside = () => new Promise(() => {});
    expect(await codes()).toContain("brokerAway");
  });

  it("tells of messages that are set aside, of jobs that nobody takes, and of those that the broker does not", async () => {
    await overseer();
    await worker();
    countSetAside = async () => 3;
    const { rows } = await hub.database.query<{ id: number }>(
      "INSERT INTO queues (zone_id, name) SELECT id, 'default:5' FROM zones RETURNING id",
    );
    await hub.insertJob({ queue_id: rows[0]?.id });
    const id = await hub.insertJob({ status: "WAITING", updated: time() });
    now += 5_000;
    expect(await codes()).toEqual(["unservedQueues", "setAside"]);
    now += 60_000;
    await Promise.all([overseer(), worker()]);
    const { problems, oldestUnconfirmed, waiting } = await read();
    expect(problems.map(({ code }) => code)).toEqual(["unconfirmedJobs", "unservedQueues", "setAside"]);
    expect(problems[0]?.message).toContain("65 seconds");
    expect([oldestUnconfirmed, waiting]).toMatchObject([{ id, project: hub.project.id }, { unserved: 1 }]);
  });
});

it("connections that run out are a problem", () => {
  const well: Signs = {
    broker: { answers: true, setAside: 0 },
    overseers: 1,
    workers: { alive: 1 },
    waiting: { jobs: 0, unserved: 0 },
    unconfirmedSeconds: null,
    connections: 90,
    maxConnections: 100,
  };
  expect(problemsOf(well)).toEqual([]);
  expect(problemsOf({ ...well, connections: 91 })).toMatchObject([{ code: "fewConnections", level: "warning" }]);
});
