import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Broker } from "../broker/broker.ts";
import { openBroker } from "../broker/connect.ts";
import type { Event } from "../core/event.ts";
import { secretKeyFrom } from "../core/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import type { OverseerConfig } from "./config.ts";
import { Overseer } from "./overseer.ts";
import { FakeManager, type Fault, goodLife, listeningLog } from "./testing.ts";

const secretKey = secretKeyFrom("a key for tests alone");
const SOON = { firstMs: 2, mostMs: 20 };

let manager: FakeManager;
let db: TestDatabase;
let broker: Broker;
let dir: string;
let overseers: Overseer[];

beforeEach(async () => {
  manager = await new FakeManager().start();
  db = await createTestDatabase();
  broker = openBroker({ url: db.url, secretKey, database: db.database });
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-overseer-"));
  overseers = [];
});

afterEach(async () => {
  await Promise.all(overseers.map((overseer) => overseer.stop()));
  await broker.stop();
  await db.drop();
  await manager.stop();
  await rm(dir, { recursive: true });
});

const tokenFile = () => path.join(dir, "overseer-token");

function makeOverseer(config: Partial<OverseerConfig> = {}) {
  const { log, told } = listeningLog();
  const overseer = new Overseer({
    log,
    backoff: { away: SOON, refusing: SOON },
    config: async () => ({
      hubUrl: manager.url,
      token: "t",
      tokenFile: tokenFile(),
      brokerConfig: { url: db.url, defaultQueue: "celery", managementUrl: null, resultUrl: null },
      secretKey,
      adopt: null,
      metrics: { host: "127.0.0.1", port: null },
      ...config,
    }),
  });
  overseers.push(overseer);
  return { overseer, told };
}

/** What happened to jobs 1 to `count`, in an order that no clock would give. */
async function emitLives(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, i) => goodLife(i + 1)).flat();
  const mixed = events.map((event, i) => ({ event, key: (i * 7919) % events.length })).toSorted((a, b) => a.key - b.key);
  for (let i = 0; i < mixed.length; i += 100) await broker.emit(mixed.slice(i, i + 100).map(({ event }) => event));
}

const count = async (table: string) =>
  (await db.database.query<{ count: number }>(`SELECT count(*) FROM ${table}`)).rows[0]?.count;

/** Everything is recorded, acknowledged, and nothing is set aside. */
async function expectAllRecorded(): Promise<void> {
  await manager.until(() => manager.allAre("SUCCESS"));
  await expect.poll(() => count("broker.events"), { interval: 10 }).toBe(0);
  expect(await count("broker.set_aside")).toBe(0);
  expect(manager.allAre("SUCCESS")).toBe(true);
  for (const id of manager.jobs.keys()) expect(manager.logs.get(id)).toEqual([`job ${id}`]);
}

