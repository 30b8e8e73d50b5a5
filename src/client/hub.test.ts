import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { Manager } from "../manager/manager.ts";
import { readText } from "../service/files.ts";
import { createLogger } from "../service/log.ts";
import { createClient, type Hub, type LiveEvent } from "./client.ts";

let db: TestDatabase;
let dir: string;
let manager: Manager;
let url: string;
let hub: Hub;

beforeAll(async () => {
  db = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-client-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: "a key for tests alone", JOBHUB_PORT: "0" };
  manager = new Manager({ log: createLogger("test", "silent"), env });
  await manager.start();
  url = manager.facts().url ?? "";
  hub = createClient({ url, token: await readText(path.join(dir, "admin-token")) });
});

afterAll(async () => {
  await hub.close();
  await manager.stop();
  await db.drop();
  await rm(dir, { recursive: true });
});

describe("the client with the real hub", () => {
  it("asks for status and for oneself", async () => {
    expect(await hub.status()).toEqual({ time: expect.any(String), version: expect.any(String) });
    expect(await hub.users.me()).toMatchObject({ id: expect.any(Number), username: "admin" });
    const nobody = createClient({ url });
    await expect(nobody.users.me()).rejects.toMatchObject({ status: 401, fromHub: true });
    await nobody.close();
  });

  it("makes, reads and deletes tokens, and sign-in links", async () => {
    const made = await hub.tokens.create();
    expect(await hub.tokens.read(made.token)).toMatchObject({ id: made.id, user: made.user });
    expect((await hub.tokens.list({ limit: 1 })).results).toEqual([expect.objectContaining({ id: made.id })]);
    await hub.tokens.delete(made.id);
    await expect(hub.tokens.read(made.id)).rejects.toMatchObject({ status: 404 });
    expect((await hub.signInCodes.create()).url).toContain("/sign-in/");
  });

  it("makes and finds projects", async () => {
    const project = await hub.projects.create({ name: "second", title: "The second" });
    expect(await hub.projects.read(project.id)).toMatchObject({
      name: "second",
      title: "The second",
      account: project.account,
    });
    expect(await hub.projects.read("admin/second")).toMatchObject({ id: project.id });
    const { results } = await hub.projects.list({ search: "second" });
    expect(results).toEqual([expect.objectContaining({ id: project.id, account: expect.objectContaining({ name: "admin" }) })]);
  });

  it("makes, changes, lists, logs and cancels jobs", async () => {
    const jobs = hub.projects.jobs;
    const one = await jobs.create("first", { method: "sleep", params: { seconds: 9 }, secrets: { KEY: "s" } });
    const { ids } = await jobs.createMany("first", [{ method: "sleep" }, { method: "convert", params: { path: "a.md" } }]);
    expect((await jobs.list("first", { method: "convert" })).results.map(({ id }) => id)).toEqual([ids[1]]);

    await hub.jobs.patch(one.id, { status: "RUNNING", log: ["a", "b"], progress: 0.5 });
    const results = await hub.jobs.patchMany([
      { id: one.id, log: ["c"], logOffset: 2 },
      { id: 9_999_999, status: "RUNNING" },
      { id: one.id, worker: "w".repeat(65) },
    ]);
    expect(results.map(({ code }) => code)).toEqual([200, 404, 400]);
    expect(await jobs.log("first", one.id, { limit: 2, offset: 1 })).toMatchObject({ count: 3, results: ["b", "c"] });
    expect(await jobs.read("first", one.id)).toMatchObject({ status: "RUNNING", progress: 0.5, logLength: 3 });

    const anyone = createClient({ url });
    expect(await anyone.projects.jobs.read("first", one.id, { key: one.key })).toMatchObject({ id: one.id });
    expect(await anyone.projects.jobs.cancel("first", one.id, { key: one.key })).toMatchObject({ status: "CANCELLED" });
    await anyone.close();
    expect(await hub.jobs.put(one.id, { status: "FAILURE", error: { type: "Operator", message: "no" } })).toMatchObject({
      status: "FAILURE",
      isActive: false,
    });
  });

  it("says which field is at fault", async () => {
    await expect(hub.projects.jobs.create("first", { method: "juggle" as never })).rejects.toMatchObject({
      status: 400,
      errors: [{ field: "method", message: expect.any(String) }],
    });
  });

  it("follows the jobs of a project", async () => {
    const stop = new AbortController();
    const job = await hub.projects.jobs.create("first", { method: "sleep" });
    const events: LiveEvent[] = [];
    for await (const event of hub.projects.jobs.live("first", { job: job.id, signal: stop.signal })) {
      events.push(event);
      if (event.type === "ready") await hub.jobs.patch(job.id, { status: "SUCCESS", result: 1 });
      else if (event.type === "job" && event.job.status === "SUCCESS") stop.abort();
    }
    expect(events[0]).toEqual({ type: "ready" });
    expect(events.at(-1)).toEqual({ type: "job", job: expect.objectContaining({ id: job.id, result: 1, logLength: 0 }) });
  });

  it("tells of workers", async () => {
    const event = {
      hostname: "celery@py",
      pid: 7,
      freq: 2,
      active: 0,
      processed: 0,
      loadavg: [0, 0, 0],
      sw_ident: "py-celery",
    };
    await hub.workers.online({ ...event, timestamp: Date.now() / 1000 });
    await hub.workers.heartbeat({ ...event, timestamp: Date.now() / 1000 });
    await hub.workers.update("celery@py", { stats: { broker: { virtual_host: "/" } }, queues: [{ name: "default" }] });
    await hub.workers.offline({ ...event, timestamp: Date.now() / 1000 });
    const { rows } = await db.database.query("SELECT hostname, finished IS NOT NULL AS finished FROM workers");
    expect(rows).toEqual([{ hostname: "celery@py", finished: true }]);
  });
});
