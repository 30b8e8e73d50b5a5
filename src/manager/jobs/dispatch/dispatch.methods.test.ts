/** Jobs go to workers that run their methods, whatever names these have. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";

let hub: JobsHub;
let now: number;
beforeEach(async () => {
  now = Date.parse("2026-03-01T12:00:00Z");
  hub = await buildJobsHub({ now: () => now });
});
afterEach(() => hub.close());

interface Answer {
  readonly id: number;
  readonly queue: number;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

const submit = (method: string) =>
  hub.call<Answer>("POST", `/api/projects/${hub.project.id}/jobs/`, { as: hub.user, body: { method } });

/** The name of the queue that a new job goes to. */
async function queueFor(method: string): Promise<string | undefined> {
  const { body } = await submit(method);
  const { rows } = await hub.database.query<{ name: string }>("SELECT name FROM queues WHERE id = $1", [body.queue]);
  return rows[0]?.name;
}

/** A worker of ours tells its methods itself; of one of Celery an inspection does. */
async function worker(name: string, queues: readonly string[], methods?: readonly string[]): Promise<void> {
  const hostname = `${name}@host`;
  const body = { hostname, freq: 2, active: 0, queues, ...(methods && { methods }) };
  expect((await hub.call("POST", "/api/workers/online/", { as: hub.admin, body })).status).toBe(200);
}

async function celeryWorker(name: string, queues: readonly string[], registered?: readonly string[]): Promise<void> {
  const hostname = `${name}@host`;
  await hub.call("POST", "/api/workers/online/", { as: hub.admin, body: { hostname, freq: 2, active: 0 } });
  const body = { queues: queues.map((queue) => ({ name: queue })), ...(registered && { methods: registered }) };
  expect((await hub.call("PATCH", `/api/workers/${hostname}/`, { as: hub.admin, body })).status).toBe(200);
}

describe("a job", () => {
  it("goes to the queue of a worker that has its method", async () => {
    await worker("ours", ["default"], ["sleep", "convert"]);
    await celeryWorker("py", ["python"], ["reports.monthly", "lab.add [rate_limit=5/s]"]);
    expect(await queueFor("reports.monthly")).toBe("python");
    expect(await queueFor("lab.add")).toBe("python");
    expect(await queueFor("sleep")).toBe("default");
  });

  it("goes where all workers have it, before it goes where some have", async () => {
    await worker("ours", ["default"], ["sleep"]);
    await celeryWorker("py", ["default", "python"], ["lab.add"]);
    expect(await queueFor("lab.add")).toBe("python");
    await celeryWorker("py", ["default"], ["lab.add"]);
    expect(await queueFor("lab.add")).toBe("default");
  });

  it("of a method that nobody has is refused, and the others of its group are not", async () => {
    await celeryWorker("py", ["python"], ["lab.add"]);
    const answers = await Promise.all(["sleep", "lab.typo", "lab.add"].map(submit));
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 201]);
    expect(answers[1]?.body.errors).toEqual([{ field: "method", message: expect.stringContaining("lab.typo") }]);
  });

  it("waits for a worker that is gone, on its queue", async () => {
    await worker("ours", ["default"], ["sleep"]);
    await celeryWorker("py", ["python"], ["lab.add"]);
    now += 3_600_000;
    expect(await queueFor("lab.add")).toBe("python");
    expect(await queueFor("sleep")).toBe("default");
  });

  it("of the hub's own methods goes to workers that say nothing of theirs, and stays away from the hub's other zones", async () => {
    await celeryWorker("old", ["default"]);
    await worker("gpu", ["gpu"], ["sleep"]);
    expect(await queueFor("sleep")).toBe("default");
    expect((await submit("lab.add")).status).toBe(400);
  });
});

describe("jobs of methods by such names", () => {
  it("are listed, filtered and found like others", async () => {
    await celeryWorker("py", ["python"], ["lab.add", "Lab.Sub"]);
    const [add, sub, sleep] = await Promise.all(["lab.add", "Lab.Sub", "sleep"].map(submit));
    const list = async (query: string) => {
      const path = `/api/projects/${hub.project.id}/jobs/?${query}`;
      const { body } = await hub.call<{ results: { id: number }[] }>("GET", path, { as: hub.user });
      return body.results.map(({ id }) => id).sort();
    };
    const ids = [add, sub, sleep].map((answer) => answer?.body.id);
    expect(await list("")).toEqual([...ids].sort());
    expect(await list("status=Pending")).toEqual([...ids].sort());
    expect(await list("method=lab.add")).toEqual([ids[0]]);
    expect(await list("search=lab")).toEqual([ids[0], ids[1]].sort());
    expect(await list("search=sub")).toEqual([ids[1]]);
  });
});
