import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS_NAMES } from "../../core/status.ts";
import { buildJobsHub, faultsOfJob, type JobsHub } from "./jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Body = any;

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

const patch = (id: unknown, body: unknown) => hub.call<Body>("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });
const put = (id: unknown, body: unknown) => hub.call<Body>("PUT", `/api/jobs/${id}/`, { as: hub.admin, body });
const patchMany = (body: unknown) => hub.call<Body>("PATCH", "/api/jobs/", { as: hub.admin, body });

describe("PATCH /jobs/{id}/", () => {
  it("walks a job through its life, and answers the whole of it each time", async () => {
    const id = await hub.insertJob({ params: { seconds: 1 } });
    const worker = "w1@host";
    const steps: [object, object][] = [
      [
        { status: "RECEIVED", retries: 0, worker },
        { status: "RECEIVED", worker, statusMessage: "sleep is about to start." },
      ],
      [
        { status: "STARTED", began: "2026-01-01T00:00:00+00:00", worker },
        { began: "2026-01-01T00:00:00.000Z", isActive: true },
      ],
      [
        { status: "RUNNING", log: [{ message: "one" }] },
        { log: [{ message: "one" }], logLength: 1 },
      ],
      [{ status: "RUNNING", log: [{ message: "one" }, { message: "two" }] }, { log: [{ message: "one" }, { message: "two" }] }],
      [
        { status: "RUNNING", urls: { ws: "ws://10.0.0.1:9/" } },
        { url: expect.stringMatching(/^ws:\/\/.*\/connect\/\?key=k+$/) },
      ],
      [
        { status: "SUCCESS", ended: "2026-01-01T01:02:05+01:00", runtime: 125, worker },
        {
          status: "SUCCESS",
          ended: "2026-01-01T00:02:05.000Z",
          isActive: false,
          urls: null,
          url: null,
          runtimeFormatted: "2 mins 5 secs",
        },
      ],
      [
        { status: "RUNNING", log: [{ message: "one" }] },
        { status: "SUCCESS", log: [{ message: "one" }, { message: "two" }] },
      ],
    ];
    for (const [event, expected] of steps) {
      const { status, body } = await patch(id, event);
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, ...expected });
      expect(faultsOfJob(body)).toEqual([]);
    }
  });

  it("takes no data, nulls, and what a client read", async () => {
    const id = await hub.insertJob({ description: "first" });
    const { body: read } = await patch(id, {});
    expect(faultsOfJob(read)).toEqual([]);
    const nulls = [
      "description",
      "began",
      "ended",
      "status",
      "result",
      "error",
      "log",
      "runtime",
      "worker",
      "retries",
      "callbackId",
    ];
    const more = ["callbackMethod", "project", "snapshot", "parent", "callbackType", "urls", "progress", "sequence"];
    for (const body of [read, Object.fromEntries([...nulls, ...more].map((name) => [name, null])), undefined]) {
      const answer = await patch(id, body);
      expect([answer.status, answer.body]).toEqual([200, read]);
    }
    const headers = { "content-type": "application/json" };
    expect((await hub.call("PATCH", `/api/jobs/${id}`, { as: hub.admin, headers })).status).toBe(200);
  });

  it("does not write what changes nothing", async () => {
    const id = await hub.insertJob();
    const event = { status: "RUNNING", urls: { http: "http://10.0.0.1/" }, log: ["a"], progress: { done: 1 } };
    await patch(id, event);
    const version = async () => (await hub.database.query("SELECT version, xmin FROM jobs WHERE id = $1", [id])).rows[0];
    const before = await version();
    await patch(id, event);
    await patch(id, { status: "STARTED", log: [] });
    expect(await version()).toEqual(before);
  });

  it("keeps a job cancelled, but for its worker's confirmation", async () => {
    const id = await hub.insertJob({ status: "CANCELLED", is_active: false, ended: new Date() });
    for (const status of ["SUCCESS", "RUNNING"]) expect((await patch(id, { status })).body.status).toBe("CANCELLED");
    expect((await patch(id, { status: "TERMINATED" })).body.status).toBe("TERMINATED");
  });

  it("opens a new attempt with a log of its own", async () => {
    const id = await hub.insertJob();
    await patch(id, { status: "RUNNING", retries: 0, log: ["of the first"] });
    expect((await patch(id, { status: "STARTED", retries: 1 })).body).toMatchObject({ retries: 1, log: null, logLength: 0 });
    expect((await patch(id, { status: "RUNNING", retries: 0, log: ["late", "later"] })).body.log).toBeNull();
    expect((await patch(id, { status: "RUNNING", retries: 1, log: ["of the second"] })).body.log).toEqual(["of the second"]);
  });

  it("puts parts of a log together in any order, each entry once", async () => {
    const id = await hub.insertJob();
    const parts = [
      { log: ["c", "d"], logOffset: 2 },
      { log: ["f"], logOffset: 5 },
      { log: ["a", "b", "c"] },
      { log: ["d", "e"], log_offset: 3 },
    ];
    for (const part of parts) await patch(id, part);
    for (const part of parts) await patch(id, part);
    expect((await patch(id, {})).body).toMatchObject({ log: ["a", "b", "c", "d", "e", "f"], logLength: 6 });
  });

  it("takes a text as one entry a line", async () => {
    const id = await hub.insertJob();
    expect((await patch(id, { log: "one\r\ntwo\n" })).body.log).toEqual(["one", "two"]);
    expect((await patch(id, { log: ["one", "two", null, 3, ""] })).body.log).toEqual(["one", "two", null, 3, ""]);
  });

  it("leaves keys inside of the job's data as they are", async () => {
    const id = await hub.insertJob();
    const data = { some_key: { innerKey: [1, null, { a_b: "\u0001" }] } };
    const { body } = await patch(id, { result: data, error: data, progress: data, log: [data] });
    expect(body).toMatchObject({ result: data, error: data, progress: data, log: [data] });
  });

  it("does not take the outside addresses of a job for those of its server", async () => {
    const id = await hub.insertJob();
    const { body } = await patch(id, { status: "RUNNING", urls: { http: "http://10.0.0.1:9/" } });
    expect((await patch(id, body)).body.urls).toEqual(body.urls);
    expect((await put(id, body)).body.urls).toEqual(body.urls);
  });

  it("sets details as they come", async () => {
    const id = await hub.insertJob();
    const parent = await hub.insertJob({ method: "series" });
    const details = {
      description: "new",
      key: "another key",
      snapshot: "s1",
      parent,
      callbackId: "7",
      callbackMethod: "done",
      callbackType: 3,
      users: [4, 5],
      anonUsers: ["a"],
    };
    expect((await patch(id, details)).body).toMatchObject({ ...details, project: hub.project.id });
    expect((await patch(parent, {})).body.children).toEqual([id]);
  });
});

