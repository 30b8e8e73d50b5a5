import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METHODS } from "../../core/job.ts";
import { open } from "../../core/secrets.ts";
import { TEST_CONFIG, type TestUser } from "../testing.ts";
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
