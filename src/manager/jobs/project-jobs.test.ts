import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Broker } from "../../broker/broker.ts";
import { METHODS } from "../../core/job.ts";
import { open } from "../../core/secrets.ts";
import type { Task } from "../../core/task.ts";
import type { Queryable } from "../../database/connect.ts";
import { IDLE_BROKER, TEST_CONFIG, type TestUser } from "../testing.ts";
import { MOST_COUNTED } from "./dispatch/jobs.places.store.ts";
import { buildJobsHub, faultsOfJob, type JobsHub } from "./jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Body = any;

/** Remembers what it was given, and fails on demand. */
class RecordingBroker {
  readonly transactional: boolean = true;
  published: Task[] = [];
  revoked: string[] = [];
  transactions: (Queryable | undefined)[] = [];
  fault: Error | null = null;

  readonly publish = async (tasks: readonly Task[], transaction?: Queryable): Promise<void> => {
    if (this.fault) throw this.fault;
    this.published.push(...tasks);
    this.transactions.push(transaction);
  };
  readonly revoke = async (ids: readonly string[], transaction?: Queryable): Promise<void> => {
    if (this.fault) throw this.fault;
    this.revoked.push(...ids);
    this.transactions.push(transaction);
  };

  get broker(): Broker {
    return Object.assign(Object.create(this), {
      ...IDLE_BROKER,
      publish: this.publish,
      revoke: this.revoke,
      transactional: this.transactional,
    });
  }
}

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

describe("creating a job", () => {
  it("puts it on the queue, and answers the whole of it", async () => {
    const params = { seconds: 2, some_key: { "a b": null } };
    const { status, body } = await create({ method: "sleep", params, description: "A nap", max_attempts: 5 });
    expect(status).toBe(201);
    expect(faultsOfJob(body)).toEqual([]);
    expect(body).toMatchObject({
      method: "sleep",
      params,
      description: "A nap",
      summaryString: "A nap",
      status: "DISPATCHED",
      isActive: true,
      retries: 0,
      maxAttempts: 5,
      project: hub.project.id,
      queue: hub.queueId,
      creator: hub.user.id,
      position: expect.any(Number),
      statusMessage: expect.stringMatching(/^sleep is \d+\w\w in the queue\. No worker/),
      key: expect.stringMatching(/^\w{32}$/),
    });
    expect(broker.published.at(-1)).toEqual({
      id: String(body.id),
      name: "sleep",
      kwargs: { ...params, project: hub.project.id, key: body.key },
      retries: 0,
      maxAttempts: 5,
      queue: "default",
      priority: 4,
      timeLimit: null,
      secrets: null,
    });
    expect(broker.transactions.at(-1)).toBeDefined();
    expect((await call("GET", `/${body.id}/`)).body).toEqual(body);
  });

  it("gives secrets to the worker alone", async () => {
    const secrets = { TOKEN: "hush-hush" };
    const { body } = await create({ method: "pull", secrets });
    const { id } = body;
    expect(broker.published.at(-1)?.secrets).toEqual(secrets);
    const answers = [body, (await call("GET", `/${id}/`)).body, (await call("GET", "/")).body];
    answers.push((await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "RUNNING" } })).body);
    const bad = await create({ method: "pull", secrets: { TOKEN: ["hush-hush"] } });
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: "secrets.TOKEN" }] } });
    expect(JSON.stringify([...answers, bad.body])).not.toContain("hush");
    const sealed = async () =>
      (await hub.database.query<{ sealed: string }>("SELECT sealed FROM job_secrets WHERE job_id = $1", [id])).rows[0]?.sealed;
    expect(open((await sealed()) ?? "", TEST_CONFIG.secretKey)).toEqual(secrets);
    await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "FAILURE" } });
    expect(await sealed()).toBeUndefined();
  });

  it("makes nothing that the broker does not take", async () => {
    const count = async () => (await call("GET", "/")).body.count;
    const before = await count();
    broker.fault = Object.assign(new Error("terminated"), { code: "ECONNRESET" });
    expect((await create({ method: "sleep" })).status).toBe(503);
    expect((await call("POST", "/bulk/", { jobs: [{ method: "sleep" }] })).status).toBe(503);
    broker.fault = null;
    expect(await count()).toBe(before);
  });

  it("makes those that come at once together", async () => {
    broker.transactions = [];
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => create({ method: "sleep", description: `${i}` })));
    expect(answers.map(({ status, body }) => [status, body.description])).toEqual(answers.map((_, i) => [201, `${i}`]));
    expect(new Set(broker.transactions).size).toBeLessThan(10);
  });

  it.each<[field: string, body: unknown]>([
    ["method", {}],
    ["method", undefined],
    ["method", { method: "fly" }],
    ["method", { method: "parallel" }],
    ["method", { method: "series" }],
    ["method", { method: "chain" }],
    ["params", { method: "sleep", params: [] }],
    ["params", { method: "sleep", params: "x" }],
    ["params", { method: "sleep", params: { text: "x".repeat(2 ** 20) } }],
    ["params.a.0", '{"method": "sleep", "params": {"a": ["\\u0000"]}}'],
    ["description", { method: "sleep", description: "x".repeat(10_001) }],
    ["description", { method: "sleep", description: 5 }],
    ["key", { method: "sleep", key: "" }],
    ["key", { method: "sleep", key: "k".repeat(65) }],
    ["maxAttempts", { method: "sleep", maxAttempts: 0 }],
    ["maxAttempts", { method: "sleep", maxAttempts: 101 }],
    ["secrets", { method: "sleep", secrets: "x" }],
    ["secrets.a", { method: "sleep", secrets: { a: 5 } }],
    ["zebra", { method: "sleep", zebra: 1 }],
  ])("names %s (%#)", async (field, body) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: Body) => error.field)).toContain(field);
    if (typeof body !== "object") return;
    const many = await call("POST", "/bulk/", { jobs: [{ method: "sleep" }, body] });
    expect(many.body.errors.map((error: Body) => error.field)).toContain(`jobs.1.${field}`);
  });

  it("takes every method that is not compound", async () => {
    for (const method of METHODS.slice(3)) expect((await create({ method })).status).toBe(201);
  });
});

