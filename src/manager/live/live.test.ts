import { get } from "node:http";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connect, type Database } from "../../database/connect.ts";
import { createLogger } from "../../service/log.ts";
import { buildApp } from "../app.ts";
import type { App } from "../http/app.ts";
import { buildJobsHub, faultsOfJob, type JobsHub } from "../jobs/jobs.testing.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../testing.ts";

/** Two managers on one database: what the one changes, the other tells. */
let hub: JobsHub;
let other: App;
let otherDatabase: Database;
let origin: string;

beforeAll(async () => {
  hub = await buildJobsHub();
  otherDatabase = connect({ url: hub.url, name: "the other" });
  const log = createLogger("other", "silent");
  other = await buildApp({ database: otherDatabase, broker: IDLE_BROKER, config: TEST_CONFIG, log });
  origin = await other.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await other.close();
  await otherDatabase.close();
  await hub.close();
});

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Job = any;

/** Connects, and hands out the events one by one. */
async function watch(query = "", project = hub.project.id) {
  const stop = new AbortController();
  const { statusCode, headers, body } = await request(`${origin}/api/projects/${project}/jobs/live/${query}`, {
    headers: { authorization: `Token ${hub.user.token}` },
    signal: stop.signal,
  });
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const chunks = body[Symbol.asyncIterator]();
  return {
    statusCode,
    headers,
    async next(): Promise<{ event: string | undefined; job: Job }> {
      for (;;) {
        const first = events.shift();
        if (first) return { event: first.event, job: JSON.parse(first.data) };
        const { value, done } = await chunks.next();
        if (done) return { event: "end", job: null };
        parser.feed(Buffer.from(value).toString("utf8"));
      }
    },
    /** Reads on until a job is as it should be. Answers how many events that took. */
    async until(isIt: (job: Job) => boolean): Promise<number> {
      for (let count = 1; ; count += 1) {
        const { event, job } = await this.next();
        if (event === "job" && isIt(job)) return count;
      }
    },
    async close() {
      stop.abort();
      await body.dump().catch(() => undefined);
    },
  };
}

const update = (id: number, body: object) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });
const listeners = async () => {
  const { rows } = await hub.database.query<{ count: number }>(
    `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'the other' AND query = 'LISTEN "jobs_changed"'`,
  );
  return rows[0]?.count;
};

