import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestUser } from "../testing.ts";
import { MOST_COUNTED } from "./dispatch/jobs.places.store.ts";
import { buildJobsHub, faultsOfJob, type JobsHub, RecordingBroker } from "./jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Body = any;

const broker = new RecordingBroker();
let hub: JobsHub;
let jobs: string;
beforeAll(async () => {
  hub = await buildJobsHub({ broker: () => broker.broker });
  jobs = `/api/projects/${hub.project.name}/jobs`;
});
afterAll(() => hub.close());

const call = (method: string, path: string, body?: unknown, as: TestUser = hub.user) =>
  hub.call<Body>(method, `${jobs}${path}`, { as, ...(body !== undefined && { body }) });
const create = (body: unknown) => call("POST", "/", body);

describe("listing jobs", () => {
  it("pages through them, newest first, as generated clients want them", async () => {
    const made: number[] = [];
    for (let i = 0; i < 5; i += 1) made.push(await hub.insertJob());
    const { body } = await call("GET", "/?limit=3&offset=1");
    expect(body).toMatchObject({
      count: 5,
      next: expect.stringMatching(/limit=3&offset=4/),
      previous: expect.any(String),
    });
    expect(body.results.map((job: Body) => faultsOfJob(job, "listed"))).toEqual([[], [], []]);
    expect(body.results.map(({ id }: Body) => id)).toEqual(made.toReversed().slice(1, 4));
  });

  it("filters", async () => {
    const project = await hub.makeProject(hub.user);
    const friend = await hub.makeUser();
    await hub.setProjectRole(project, friend, "EDITOR");
    const insert = (columns: Record<string, unknown>) => hub.insertJob({ project_id: project.id, ...columns });
    const mine = await insert({ creator_id: hub.user.id, method: "convert", description: "A Report" });
    const theirs = await insert({ creator_id: friend.id, status: "RUNNING" });
    const nobodys = await insert({ status: "SUCCESS", is_active: false, ended: new Date() });
    const failed = await insert({ creator_id: hub.user.id, status: "REJECTED", is_active: false, ended: new Date() });
    const ids = async (query: string, as = hub.user) =>
      (await hub.call<Body>("GET", `/api/projects/${project.id}/jobs/?${query}`, { as })).body.results.map(
        ({ id }: Body) => id,
      );
    expect(await ids("")).toEqual([failed, nobodys, theirs, mine]);
    expect(await ids("status=Running")).toEqual([theirs]);
    expect(await ids("status=DISPATCHED")).toEqual([mine]);
    expect(await ids("status=Failed")).toEqual([failed]);
    expect(await ids("creator=me")).toEqual([failed, mine]);
    expect(await ids("creator=me", friend)).toEqual([theirs]);
    expect(await ids("creator=other")).toEqual([theirs]);
    expect(await ids("creator=anon")).toEqual([nobodys]);
    expect(await ids("method=convert")).toEqual([mine]);
    expect(await ids("search=report")).toEqual([mine]);
    expect(await ids("search=sle&status=Finished")).toEqual([nobodys]);
    expect(await ids("search=100%25_")).toEqual([]);
    for (const query of ["status=nothing", "method=a%20b", "creator=you", "limit=0", "offset=-1"]) {
      expect((await hub.call("GET", `/api/projects/${project.id}/jobs/?${query}`, { as: hub.user })).status).toBe(400);
    }
  });
});

describe("a place in the queue", () => {
  it("counts the dispatched jobs of the queue, up to a bound", async () => {
    const { rows } = await hub.database.query<{ id: number }>(
      "INSERT INTO queues (zone_id, name) SELECT zone_id, 'default:5' FROM queues WHERE id = $1 RETURNING id",
      [hub.queueId],
    );
    const insert = (columns = {}) => hub.insertJob({ queue_id: rows[0]?.id, ...columns });
    const place = async (id: number) => (await call("GET", `/${id}/`)).body;
    const first = await insert();
    const running = await insert({ status: "RUNNING" });
    const second = await insert();
    expect((await place(second)).position).toBe(2);
    expect((await place(running)).position).toBeNull();
    await hub.call("PATCH", `/api/jobs/${first}/`, { as: hub.admin, body: { status: "RECEIVED" } });
    expect(await place(second)).toMatchObject({
      position: 1,
      statusMessage: expect.stringContaining("sleep is 1st in the queue."),
    });
    await hub.database.query(
      "INSERT INTO jobs (queue_id, key, method, status) SELECT $1, 'k', 'sleep', 'DISPATCHED' FROM generate_series(1, $2::int)",
      [rows[0]?.id, MOST_COUNTED],
    );
    expect(await place(await insert())).toMatchObject({
      position: null,
      statusMessage: expect.stringContaining("sleep is in the queue."),
    });
  });
});

