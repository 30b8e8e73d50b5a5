import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

let count = 0;
function newId(): string {
  count += 1;
  return `0b3c5d1e-7a52-4a6e-9d2f-${String(count).padStart(12, "0")}`;
}
interface Task {
  taskId: string;
  [name: string]: unknown;
}
const adopt = (tasks: Task[], project = hub.project.id) =>
  hub.call<{ jobs: { taskId: string; id: number }[]; message: string }>("POST", "/api/jobs/adopt/", {
    as: hub.admin,
    body: { project, tasks },
  });
const idOf = async (...tasks: Task[]) => (await adopt(tasks)).body.jobs[0]?.id ?? 0;
const read = async (id: number) =>
  (await hub.call<Record<string, unknown>>("GET", `/api/projects/${hub.project.id}/jobs/${id}/`, { as: hub.user })).body;

describe("adopting tasks", () => {
  it("makes a job of each, once", async () => {
    const [a, b] = [newId(), newId()];
    const task = {
      taskId: a,
      method: "reports.monthly",
      params: { month: 3 },
      args: [],
      kwargs: { month: 3 },
      queue: "celery",
    };
    const first = await adopt([task, { taskId: b }, task]);
    expect(first.status).toBe(200);
    expect(first.body.jobs.map(({ taskId }) => taskId)).toEqual([a, b]);
    expect((await adopt([{ taskId: b }, task])).body.jobs).toEqual(first.body.jobs.toReversed());
    expect(await read(first.body.jobs[0]?.id ?? 0)).toMatchObject({
      taskId: a,
      method: "reports.monthly",
      params: { month: 3 },
      status: "DISPATCHED",
      creator: null,
    });
  });

  it("ends in the same record, in whatever order, group and number the same is told", async () => {
    const said = (taskId: string): Task[] => [
      { taskId, created: "2026-01-01T00:00:03.000Z" },
      { taskId, method: "add", params: { args: [1] }, args: [1], kwargs: {}, created: "2026-01-01T00:00:02.000Z" },
      { taskId, method: "add", params: { args: [1] }, args: [1], kwargs: {}, queue: "q", created: "2026-01-01T00:00:01.000Z" },
    ];
    const orders = fc.array(fc.record({ which: fc.nat(2), isAlone: fc.boolean() }), { minLength: 3, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const [taskId] = [newId()];
        const all = said(taskId);
        const told = [...order.map(({ which }) => which), 0, 1, 2].map((which) => all[which] as Task);
        const groups = order[0]?.isAlone ? told.map((task) => [task]) : [told.slice(0, 2), told.slice(2)];
        for (const group of groups) await adopt(group);
        const id = await idOf({ taskId });
        expect(await read(id)).toMatchObject({ method: "add", params: { args: [1] }, created: "2026-01-01T00:00:01.000Z" });
        const { rows } = await hub.database.query("SELECT args, kwargs, queue FROM adopted_tasks WHERE job_id = $1", [id]);
        expect(rows).toEqual([{ args: [1], kwargs: {}, queue: "q" }]);
      }),
      { numRuns: 25 },
    );
  });

  it("makes one job though several overseers tell of it at once", async () => {
    const taskId = newId();
    const replies = await Promise.all(Array.from({ length: 8 }, () => adopt([{ taskId, method: "add" }])));
    expect(new Set(replies.map(({ body }) => body.jobs[0]?.id)).size).toBe(1);
  });

  it("takes names that are none for none, and refuses what it cannot place", async () => {
    expect(await read(await idOf({ taskId: newId(), method: "not a name" }))).toMatchObject({ method: "unknown" });
    expect((await adopt([{ taskId: "42" }])).status).toBe(400);
    expect((await adopt([{ taskId: newId() }], 999_999)).status).toBe(400);
    expect(
      (await hub.call("POST", "/api/jobs/adopt/", { as: hub.user, body: { project: hub.project.id, tasks: [] } })).status,
    ).toBe(403);
  });

  it("runs again only what has ended and is known in full", async () => {
    const full = await idOf({ taskId: newId(), method: "add", args: [1], kwargs: { y: 2 } });
    const again = (id: number) =>
      hub.call<{ id: number; taskId: string; message: string }>("POST", `/api/projects/${hub.project.id}/jobs/${id}/retry/`, {
        as: hub.user,
      });
    expect((await again(full)).status).toBe(409);
    const partial = await idOf({ taskId: newId(), method: "add", args: null, kwargs: null });
    for (const id of [full, partial]) {
      await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "SUCCESS", result: 3 } });
    }
    expect((await again(partial)).body.message).toContain("did not tell its arguments");
    const { status, body } = await again(full);
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ method: "add", rerunOf: full, status: "DISPATCHED", creator: hub.user.id }),
    ]);
    expect(body.taskId).not.toBe(String(body.id));
  });
});
