import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Broker } from "../../../broker/broker.ts";
import { IDLE_BROKER, type TestUser } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: an answer, as a client reads it.
type Body = any;

let revoked: string[] = [];
const broker: Broker = { ...IDLE_BROKER, revoke: async (ids) => void revoked.push(...ids) };

let hub: JobsHub;
let jobs: string;
beforeAll(async () => {
  hub = await buildJobsHub({ broker: () => broker });
  jobs = `/api/projects/${hub.project.name}/jobs`;
});
beforeEach(async () => {
  revoked = [];
  await hub.database.query("DELETE FROM jobs");
});
afterAll(() => hub.close());

const call = (method: string, path: string, body?: unknown, as: TestUser = hub.user) =>
  hub.call<Body>(method, `${jobs}${path}`, { as, ...(body !== undefined && { body }) });
const ended = (status: string, more: object = {}) =>
  hub.insertJob({ status, is_active: false, ended: new Date().toISOString(), ...more });

/** So many jobs at once, the odd ones of which have failed. */
async function insertMany(count: number): Promise<number[]> {
  const { rows } = await hub.database.query<{ id: number }>(
    `INSERT INTO jobs (project_id, queue_id, key, method, status, is_active, ended)
     SELECT $1, $2, 'k', 'sleep', CASE WHEN i % 2 = 1 THEN 'FAILURE' ELSE 'DISPATCHED' END, i % 2 = 0, CASE WHEN i % 2 = 1 THEN now() END
     FROM generate_series(1, $3::integer) AS i RETURNING id`,
    [hub.project.id, hub.queueId, count],
  );
  return rows.map(({ id }) => id);
}

