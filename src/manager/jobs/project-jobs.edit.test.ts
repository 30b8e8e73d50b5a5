import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import { IDLE_BROKER, type TestUser } from "../testing.ts";
import { buildJobsHub, faultsOfJob, type JobsHub } from "./jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Body = any;

const published: Task[] = [];
let hub: JobsHub;
let jobs: string;
beforeAll(async () => {
  const publish = async (tasks: readonly Task[]) => void published.push(...tasks);
  hub = await buildJobsHub({ broker: () => ({ ...IDLE_BROKER, publish }) });
  jobs = `/api/projects/${hub.project.id}/jobs`;
});
afterAll(() => hub.close());

const call = (method: string, path: string, body?: unknown, as: TestUser = hub.user) =>
  hub.call<Body>(method, `${jobs}${path}`, { as, ...(body !== undefined && { body }) });

describe("executing a node", () => {
  it.each<[kind: string, node: unknown]>([
    ["an object", { type: "CodeChunk", text: "1 + 1", snake_case: [{ camelCase: null }] }],
    ["an empty object", {}],
    ["a list", [1, { type: "Paragraph" }]],
    ["a text", "6 * 7"],
    ["a number", 0],
    ["a truth", false],
  ])("makes a job of %s", async (_kind, node) => {
    const { status, body } = await call("POST", "/execute/", JSON.stringify(node));
    expect([status, faultsOfJob(body)]).toEqual([201, []]);
    expect(body).toMatchObject({ method: "execute", params: { node }, status: "DISPATCHED", creator: hub.user.id });
    expect(published.at(-1)).toMatchObject({ id: String(body.id), name: "execute", kwargs: { node } });
  });

  it.each<[what: string, body: string | undefined]>([
    ["nothing", undefined],
    ["an empty body", ""],
    ["null", "null"],
    ["what is not JSON", "{"],
    ["too much", JSON.stringify({ text: "x".repeat(2 ** 20) })],
    ["U+0000", '{"text": "\\u0000"}'],
  ])("refuses %s", async (_what, body) => {
    expect((await call("POST", "/execute/", body)).status).toBe(400);
  });

  it("asks for the role of an EDITOR", async () => {
    const reviewer = await hub.makeUser();
    await hub.setProjectRole(hub.project, reviewer, "REVIEWER");
    expect((await call("POST", "/execute/", {}, reviewer)).status).toBe(403);
    expect((await hub.call("POST", `${jobs}/execute/`, { body: {} })).status).toBe(401);
    expect((await call("GET", "/execute/")).status).toBe(405);
  });
});

describe("changing a job", () => {
  const id = () => hub.insertJob({ status: "RUNNING", description: "Before", worker: "w@host" });

  it("sets what is said of it", async () => {
    const job = await id();
    const { status, body } = await call("PATCH", `/${job}/`, { description: "After" });
    expect([status, faultsOfJob(body)]).toEqual([200, []]);
    expect(body).toMatchObject({ description: "After", summaryString: "After", key: "k".repeat(32), status: "RUNNING" });
    expect((await call("PATCH", `/${job}/`, { description: null })).body.description).toBeNull();
    expect((await call("PATCH", `/${job}/`, {})).body).toEqual((await call("GET", `/${job}/`)).body);
  });

  it("takes a key away from those who have it", async () => {
    const job = await id();
    const read = (key: string) => hub.call("GET", `${jobs}/${job}/?key=${key}`);
    expect((await read("k".repeat(32))).status).toBe(200);
    expect((await call("PATCH", `/${job}/`, { key: "another key" })).body.key).toBe("another key");
    expect([(await read("k".repeat(32))).status, (await read("another%20key")).status]).toEqual([404, 200]);
  });

  it("takes a job back as it was read, and leaves alone what is the worker's to say", async () => {
    const job = await id();
    const { body } = await call("GET", `/${job}/`);
    const sent = {
      ...body,
      description: "After",
      status: "SUCCESS",
      worker: 5,
      is_active: "no",
      users: [1],
      result: {},
      log: {},
    };
    const { status, body: after } = await call("PATCH", `/${job}/`, sent);
    expect([status, after]).toEqual([200, { ...body, description: "After", summaryString: "After", updated: after.updated }]);
  });

  it.each<[field: string, body: unknown]>([
    ["description", { description: 5 }],
    ["description", { description: "x".repeat(10_001) }],
    ["key", { key: "" }],
    ["key", { key: null }],
    ["key", { key: "k".repeat(65) }],
    ["zebra", { zebra: 1 }],
  ])("names %s (%#)", async (field, body) => {
    const answer = await call("PATCH", `/${await id()}/`, body);
    expect([answer.status, answer.body.errors.map((error: Body) => error.field)]).toEqual([400, [field]]);
  });

  it("knows only jobs of the project, and whoever may change them", async () => {
    const other = await hub.makeProject(hub.user);
    const job = await id();
    expect((await hub.call("PATCH", `/api/projects/${other.id}/jobs/${job}/`, { as: hub.user, body: {} })).status).toBe(404);
    expect((await call("PATCH", "/999999/", {})).status).toBe(404);
    expect((await call("PATCH", `/${job}/`, {}, await hub.makeUser())).status).toBe(404);
    expect((await hub.call("PATCH", `${jobs}/${job}/?key=${"k".repeat(32)}`, { body: {} })).status).toBe(401);
  });
});
