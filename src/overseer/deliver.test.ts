import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, type Hub } from "../../clients/typescript/src/client.ts";
import type { TaskEvent } from "../core/event.ts";
import { deliver } from "./deliver.ts";
import { fold } from "./fold.ts";
import { sort } from "./receive.ts";
import { FakeManager, type Fault, goodLife } from "./testing.ts";

let manager: FakeManager;
let hub: Hub;

beforeEach(async () => {
  manager = await new FakeManager().start();
  hub = createClient({ url: manager.url, token: "t" });
});

afterEach(async () => {
  await hub.close();
  await manager.stop();
});

const tell = (events: readonly TaskEvent[]) => deliver(hub, fold(sort(events).jobs));
const lives = (count: number) => Array.from({ length: count }, (_, i) => goodLife(i + 1)).flat();

describe("deliver", () => {
  it("sends the patches of many jobs in one request, with their logs", async () => {
    manager.addJobs(50);
    expect(await tell(lives(50))).toEqual([]);
    expect(manager.paths()).toEqual(["PATCH /api/jobs/"]);
    expect(manager.allAre("SUCCESS")).toBe(true);
    expect(manager.logs.get(7)).toEqual(["job 7"]);
  });

  it("sends a single patch by the documented operation, but one with a log in bulk", async () => {
    manager.addJobs(1);
    const [received, , updated] = goodLife(1) as [TaskEvent, TaskEvent, TaskEvent];
    await tell([received]);
    await tell([updated]);
    expect(manager.paths()).toEqual(["PATCH /api/jobs/1/", "PATCH /api/jobs/"]);
    expect(manager.requests[0]?.body).toEqual({ status: "RECEIVED", retries: 0, worker: "w@test" });
  });

  it("keeps requests within the count and the size that the manager takes", async () => {
    manager.addJobs(2_100);
    expect(await tell(lives(2_100))).toEqual([]);
    expect(manager.requests.map(({ body }) => (body as unknown[]).length)).toEqual([1_000, 1_000, 100]);
    manager.requests.length = 0;
    const log = ["x".repeat(1024 * 1024)];
    const large = [1, 2, 3].map((id) => ({ ...goodLife(id)[2], log, logOffset: 1 }) as TaskEvent);
    await tell(large);
    expect(manager.requests.map(({ body }) => (body as unknown[]).length)).toEqual([1, 1, 1]);
  });

  it("answers the events of the one job that is refused, and records the others", async () => {
    manager.addJobs(9);
    manager.jobs.delete(4);
    const refusals = await tell(lives(9));
    expect(refusals).toEqual([{ events: goodLife(4), reason: "404 for job 4: Not found." }]);
    expect(manager.allAre("SUCCESS")).toBe(true);
    expect(await tell([goodLife(4)[0] as TaskEvent])).toEqual([
      { events: [goodLife(4)[0]], reason: expect.stringContaining("404") },
    ]);
  });

  it("answers the one event of a job that is refused, and records its others", async () => {
    manager.addJobs(3);
    manager.takes = ({ id, log }) => id !== 2 || log === undefined;
    const refusals = await tell(lives(3));
    expect(refusals).toEqual([{ events: [goodLife(2)[2]], reason: "400 for job 2: log: not this one" }]);
    expect(manager.allAre("SUCCESS")).toBe(true);
    expect(manager.jobs.get(2)).toMatchObject({ began: expect.any(String), result: 2 });
  });

  it.each([400, 413])("finds the patch for whose sake a whole request gets a %i", async (status) => {
    manager.addJobs(20);
    manager.fault = ({ body }) => {
      const patches = [body].flat() as { id?: number; log?: unknown }[];
      return patches.some(({ id, log }) => id === 13 && log) ? { status, body: '{"message":"no"}' } : null;
    };
    const refusals = await tell(lives(20));
    expect(refusals.map(({ events }) => events.map(({ type }) => type))).toEqual([["task-updated"]]);
    expect(manager.allAre("SUCCESS")).toBe(true);
  });

  it.each<[string, Fault]>([
    ["a token that is wrong", { status: 401, body: '{"message":"The token is not valid."}' }],
    ["a user who may not", { status: 403, body: '{"message":"no"}' }],
    ["an address that is not the hub's", { status: 404, body: "<h1>nginx</h1>" }],
    ["a 400 of someone else", { status: 400, body: "Bad Request" }],
    ["a hub without the operation", { status: 404, body: '{"message":"Not found."}' }],
    ["a success that is none", { status: 200, body: "<h1>Welcome</h1>" }],
    ["too few results", { status: 200, body: '[{"id":1,"code":200}]' }],
    ["a database that is away", { status: 503, body: '{"message":"away"}' }],
    ["a job whose turn has not come", { status: 200, body: '[{"id":1,"code":200},{"id":2,"code":503,"message":"away"}]' }],
    ["too many requests", { status: 429, body: '{"message":"wait"}' }],
    ["a reset", "reset"],
    ["an answer that is cut off", "cut"],
  ])("refuses no event because of %s", async (_name, fault) => {
    manager.addJobs(2);
    manager.fault = () => fault;
    await expect(tell(lives(2))).rejects.toMatchObject({ name: expect.stringMatching(/AnswerError|ConnectionError/) });
  });

  it("refuses no single event because of the wrong address or token", async () => {
    manager.addJobs(1);
    for (const fault of [
      { status: 404, body: "<h1>nginx</h1>" },
      { status: 401, body: '{"message":"no"}' },
    ]) {
      manager.fault = () => fault;
      await expect(tell(goodLife(1).slice(0, 1))).rejects.toMatchObject({ status: fault.status });
    }
  });
});