async function statuses(): Promise<Record<string, number>> {
  const { rows } = await hub.database.query<{ status: string; count: number }>(
    "SELECT status, count(*) AS count FROM jobs GROUP BY status",
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** Goes on until there is no cursor, as clients do. */
async function loop(action: string, body: object): Promise<{ requests: number; done: number; skipped: number; ids: number[] }> {
  const total = { requests: 0, done: 0, skipped: 0, ids: [] as number[] };
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const reply = await call("POST", `/bulk/${action}/`, { ...body, ...(cursor && { cursor }) });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    total.requests += 1;
    total.done += reply.body.done;
    total.skipped += reply.body.skipped;
    total.ids.push(...reply.body.ids);
    cursor = reply.body.cursor;
  }
  return total;
}

describe("cancelling many jobs", () => {
  it("cancels those of a list that are active, and tells the broker of them", async () => {
    const [running, done] = [await hub.insertJob({ status: "RUNNING" }), await ended("SUCCESS")];
    const { body } = await call("POST", "/bulk/cancel/", { ids: [running, done, 999_999_999, running] });
    expect(body).toMatchObject({ count: 3, done: 1, skipped: 2, cursor: null });
    expect(await statuses()).toEqual({ CANCELLED: 1, SUCCESS: 1 });
    expect(revoked).toEqual([String(running)]);
  });

  it("cancels all that match, batch by batch", async () => {
    await insertMany(1_001);
    const { requests, ...counts } = await loop("cancel", { filter: { status: "Pending" } });
    expect(counts).toEqual({ done: 500, skipped: 0, ids: [] });
    expect(requests).toBeGreaterThan(1);
    expect(await statuses()).toEqual({ CANCELLED: 500, FAILURE: 501 });
    expect(revoked).toHaveLength(500);
  });

  it("cancels nothing of a batch whose broker cannot be told", async () => {
    const running = await hub.insertJob({ status: "RUNNING" });
    const whole = broker.revoke;
    Object.assign(broker, { revoke: () => Promise.reject(new Error("no broker")) });
    const { status } = await call("POST", "/bulk/cancel/", { ids: [running] });
    Object.assign(broker, { revoke: whole });
    expect(status).toBe(500);
    expect(await statuses()).toEqual({ RUNNING: 1 });
  });

  it("only counts in a dry run, whose cursor leaves out what is made later", async () => {
    await insertMany(10);
    const { body } = await call("POST", "/bulk/cancel/", { filter: { status: "Pending" }, dryRun: true });
    expect(body).toMatchObject({ count: 5, isCountExact: true, done: 0 });
    await hub.insertJob();
    const { body: then } = await call("POST", "/bulk/cancel/", { filter: { status: "Pending" }, cursor: body.cursor });
    expect(then.done).toBe(5);
    expect(await statuses()).toMatchObject({ DISPATCHED: 1 });
  });

  it("leaves the jobs of other projects alone", async () => {
    const other = await hub.makeProject(hub.user);
    const id = await hub.insertJob({ project_id: other.id });
    expect((await call("POST", "/bulk/cancel/", { ids: [id] })).body).toMatchObject({ done: 0, skipped: 1 });
    expect(await statuses()).toEqual({ DISPATCHED: 1 });
  });

  it.each([
    [{}, "ids"],
    [{ ids: [1], filter: {} }, "ids"],
    [{ ids: [] }, "ids"],
    [{ filter: { method: "" } }, "filter.method"],
    [{ filter: {}, cursor: "after-5" }, "cursor"],
    [{ filter: { param: ["x"] } }, "param"],
  ])("refuses %j", async (body, field) => {
    const reply = await call("POST", "/bulk/cancel/", body);
    expect([reply.status, reply.body.errors?.[0]?.field]).toEqual([400, field]);
  });
});

describe("running jobs again", () => {
  it("makes a new job of one that has ended, and says of which", async () => {
    const id = await ended("FAILURE", { params: { seconds: 3 }, description: "A nap", max_attempts: 7 });
    const { status, body } = await call("POST", `/${id}/retry/`);
    expect(status).toBe(201);
    const again = { rerunOf: id, method: "sleep", params: { seconds: 3 }, description: "A nap", maxAttempts: 7 };
    expect(body).toMatchObject({ ...again, status: "DISPATCHED", creator: hub.user.id, error: null });
    expect((await call("GET", `/${body.id}/`)).body.rerunOf).toBe(id);
    expect((await call("GET", `/${id}/`)).body).toMatchObject({ status: "FAILURE", rerunOf: null });
  });

  it("refuses a job that is active, or is not there", async () => {
    expect((await call("POST", `/${await hub.insertJob()}/retry/`)).status).toBe(409);
    expect((await call("POST", "/999999999/retry/")).status).toBe(404);
  });

  it("runs all again that match, and none of the new ones", async () => {
    await insertMany(901);
    const { done, ids } = await loop("retry", { filter: {} });
    expect([done, new Set(ids).size]).toEqual([451, 451]);
    expect(await statuses()).toEqual({ FAILURE: 451, DISPATCHED: 901 });
  });

  it("runs none again twice for one operation", async () => {
    const ids = [await ended("FAILURE"), await ended("SUCCESS")];
    const request = { ids, operation: "again-1" };
    const [first, second] = [await call("POST", "/bulk/retry/", request), await call("POST", "/bulk/retry/", request)];
    expect(first.body).toMatchObject({ done: 2, skipped: 0 });
    expect(new Set(second.body.ids)).toEqual(new Set(first.body.ids));
    expect((await call("POST", "/bulk/retry/", { ids, operation: "again-2" })).body.ids).not.toEqual(first.body.ids);
    expect(await statuses()).toEqual({ FAILURE: 1, SUCCESS: 1, DISPATCHED: 4 });
  });

  it("tells nothing of what an operation of that name did in another project", async () => {
    const other = await hub.makeProject(hub.user);
    const id = await ended("FAILURE", { project_id: other.id });
    const request = { ids: [id], operation: "again-3" };
    const elsewhere = `/api/projects/${other.id}/jobs/bulk/retry/`;
    expect((await hub.call<Body>("POST", elsewhere, { as: hub.user, body: request })).body.done).toBe(1);
    expect((await call("POST", "/bulk/retry/", request)).body).toMatchObject({ done: 0, skipped: 1, ids: [] });
  });

  it("runs each again once though the same request comes many times at once", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => ended("FAILURE")));
    const replies = await Promise.all(Array.from({ length: 4 }, () => call("POST", "/bulk/retry/", { ids, operation: "x" })));
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await statuses()).toEqual({ FAILURE: 20, DISPATCHED: 20 });
  });
});