describe("Overseer", () => {
  it("tells the manager what happens, in few requests", async () => {
    manager.addJobs(300);
    await emitLives(300);
    await makeOverseer().overseer.start();
    await expectAllRecorded();
    expect(manager.paths().filter((path) => path.startsWith("PATCH")).length).toBeLessThan(10);
  });

  it("shares the work with others, and leaves what it has not done to them", async () => {
    manager.addJobs(400);
    const [first, second] = [makeOverseer(), makeOverseer()];
    await Promise.all([first.overseer.start(), second.overseer.start()]);
    const emitted = emitLives(400);
    await manager.until(() => [...manager.jobs.values()].some(({ status }) => status === "SUCCESS"));
    await first.overseer.stop();
    await emitted;
    await expectAllRecorded();
  });

  it.each<[string, Fault[]]>([
    ["503s", [{ status: 503, body: '{"message":"away"}', headers: { "retry-after": "0" } }, { status: 502 }]],
    ["resets", ["reset", "reset"]],
    ["answers that are cut off, after they were recorded", ["cut", "cut", "cut"]],
    ["refusals of all", [{ status: 401, body: '{"message":"The token is not valid."}' }, { status: 403 }, { status: 404 }]],
    ["requests that are too large", Array<Fault>(3).fill({ status: 413, body: "too large" })],
    ["nonsense", [{ status: 200, body: "<h1>Welcome</h1>" }, { status: 200, body: "[]" }, { status: 301 }]],
  ])("loses nothing and sets nothing aside over %s", async (_name, faults) => {
    manager.addJobs(120);
    await makeOverseer().overseer.start();
    manager.fault = () => faults.shift() ?? null;
    await emitLives(120);
    await expectAllRecorded();
    expect(faults).toEqual([]);
  });

  it("catches up when the manager was away, and says so once", async () => {
    manager.addJobs(200);
    const { overseer, told } = makeOverseer();
    await overseer.start();
    await emitLives(100);
    await manager.until(() => manager.jobs.get(1)?.status === "SUCCESS");
    await manager.stop();
    await emitLives(200);
    await expect.poll(() => told.filter(({ level }) => level === "warn").length, { interval: 5 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await manager.start();
    await expectAllRecorded();
    const messages = told.map(({ message }) => message);
    expect(messages.filter((message) => message.includes("does not answer"))).toHaveLength(1);
    expect(messages.filter((message) => message.includes("is back"))).toHaveLength(1);
  });

  it("goes on when it loses its connections to the broker", async () => {
    manager.addJobs(200);
    const { overseer } = makeOverseer();
    await overseer.start();
    const cut = () =>
      db.database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'jobhub broker%'",
      );
    let requests = 0;
    manager.hold = async () => {
      requests += 1;
      if (requests % 2 === 1 && requests < 6) await cut();
    };
    for (let i = 0; i < 4; i++) await emitLives(200);
    await expectAllRecorded();
    expect(requests).toBeGreaterThan(4);
  });

  it("sets aside what the record cannot take, with the reason, and records the rest", async () => {
    manager.addJobs(50);
    manager.jobs.delete(20);
    manager.takes = ({ id, log }) => id !== 30 || !log;
    const { overseer } = makeOverseer();
    await overseer.start();
    const nonsense = [
      { type: "task-started", uuid: "00", hostname: "w@h", timestamp: 1 },
      { type: 5 },
      // The task of someone else, which nobody adopts: it is kept nowhere.
      { type: "task-started", uuid: "c0ffee", hostname: "w@h", timestamp: 1 },
    ] as unknown as Event[];
    await Promise.all([emitLives(50), broker.emit(nonsense)]);
    await expect.poll(() => count("broker.set_aside"), { interval: 10 }).toBe(7);
    await expect.poll(() => count("broker.events"), { interval: 10 }).toBe(0);
    expect(manager.allAre("SUCCESS")).toBe(true);
    const { rows } = await db.database.query<{ reason: string; type: string }>(
      "SELECT reason, event::jsonb->>'type' AS type FROM broker.set_aside ORDER BY reason, type",
    );
    expect(rows.filter(({ reason }) => reason === "404 for job 20: Not found.")).toHaveLength(4);
    expect(rows.filter(({ reason }) => reason.startsWith("400 for job 30"))).toEqual([
      expect.objectContaining({ type: "task-updated" }),
    ]);
  });

  it("takes a new token without a restart", async () => {
    manager.addJobs(10);
    manager.fault = ({ token, path }) =>
      token === "new" || path === "/api/status/" ? null : { status: 401, body: '{"message":"The token is not valid."}' };
    await writeFile(tokenFile(), "old\n");
    const { overseer, told } = makeOverseer({ token: null });
    await overseer.start();
    await emitLives(10);
    await expect.poll(() => told.some(({ level }) => level === "error"), { interval: 5 }).toBe(true);
    await writeFile(tokenFile(), "new\n");
    await expectAllRecorded();
    expect(told.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("waits for its token and for the manager, each told once", async () => {
    manager.addJobs(5);
    await emitLives(5);
    await manager.stop();
    const { overseer, told } = makeOverseer({ token: null });
    const started = overseer.start();
    await expect.poll(() => told.length, { interval: 5 }).toBe(1);
    await writeFile(tokenFile(), "t\n");
    await expect.poll(() => told.filter(({ level }) => level === "warn").length, { interval: 5 }).toBe(2);
    await manager.start();
    await started;
    await expectAllRecorded();
    expect(told.filter(({ level }) => level === "warn").map(({ message }) => message)).toEqual([
      "waiting for the overseer's token",
      `waiting for the manager at ${manager.url}`,
    ]);
  });

  it("stops at once while it waits for the manager, before its start, and twice", async () => {
    await manager.stop();
    const { overseer, told } = makeOverseer();
    const started = overseer.start();
    await expect.poll(() => told.length, { interval: 5 }).toBe(1);
    await Promise.all([overseer.stop(), overseer.stop()]);
    await expect(started).rejects.toMatchObject({ name: "AbortError" });
    const { overseer: never } = makeOverseer();
    await never.stop();
    await expect(never.start()).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leaves its batches to the next overseer when it is killed while the manager hangs", async () => {
    manager.addJobs(40);
    const { overseer } = makeOverseer();
    await overseer.start();
    let isHanging = true;
    const answers: (() => void)[] = [];
    manager.hold = (request) =>
      isHanging && request.method === "PATCH" ? new Promise((resolve) => answers.push(resolve)) : undefined;
    await emitLives(40);
    await expect.poll(() => answers.length, { interval: 5 }).toBeGreaterThan(0);
    await overseer.kill();
    isHanging = false;
    await makeOverseer().overseer.start();
    await expectAllRecorded();
    for (const answer of answers) answer();
  });
});