describe("the live feed", () => {
  it("tells of new jobs and of changes, whichever manager made them", async () => {
    const feed = await watch();
    expect([feed.statusCode, feed.headers["content-type"]]).toEqual([200, "text/event-stream; charset=utf-8"]);
    expect(await feed.next()).toMatchObject({ event: "ready" });
    const body = { method: "sleep", params: { some_key: 1 } };
    const made = await hub.call<Job>("POST", `/api/projects/${hub.project.id}/jobs/`, { as: hub.user, body });
    const { event, job } = await feed.next();
    const { log: _log, position: _position, children: _children, ...listed } = made.body;
    expect([event, job]).toEqual(["job", { ...listed }]);
    expect(faultsOfJob({ ...job, log: null }, "listed")).toEqual([]);
    await update(made.body.id, { status: "RUNNING", log: ["a", "b"], urls: { ws: "ws://10.0.0.1/" } });
    expect((await feed.next()).job).toMatchObject({
      status: "RUNNING",
      logLength: 2,
      url: expect.stringContaining(origin.replace("http", "ws")),
    });
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${made.body.id}/cancel/`, { as: hub.user });
    expect((await feed.next()).job.status).toBe("CANCELLED");
    await feed.close();
  });

  it("tells the last of many changes, and few of those in between", async () => {
    const id = await hub.insertJob();
    const feed = await watch();
    for (let done = 1; done <= 60; done += 1) await update(id, { progress: { done } });
    const events = await feed.until((job) => job.progress?.done === 60);
    expect(events).toBeLessThan(30);
    await feed.close();
  });

  it("tells of one job only, if asked to", async () => {
    const [id, another] = [await hub.insertJob(), await hub.insertJob()];
    const feed = await watch(`?job=${id}`);
    await feed.next();
    await update(another, { status: "RUNNING" });
    await update(id, { status: "RUNNING" });
    expect((await feed.next()).job).toMatchObject({ id, status: "RUNNING" });
    await feed.close();
  });

  it("says reset when more has changed than is worth telling, and when the database was away", async () => {
    const feed = await watch();
    await feed.next();
    const jobs = Array.from({ length: 600 }, () => ({ method: "sleep" }));
    await hub.call("POST", `/api/projects/${hub.project.id}/jobs/bulk/`, { as: hub.user, body: { jobs } });
    expect((await feed.next()).event).toBe("reset");
    await hub.database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'the other'");
    expect((await feed.next()).event).toBe("reset");
    const id = await hub.insertJob();
    await update(id, { status: "RUNNING" });
    expect((await feed.next()).job).toMatchObject({ id });
    await feed.close();
  });

  it("keeps the projects apart", async () => {
    const project = await hub.makeProject(hub.user);
    const feed = await watch("", project.id);
    await feed.next();
    await update(await hub.insertJob(), { status: "RUNNING" });
    const id = await hub.insertJob({ project_id: project.id });
    await update(id, { status: "STARTED" });
    expect((await feed.next()).job).toMatchObject({ id });
    await feed.close();
  });

  it("listens only while someone watches", async () => {
    await expect.poll(listeners).toBe(0);
    const feeds = await Promise.all([watch(), watch(), watch()]);
    expect(await listeners()).toBe(1);
    for (const feed of feeds) await feed.close();
    await expect.poll(listeners).toBe(0);
  });

  it("ends for a key that is the job's no longer, and does not tell the new one", async () => {
    const id = await hub.insertJob();
    const feed = await watch(`?job=${id}&key=${"k".repeat(32)}`);
    await feed.next();
    const path = `/api/projects/${hub.project.id}/jobs/${id}/`;
    await hub.call("PATCH", path, { as: hub.user, body: { key: "another" } });
    expect(await feed.next()).toEqual({ event: "end", job: null });
    await feed.close();
  });

  it("lets go of who leaves before it has begun", async () => {
    await expect.poll(listeners).toBe(0);
    let arrived: () => void = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let begin: () => void = () => {};
    const beginning = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const listen = otherDatabase.listen.bind(otherDatabase);
    const slow = vi.spyOn(otherDatabase, "listen").mockImplementation(async (...given) => {
      arrived();
      await beginning;
      return listen(...given);
    });
    const headers = { authorization: `Token ${hub.user.token}` };
    const left = new Promise<void>((resolve) => {
      other.server.once("request", (_request, response) => response.once("close", () => resolve()));
    });
    const client = get(`${origin}/api/projects/${hub.project.id}/jobs/live/`, { headers }).on("error", () => undefined);
    await arrival;
    client.destroy();
    await left;
    begin();
    slow.mockRestore();
    await expect.poll(listeners).toBe(0);
    const feed = await watch();
    await feed.close();
    await expect.poll(listeners).toBe(0);
  });

  it("refuses what it does not know", async () => {
    for (const query of ["?job=abc", "?job=0", "?job=-1"]) {
      const feed = await watch(query);
      expect(feed.statusCode).toBe(400);
      await feed.close();
    }
    expect((await watch("", 999_999)).statusCode).toBe(404);
  });

  it("ends with its manager", async () => {
    const app = await buildApp({
      database: otherDatabase,
      broker: IDLE_BROKER,
      config: TEST_CONFIG,
      log: createLogger("x", "silent"),
    });
    const here = origin;
    origin = await app.listen({ port: 0, host: "127.0.0.1" });
    const feed = await watch();
    origin = here;
    await feed.next();
    await app.close();
    expect((await feed.next()).event).toBe("end");
  });
});