describe("PUT /jobs/{id}/", () => {
  it("sets every status as given, whatever the job's own", async () => {
    const id = await hub.insertJob();
    for (const status of ["FAILURE", ...STATUS_NAMES, ...STATUS_NAMES.toReversed()]) {
      const { status: code, body } = await put(id, { status });
      expect([code, body.status, body.isActive]).toEqual([200, status, body.ended === null]);
      expect(faultsOfJob(body)).toEqual([]);
    }
  });

  it("sets what is given, null too, and leaves the rest", async () => {
    const id = await hub.insertJob({ description: "old", result: { a: 1 }, worker: "w" });
    expect((await put(id, { description: null, result: null, runtime: 5 })).body).toMatchObject({
      description: null,
      result: null,
      runtime: 5,
      worker: "w",
    });
    expect((await put(id, { isActive: false, retries: 7 })).body).toMatchObject({ isActive: false, retries: 7 });
    expect((await put(id, {})).body).toMatchObject({ isActive: false, retries: 7 });
  });

  it("replaces the log", async () => {
    const id = await hub.insertJob();
    await patch(id, { log: ["a", "b", "c"] });
    expect((await put(id, { log: ["x"] })).body).toMatchObject({ log: ["x"], logLength: 1 });
    expect((await patch(id, { log: ["x", "y", "z"] })).body.log).toEqual(["x", "y", "z"]);
    expect((await put(id, { log: null })).body).toMatchObject({ log: null, logLength: 0 });
    expect((await patch(id, { log: ["p", "q"] })).body.log).toEqual(["p", "q"]);
  });

  it("goes back to the log of an earlier attempt, and forgets those of later ones", async () => {
    const id = await hub.insertJob();
    await patch(id, { retries: 0, log: ["of the first"] });
    await patch(id, { retries: 1, status: "RUNNING", log: ["of the second", "and more"] });
    expect((await put(id, { retries: 0, status: "RUNNING" })).body.log).toEqual(["of the first"]);
    expect((await patch(id, { retries: 1, status: "RUNNING", log: ["again"] })).body.log).toEqual(["again"]);
  });
});

describe("PATCH /jobs/", () => {
  it("answers each update by itself, in order", async () => {
    const [a, b] = [await hub.insertJob(), await hub.insertJob()];
    const { status, body } = await patchMany([
      { id: a, status: "RUNNING", log: ["x"] },
      { id: 2 ** 40 },
      { id: b, status: "NO", began: "soon" },
      { id: "not an id" },
      { status: "RUNNING" },
      null,
      [],
      { id: b, status: "SUCCESS" },
      { id: a, status: "FAILURE", zebra: 1 },
      { id: a, status: "SUCCESS" },
      { id: b, project: 999_999 },
    ]);
    expect(status).toBe(200);
    expect(body.map(({ id, code }: Body) => [id, code])).toEqual([
      [a, 200],
      [2 ** 40, 404],
      [b, 400],
      ["not an id", 404],
      [null, 400],
      [null, 400],
      [null, 400],
      [b, 200],
      [a, 400],
      [a, 200],
      [b, 400],
    ]);
    expect(body[0]).toEqual({ id: a, code: 200, status: "RUNNING" });
    expect(body[2].errors.map(({ field }: Body) => field).sort()).toEqual(["began", "status"]);
    expect(body[8].errors).toEqual([{ field: "zebra", message: "is not a known field" }]);
    expect(body[10].errors).toEqual([{ field: "project", message: "there is no such project" }]);
  });

  it("takes 1 to 1,000", async () => {
    const id = await hub.insertJob();
    const many = (n: number) => Array.from({ length: n }, () => ({ id, status: "RUNNING" }));
    expect((await patchMany(many(1_000))).body).toHaveLength(1_000);
    for (const body of [[], many(1_001), {}, null, "x"]) expect((await patchMany(body)).status).toBe(400);
  });
});