describe("deleting jobs", () => {
  it("deletes one that has ended, and its log", async () => {
    const id = await ended("SUCCESS");
    await hub.database.query(`INSERT INTO job_logs VALUES ($1, 0, 0, '"line"')`, [id]);
    expect((await call("DELETE", `/${id}/`)).status).toBe(204);
    expect((await call("DELETE", `/${id}/`)).status).toBe(404);
    expect((await hub.database.query("SELECT FROM job_logs")).rowCount).toBe(0);
  });

  it("refuses one that is active", async () => {
    const id = await hub.insertJob({ status: "RUNNING" });
    expect((await call("DELETE", `/${id}/`)).status).toBe(409);
    expect(await statuses()).toEqual({ RUNNING: 1 });
  });

  it("deletes those that have ended of all that match, and counts them out", async () => {
    await insertMany(901);
    expect(await loop("delete", { filter: {} })).toMatchObject({ done: 451, skipped: 450 });
    expect(await statuses()).toEqual({ DISPATCHED: 450 });
    expect((await call("GET", "/?status=Failed")).body.count).toBe(0);
  });

  it("stops within a batch where logs are long, and goes on from there", async () => {
    const ids = await insertMany(9);
    await hub.database.query("UPDATE jobs SET log_length = 60000, log_end = 60000");
    const { body } = await call("POST", "/bulk/delete/", { filter: { status: "Failed" } });
    expect(body).toMatchObject({ done: 2, skipped: 0, cursor: `before-${ids[6]}` });
    expect(await loop("delete", { filter: { status: "Failed" }, cursor: body.cursor })).toMatchObject({ done: 3 });
    expect((await call("POST", "/bulk/delete/", { ids })).body).toMatchObject({ done: 0, skipped: 9 });
  });

  it("is for managers of the project", async () => {
    const editor = await hub.makeUser();
    await hub.setProjectRole(hub.project, editor, "AUTHOR");
    const id = await ended("SUCCESS");
    expect((await call("DELETE", `/${id}/`, undefined, editor)).status).toBe(403);
    expect((await call("POST", "/bulk/delete/", { ids: [id] }, editor)).status).toBe(403);
    expect((await call("POST", "/bulk/retry/", { ids: [id] }, editor)).status).toBe(200);
  });
});

describe("suggestions for filters", () => {
  const values = async (query: string) =>
    (await call("GET", `/suggestions/?${query}`)).body.results.map(({ value }: { value: string }) => value);
  beforeEach(async () => {
    const params = { path: "a.md", options: { toc: true, list: [1] }, big: "x".repeat(500) };
    await hub.insertJob({ method: "convert", worker: "worker-1@host", creator_id: hub.user.id, params });
    await hub.insertJob({ method: "convert", worker: "Worker-2@host", params: { path: "b.md" } });
    await ended("FAILURE", { error: JSON.stringify({ type: "TypeError" }), params: { path: "b.md" } });
    await ended("FAILURE", { error: JSON.stringify({ type: "Timeout" }) });
    await ended("FAILURE", { error: JSON.stringify(["no type"]) });
  });

  it.each([
    ["field=method", ["sleep", "convert"]],
    ["field=method&prefix=CON", ["convert"]],
    ["field=status", ["FAILURE", "DISPATCHED"]],
    ["field=createdBy", ["user"]],
    ["field=createdBy&prefix=x", []],
    ["field=queue&prefix=d", ["default"]],
    ["field=worker&prefix=work", ["Worker-2@host", "worker-1@host"]],
    ["field=worker&limit=1", ["Worker-2@host"]],
    ["field=errorType", ["Timeout", "TypeError"]],
    ["field=errorType&prefix=t", ["Timeout", "TypeError"]],
    ["field=errorType&prefix=Ty", ["TypeError"]],
    ["field=param", ["path", "options.toc"]],
    ["field=param&prefix=path:", ["path:b.md", "path:a.md"]],
    ["field=param&prefix=options.toc:", ["options.toc:true"]],
    ["field=param&prefix=none", []],
  ])("%s", async (query, expected) => {
    expect(await values(query)).toEqual(expected);
  });

  it("count methods and statuses", async () => {
    const { body } = await call("GET", "/suggestions/?field=method");
    expect(body.results).toEqual([
      { value: "sleep", jobs: 3 },
      { value: "convert", jobs: 2 },
    ]);
  });
});
