import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../src/database/testing.ts";
import { Manager } from "../../../src/manager/manager.ts";
import { readText } from "../../../src/service/files.ts";
import { createLogger } from "../../../src/service/log.ts";
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
    expect(await hub.status.statusRead()).toEqual({ time: expect.any(String), version: expect.any(String) });
    expect(await hub.users.usersMe()).toMatchObject({ id: expect.any(Number), username: "admin" });
    const nobody = createClient({ url });
    await expect(nobody.users.usersMe()).rejects.toMatchObject({ status: 401, fromHub: true });
    await nobody.close();
  });

  it("makes, reads and deletes tokens, and sign-in links", async () => {
    const made = await hub.tokens.tokensCreate({ data: {} });
    expect(await hub.tokens.tokensRead({ token: made.token })).toMatchObject({ id: made.id, user: made.user });
    expect((await hub.tokens.tokensList({ limit: 1 })).results).toEqual([expect.objectContaining({ id: made.id })]);
    await hub.tokens.tokensDelete({ token: made.id });
    await expect(hub.tokens.tokensRead({ token: made.id })).rejects.toMatchObject({ status: 404 });
    expect((await hub.tokens.signInCodesCreate({ data: {} })).url).toContain("/sign-in/");
  });

  it("makes and finds projects", async () => {
    const project = await hub.projects.projectsCreate({ data: { name: "second", title: "The second" } });
    expect(await hub.projects.projectsRead({ project: project.id })).toMatchObject({
      name: "second",
      title: "The second",
      account: project.account,
    });
    expect(await hub.projects.projectsRead({ project: "admin/second" })).toMatchObject({ id: project.id });
    const { results } = await hub.projects.projectsList({ search: "second" });
    expect(results).toEqual([expect.objectContaining({ id: project.id, account: expect.objectContaining({ name: "admin" }) })]);
  });

  it("makes, changes, lists, logs and cancels jobs", async () => {
    const { projects } = hub;
    const one = await projects.projectsJobsCreate({
      project: "first",
      data: { method: "sleep", params: { seconds: 9 }, secrets: { KEY: "s" } },
    });
    const jobs = [{ method: "sleep" }, { method: "convert", params: { path: "a.md" } }] as const;
    const { ids } = await projects.projectsJobsBulkCreate({ project: "first", data: { jobs } });
    expect((await projects.projectsJobsList({ project: "first", method: "convert" })).results.map(({ id }) => id)).toEqual([
      ids[1],
    ]);

    await hub.jobs.jobsPartialUpdate({ id: one.id, data: { status: "RUNNING", log: ["a", "b"], progress: 0.5 } });
    const data = [
      { id: one.id, log: ["c"], logOffset: 2 },
      { id: 9_999_999, status: "RUNNING" as const },
      { id: one.id, worker: "w".repeat(65) },
    ];
    const results = await hub.jobs.jobsBulkUpdate({ data });
    expect(results.map(({ code }) => code)).toEqual([200, 404, 400]);
    expect(await projects.projectsJobsLog({ project: "first", job: one.id, limit: 2, offset: 1 })).toMatchObject({
      count: 3,
      results: ["b", "c"],
    });
    expect(await projects.projectsJobsRead({ project: "first", job: one.id })).toMatchObject({
      status: "RUNNING",
      progress: 0.5,
      logLength: 3,
    });

    const anyone = createClient({ url });
    const byKey = { project: "first", job: one.id, key: one.key };
    expect(await anyone.projects.projectsJobsRead(byKey)).toMatchObject({ id: one.id });
    expect(await anyone.projects.projectsJobsCancel(byKey)).toMatchObject({ status: "CANCELLED" });
    await anyone.close();
    expect(
      await hub.jobs.jobsUpdate({ id: one.id, data: { status: "FAILURE", error: { type: "Operator", message: "no" } } }),
    ).toMatchObject({
      status: "FAILURE",
      isActive: false,
    });
  });

  it("says which field is at fault", async () => {
    await expect(
      hub.projects.projectsJobsCreate({ project: "first", data: { method: "juggle" as never } }),
    ).rejects.toMatchObject({
      status: 400,
      errors: [{ field: "method", message: expect.any(String) }],
    });
  });

  it("follows the jobs of a project", async () => {
    const stop = new AbortController();
    const job = await hub.projects.projectsJobsCreate({ project: "first", data: { method: "sleep" } });
    const events: LiveEvent[] = [];
    for await (const event of hub.live("first", { job: job.id, signal: stop.signal })) {
      events.push(event);
      if (event.type === "ready") await hub.jobs.jobsPartialUpdate({ id: job.id, data: { status: "SUCCESS", result: 1 } });
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
    await hub.workers.workersOnline({ data: { ...event, timestamp: Date.now() / 1000 } });
    await hub.workers.workersHeartbeat({ data: { ...event, timestamp: Date.now() / 1000 } });
    await hub.workers.workersPartialUpdate({
      hostname: "celery@py",
      data: { stats: { broker: { virtual_host: "/" } }, queues: [{ name: "default" }] },
    });
    await hub.workers.workersOffline({ data: { ...event, timestamp: Date.now() / 1000 } });
    const { rows } = await db.database.query("SELECT hostname, finished IS NOT NULL AS finished FROM workers");
    expect(rows).toEqual([{ hostname: "celery@py", finished: true }]);
  });
});