describe("the log of a job", () => {
  it("comes in pages, oldest first", async () => {
    const id = await hub.insertJob();
    const log = Array.from({ length: 7 }, (_, i) => ({ time: "2026-01-01T00:00:00Z", level: "info", message: `${i}` }));
    await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { log } });
    const { body } = await call("GET", `/${id}/log/?limit=3&offset=3`);
    expect(body).toMatchObject({
      count: 7,
      results: log.slice(3, 6),
      next: expect.stringContaining("offset=6"),
      previous: expect.any(String),
    });
    expect((await call("GET", `/${id}/`)).body.log).toEqual(log);
    expect((await call("GET", `/${id}/?log=false`)).body).toMatchObject({ id, log: null, logLength: 7 });
    expect((await call("GET", `/${await hub.insertJob()}/log/`)).body).toMatchObject({ count: 0, results: [] });
  });
});

describe("cancelling a job", () => {
  const cancel = (id: number, body?: unknown) => call("PATCH", `/${id}/cancel/`, body);

  it("tells the broker in the same transaction, may be repeated, and ignores the body", async () => {
    const { body: job } = await create({ method: "sleep", secrets: { a: "b" } });
    broker.revoked = [];
    const first = await cancel(job.id);
    expect([first.status, faultsOfJob(first.body)]).toEqual([200, []]);
    expect(first.body).toMatchObject({ status: "CANCELLED", isActive: false, ended: expect.any(String), position: null });
    expect(broker.transactions.at(-1)).toBeDefined();
    for (const body of [{}, { status: "SUCCESS", zebra: 1 }, [], "5"]) {
      expect((await cancel(job.id, body)).body).toEqual(first.body);
    }
    expect(broker.revoked).toEqual(Array(5).fill(String(job.id)));
    expect((await hub.database.query("SELECT FROM job_secrets WHERE job_id = $1", [job.id])).rowCount).toBe(0);
  });

  it("leaves a job that has ended as it is", async () => {
    const id = await hub.insertJob({ status: "SUCCESS", is_active: false, ended: new Date() });
    broker.revoked = [];
    expect((await cancel(id)).body.status).toBe("SUCCESS");
    expect(broker.revoked).toEqual([]);
  });

  it("changes nothing if the broker cannot be told", async () => {
    const id = await hub.insertJob({ status: "RUNNING" });
    broker.fault = Object.assign(new Error("terminated"), { code: "ECONNRESET" });
    expect((await cancel(id)).status).toBe(503);
    broker.fault = null;
    expect((await call("GET", `/${id}/`)).body.status).toBe("RUNNING");
    expect((await cancel(id)).body.status).toBe("CANCELLED");
  });

  it("holds against events that race with it", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => hub.insertJob()));
    const event = (id: number, body: unknown) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });
    const answers = await Promise.all(
      ids.flatMap((id) => [
        event(id, { status: "STARTED" }),
        cancel(id),
        event(id, { status: "RUNNING" }),
        event(id, { log: ["x"] }),
      ]),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const id of ids) expect((await call("GET", `/${id}/`)).body).toMatchObject({ status: "CANCELLED", log: ["x"] });
  });
});

describe("who may", () => {
  it("is an editor of the project, or whoever has the job's key", async () => {
    const id = await hub.insertJob({ key: "the right key" });
    const paths = [
      ["GET", `/${id}/`],
      ["GET", `/${id}/log/`],
      ["PATCH", `/${id}/cancel/`],
    ] as const;
    for (const [method, path] of paths) {
      expect((await hub.call(method, `${jobs}${path}?key=the+right+key`)).status).toBe(200);
      expect((await hub.call(method, `${jobs}${path}?key=a+wrong+key`)).status).toBe(404);
      expect((await call(method, `${path}?key=a+wrong+key`)).status).toBe(404);
      expect((await hub.call(method, `${jobs}${path}`)).status).toBe(401);
    }
    const reader = await hub.makeUser();
    await hub.setProjectRole(hub.project, reader, "REVIEWER");
    const stranger = await hub.makeUser();
    const all = [...paths, ["GET", "/"], ["POST", "/"], ["POST", "/bulk/"], ["GET", "/live/"]] as const;
    for (const [method, path] of all) {
      expect((await call(method, path, undefined, reader)).status).toBe(403);
      const asStranger = await hub.call(method, `/api/projects/${hub.project.id}/jobs${path}`, { as: stranger });
      expect(asStranger.status).toBe(404);
    }
  });

  it("finds a job in its own project only", async () => {
    const elsewhere = await hub.makeProject(hub.user);
    const id = await hub.insertJob({ project_id: elsewhere.id });
    for (const [method, path] of [
      ["GET", `/${id}/`],
      ["GET", `/${id}/log/`],
      ["PATCH", `/${id}/cancel/`],
    ] as const) {
      expect((await call(method, path)).status).toBe(404);
    }
    for (const unknown of ["999999999", "abc", "-1", "9223372036854775808"]) {
      expect((await call("GET", `/${unknown}/`)).status).toBe(404);
      expect((await call("PATCH", `/${unknown}/cancel/`)).status).toBe(404);
    }
  });
});