describe("creating many jobs", () => {
  it("makes all of them in order, or none", async () => {
    const wanted = Array.from({ length: 2_000 }, (_, i) => ({
      method: "sleep",
      params: { i },
      ...(i % 2 === 0 && { secrets: { i: `${i}` } }),
    }));
    const { status, body } = await call("POST", "/bulk/", { jobs: wanted });
    expect([status, body.count, body.ids.length]).toEqual([201, 2_000, 2_000]);
    expect(body.ids).toEqual(body.ids.toSorted((a: number, b: number) => a - b));
    const tasks = broker.published.slice(-2_000);
    expect(tasks.map(({ id, kwargs, secrets }) => [Number(id), kwargs.i, secrets?.i])).toEqual(
      body.ids.map((id: number, i: number) => [id, i, i % 2 === 0 ? `${i}` : undefined]),
    );
    const { rows } = await hub.database.query("SELECT params -> 'i' AS i FROM jobs WHERE id = ANY($1) ORDER BY id", [body.ids]);
    expect(rows.map(({ i }) => i)).toEqual(wanted.map((_, i) => i));

    const { count } = (await call("GET", "/")).body;
    expect((await call("POST", "/bulk/", { jobs: [...wanted, { method: "no" }] })).status).toBe(400);
    expect((await call("GET", "/")).body.count).toBe(count);
  });

  it("takes 1 to 10,000", async () => {
    const many = (n: number) => ({ jobs: Array.from({ length: n }, () => ({ method: "sleep" })) });
    for (const body of [many(0), many(10_001), [], {}, { jobs: {} }, undefined]) {
      expect((await call("POST", "/bulk/", body)).status).toBe(400);
    }
    expect((await call("POST", "/bulk/", many(10_000))).body.count).toBe(10_000);
  });

  it("takes so many methods at once as can be looked up quickly", async () => {
    const methods = (count: number) => ({ jobs: Array.from({ length: count }, (_, i) => ({ method: `lab.task-${i}` })) });
    const fault = async (count: number) => (await call("POST", "/bulk/", methods(count))).body.message;
    expect(await fault(100)).toContain("jobs.0.method: the hub does not know lab.task-0");
    expect(await fault(101)).toBe("jobs: must have at most 100 different methods");
  });
});

describe("listing jobs", () => {
  it("pages through them, newest first, as generated clients want them", async () => {
    const { body } = await call("GET", "/?limit=3&offset=1");
    expect(body).toMatchObject({
      count: expect.any(Number),
      next: expect.stringMatching(/limit=3&offset=4/),
      previous: expect.any(String),
    });
    expect(body.results.map((job: Body) => faultsOfJob(job, "listed"))).toEqual([[], [], []]);
    const ids = body.results.map(({ id }: Body) => id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => b - a));
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
