import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, type Hub, type Job } from "../../clients/typescript/src/client.ts";
import type { Broker } from "../broker/broker.ts";
import { openBroker } from "../broker/connect.ts";
import type { TaskEvent } from "../core/event.ts";
import { secretKeyFrom } from "../core/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { Manager } from "../manager/manager.ts";
import { readText } from "../service/files.ts";
import { readOverseerConfig } from "./config.ts";
import { Overseer } from "./overseer.ts";
import { goodLife, quiet } from "./testing.ts";

const SECRET = "a key for tests alone";

let db: TestDatabase;
let dir: string;
let manager: Manager;
let overseer: Overseer;
let broker: Broker;
let hub: Hub;

beforeAll(async () => {
  db = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-overseer-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: SECRET, JOBHUB_PORT: "0" };
  manager = new Manager({ log: quiet, env });
  await manager.start();
  const { url = "" } = manager.facts();
  hub = createClient({ url, token: await readText(path.join(dir, "admin-token")) });
  broker = openBroker({ url: db.url, secretKey: secretKeyFrom(SECRET), database: db.database, log: quiet });
  overseer = new Overseer({ log: quiet, config: () => readOverseerConfig({ ...env, JOBHUB_URL: url }) });
  await overseer.start();
});

afterAll(async () => {
  await overseer.stop();
  await manager.stop();
  await broker.stop();
  await hub.close();
  await db.drop();
  await rm(dir, { recursive: true });
});

const newJob = async () => (await hub.projects.projectsJobsCreate({ project: "first", data: { method: "sleep" } })).id;
const read = (id: number) => hub.projects.projectsJobsRead({ project: "first", job: id });

async function untilIs(id: number, status: Job["status"]): Promise<Job> {
  await expect.poll(async () => (await read(id)).status, { interval: 10 }).toBe(status);
  return await read(id);
}

const setAside = async () =>
  (await db.database.query<{ event: string; reason: string }>("SELECT event, reason FROM broker.set_aside ORDER BY id")).rows;

describe("Overseer with the real manager", () => {
  it("takes a job to its recorded result", async () => {
    const id = await newJob();
    await broker.emit(goodLife(id));
    expect(await untilIs(id, "SUCCESS")).toMatchObject({
      result: id,
      log: [`job ${id}`],
      progress: 1,
      runtime: 1,
      retries: 0,
      worker: "w@test",
      began: expect.any(String),
      ended: expect.any(String),
    });
  });

  it("takes several attempts of a job in one batch, in any order", async () => {
    const id = await newJob();
    const first = goodLife(id, "lost@test").slice(0, 3);
    const second = goodLife(id).map((event) => ({ ...event, retries: 1 }));
    const lost = { ...first[0], type: "task-retried", exception: "WorkerLost: gone" } as TaskEvent;
    await broker.emit([...second.slice(0, 2), ...first, lost, ...second.slice(2)]);
    expect(await untilIs(id, "SUCCESS")).toMatchObject({ retries: 1, worker: "w@test", error: null, log: [`job ${id}`] });
  });

  it("takes what a Python worker says", async () => {
    const id = await newJob();
    const common = { uuid: String(id), hostname: "celery@py", timestamp: 1_750_000_000.5, utcoffset: 0, pid: 1, clock: 9 };
    await broker.emit([
      { type: "task-received", ...common, name: "sleep", retries: 0 },
      { type: "task-started", ...common },
      { type: "task-failed", ...common, exception: "ValueError('bad')", traceback: "Traceback" },
    ]);
    expect(await untilIs(id, "FAILURE")).toMatchObject({
      error: { type: "ValueError", message: "bad", trace: "Traceback" },
      ended: "2025-06-15T15:06:40.500Z",
    });
  });

  it("sets aside what the record refuses, and records the rest of the batch", async () => {
    const id = await newJob();
    const [received, started, updated, succeeded] = goodLife(id) as [TaskEvent, TaskEvent, TaskEvent, TaskEvent];
    const wrong = { ...updated, progress: undefined, logOffset: -1 } as TaskEvent;
    const nobody = goodLife(9_999_999);
    await broker.emit([received, started, wrong, ...nobody, succeeded]);
    await untilIs(id, "SUCCESS");
    await expect.poll(async () => (await setAside()).length, { interval: 10 }).toBe(5);
    const rows = await setAside();
    expect(rows.filter(({ reason }) => reason.startsWith("404 for job 9999999"))).toHaveLength(4);
    expect(rows.filter(({ reason }) => /400 for job \d+: .*logOffset/.test(reason))).toHaveLength(1);
  });

  it("keeps the record of workers, where the last sign of life counts", async () => {
    const common = { hostname: "w@test", pid: 5, freq: 2, active: 1, processed: 3, loadavg: [0.1, 0.2, 0.3] };
    const worker = { ...common, sw_ident: "jobhub", sw_ver: "1", sw_sys: "linux", queues: ["default"] };
    const at = Date.now() / 1000 - 60;
    const finished = async () =>
      (await db.database.query<{ finished: string | null }>("SELECT finished FROM workers WHERE hostname = 'w@test'")).rows;
    await broker.emit([{ type: "worker-online", ...worker, timestamp: at }]);
    await expect.poll(finished, { interval: 10 }).toEqual([{ finished: null }]);
    await broker.emit([{ type: "worker-heartbeat", ...worker, timestamp: at + 2 }]);
    const beats = () => db.database.query("SELECT FROM worker_heartbeats");
    await expect.poll(async () => (await beats()).rowCount, { interval: 10 }).toBe(2);
    // An overseer that has not heard the second heartbeat takes it for gone.
    await hub.workers.workersOffline({ data: { ...worker, timestamp: at } });
    expect(await finished()).toEqual([{ finished: null }]);
    await broker.emit([{ type: "worker-offline", ...worker, timestamp: at + 3 }]);
    await expect.poll(async () => (await finished())[0]?.finished, { interval: 10 }).not.toBeNull();
    expect(await finished()).toHaveLength(1);
  });

  it("takes a log with every character that JSON has", async () => {
    const id = await newJob();
    const odd = "nul \u0000, half \ud83d, tab \t, 🚀";
    const events = goodLife(id).map((event) => (event.type === "task-updated" ? { ...event, log: [{ message: odd }] } : event));
    await broker.emit(events);
    const { log } = await untilIs(id, "SUCCESS");
    expect(log).toEqual([{ message: expect.stringMatching(/tab \t, 🚀$/) }]);
  });
});
