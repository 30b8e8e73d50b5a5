import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../service/log.ts";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import { Rollup } from "./rollup.ts";

interface Spread {
  count: number;
  p50: number;
}
interface Sums {
  made: number;
  began: number;
  finished: number;
  failed: number;
  cancelled: number;
  wait: Spread | null;
  run: Spread | null;
}
interface Statistics {
  seconds: number;
  since: string;
  until: string;
  series: (Sums & { time: string })[];
  totals: Sums;
  methods: (Sums & { method: string })[];
  failures: { method: string; errorType: string | null; jobs: number }[];
  statuses: { status: string; jobs: number }[];
  workers: Record<string, number>;
  queues: Record<string, unknown>[];
}

const NOON = Date.parse("2026-03-01T12:00:00Z");
let hub: JobsHub;
let rollup: Rollup;
let now = NOON;
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
  rollup = new Rollup({ database: hub.database, log: createLogger("test", "silent"), now: () => now });
});
afterAll(() => hub.close());
beforeEach(async () => {
  now = NOON;
  await hub.database.query("TRUNCATE jobs CASCADE");
});

const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();
const tell = (id: number, body: object) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });
const newJob = (columns = {}) => hub.insertJob({ created: at(0), updated: at(0), ...columns });

/** The app adds up, too: while it does, nobody else does. */
async function addUp(): Promise<void> {
  const { rows } = await hub.database.query<{ rest: number }>(
    "SELECT (SELECT count(*) FROM job_measures) + (SELECT count(*) FROM queue_deltas) AS rest",
  );
  if (rows[0]?.rest === 0) return;
  await rollup.addUp();
  await addUp();
}

async function read(path = `projects/${hub.project.id}/statistics/`): Promise<Statistics> {
  await addUp();
  const { status, body } = await hub.call<Statistics>("GET", `/api/${path}`, { as: hub.admin });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

describe("statistics of jobs", () => {
  it("of none are empty spans, up to the present one", async () => {
    now = NOON + 90_000;
    const { series, totals, methods, failures, statuses, ...window } = await read();
    expect(window).toEqual({ seconds: 60, since: at(-58 * 60), until: at(120) });
    expect([series.length, series[0]?.time, series.at(-1)?.time]).toEqual([60, at(-58 * 60), at(60)]);
    const nothing = { made: 0, began: 0, finished: 0, failed: 0, cancelled: 0, wait: null, run: null };
    expect([totals, methods, failures, statuses]).toEqual([nothing, [], [], []]);
    expect((await read("hub/statistics/?window=24h")).series).toHaveLength(96);
    const week = await read("hub/statistics/?window=7d");
    expect([week.series.length, week.seconds, week.until]).toEqual([168, 3_600, at(3_600)]);
  });

  it("count what is made, begins and ends, when it does, and how long that took", async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => newJob()));
    const [good = 0, bad = 0, odd = 0, cancelled = 0] = ids;
    now = NOON + 130_000;
    for (const id of [good, bad]) await tell(id, { status: "STARTED", began: at(10) });
    await tell(good, { status: "SUCCESS", ended: at(70), runtime: 60 });
    await tell(bad, { status: "FAILURE", ended: at(125), error: { type: "ValueError", message: "No." } });
    await tell(odd, { status: "REJECTED", ended: at(125) });
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${cancelled}/cancel/`, { as: hub.user });
    const { series, totals, failures, statuses } = await read();
    const [first, second, third] = series.slice(-3);
    expect(first).toMatchObject({ time: at(0), made: 4, began: 2, finished: 0, wait: { count: 2 }, run: null });
    expect(Math.abs(Math.log((first?.wait?.p50 ?? 0) / 10))).toBeLessThan(0.09);
    expect(second).toMatchObject({ time: at(60), made: 0, finished: 1, failed: 0, run: { count: 1 } });
    expect(third).toMatchObject({ time: at(120), finished: 0, failed: 2, cancelled: 1, run: { count: 1 } });
    expect(totals).toMatchObject({ made: 4, began: 2, finished: 1, failed: 2, cancelled: 1, run: { count: 2 } });
    expect(failures).toEqual([
      { method: "sleep", errorType: null, jobs: 1 },
      { method: "sleep", errorType: "ValueError", jobs: 1 },
    ]);
    expect(statuses).toEqual([
      { status: "SUCCESS", jobs: 1 },
      { status: "CANCELLED", jobs: 1 },
      { status: "FAILURE", jobs: 1 },
      { status: "REJECTED", jobs: 1 },
    ]);
  });

  it("count nothing twice, and no ending that was only confirmed", async () => {
    const [twice, confirmed] = [await newJob(), await newJob()];
    now = NOON + 30_000;
    for (const _ of [1, 2]) await tell(twice, { status: "STARTED", began: at(1) });
    for (const _ of [1, 2]) await tell(twice, { status: "SUCCESS", ended: at(2) });
    await tell(twice, { status: "FAILURE", ended: at(3) });
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${confirmed}/cancel/`, { as: hub.user });
    await tell(confirmed, { status: "REVOKED", ended: at(4) });
    for (const _ of [1, 2]) {
      expect((await read()).totals).toMatchObject({ made: 2, began: 1, finished: 1, failed: 0, cancelled: 1 });
    }
  });

  it("count by our clock what a worker cannot know", async () => {
    const id = await newJob();
    now = NOON + 61_000;
    await tell(id, { status: "SUCCESS", began: at(-10 * 86_400), ended: at(86_400) });
    const { series, totals } = await read();
    expect([totals.began, series.at(-1)?.finished]).toEqual([0, 1]);
    expect((await read("hub/statistics/?window=7d")).totals.began).toBe(1);
  });

  it("say nothing of the wait of a later attempt", async () => {
    const id = await newJob();
    await tell(id, { status: "STARTED", began: at(0), retries: 1 });
    expect((await read()).totals).toMatchObject({ began: 1, wait: null });
  });

  it("are of a method, of a project, of an account, of all", async () => {
    const other = await hub.makeProject(hub.user);
    await newJob({ method: "convert" });
    await newJob({ project_id: other.id });
    await newJob({ project_id: (await hub.makeProject(hub.admin)).id });
    const made = async (path: string) => (await read(path)).totals.made;
    expect(await made(`projects/${hub.project.id}/statistics/`)).toBe(1);
    expect(await made(`projects/${hub.project.id}/statistics/?method=sleep`)).toBe(0);
    expect(await made(`accounts/${hub.project.accountId}/statistics/`)).toBe(2);
    expect(await made("hub/statistics/?window=7d")).toBe(3);
    expect(await made("hub/statistics/?window=24h&method=convert")).toBe(1);
    expect((await read("hub/statistics/")).methods.map(({ method, made }) => [method, made])).toEqual([
      ["convert", 1],
      ["sleep", 2],
    ]);
    expect((await read("hub/statistics/")).statuses).toEqual([{ status: "DISPATCHED", jobs: 3 }]);
  });

  it("are forgotten in time: minutes after two days, hours after ninety", async () => {
    await newJob();
    await addUp();
    const spans = async (days: number) => {
      now = NOON + days * 86_400_000 + 1;
      await rollup.addUp();
      const { rows } = await hub.database.query<{ seconds: number }>(
        "SELECT DISTINCT seconds FROM job_statistics ORDER BY seconds",
      );
      return rows.map(({ seconds }) => seconds);
    };
    expect(await spans(1)).toEqual([60, 900, 3_600]);
    expect(await spans(2)).toEqual([3_600]);
    expect(await spans(90)).toEqual([]);
  });

  it("survive that two managers add up at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => newJob()));
    await Promise.all([rollup.addUp(), rollup.addUp(), rollup.addUp()]);
    expect((await read()).totals.made).toBe(20);
  });
});

describe("queues", () => {
  it("tell their depth, what comes and goes, and how long the first has waited", async () => {
    const queue = async () => (await read("hub/statistics/")).queues[0];
    const empty = { name: "default", account: expect.any(Number), accountName: "hub", depth: 0, oldestWaiting: null };
    expect(await queue()).toMatchObject({ ...empty, enteredPerMinute: 0, leftPerMinute: 0, workers: [] });
    const ids = [await newJob(), await newJob({ created: at(5), priority: 9 }), await newJob({ created: at(6) })];
    expect(await queue()).toMatchObject({ depth: 3, oldestWaiting: at(0), enteredPerMinute: 0.6, leftPerMinute: 0 });
    now = NOON + 20_000;
    await tell(ids[0] ?? 0, { status: "RECEIVED" });
    await tell(ids[0] ?? 0, { status: "STARTED" });
    expect(await queue()).toMatchObject({ depth: 2, oldestWaiting: at(5), enteredPerMinute: 0.6, leftPerMinute: 0.2 });
    await tell(ids[0] ?? 0, { status: "DISPATCHED", retries: 1 });
    expect(await queue()).toMatchObject({ depth: 3, enteredPerMinute: 0.8, leftPerMinute: 0.2 });
    await hub.database.query("DELETE FROM jobs WHERE id = $1", [ids[1]]);
    expect(await queue()).toMatchObject({ depth: 2, oldestWaiting: at(6) });
    now = NOON + 600_000;
    expect(await queue()).toMatchObject({ depth: 2, enteredPerMinute: 0, leftPerMinute: 0 });
    const { body } = await hub.call<object>("GET", "/api/accounts/hub/queues/default/", { as: hub.admin });
    expect(body).toMatchObject({ depth: 2, oldestWaiting: at(6), workers: [] });
  });

  it("and workers are summed up", async () => {
    const event = {
      hostname: "w@host",
      timestamp: NOON / 1000,
      pid: 1,
      freq: 2,
      processed: 0,
      loadavg: [],
      queues: ["default"],
    };
    const online = (body: object) => hub.call("POST", "/api/workers/online/", { as: hub.admin, body: { ...event, ...body } });
    await online({ active: 3 });
    await online({ active: 0, hostname: "idle@host" });
    const stats = { pool: { "max-concurrency": 8 } };
    await hub.call("PATCH", "/api/workers/w@host/", { as: hub.admin, body: { stats } });
    const { workers, queues } = await read("hub/statistics/");
    expect(workers).toEqual({ alive: 2, busy: 1, jobs: 3, slots: 8 });
    expect(queues[0]?.workers).toHaveLength(2);
    expect((await read(`accounts/${hub.project.accountId}/statistics/`)).workers).toEqual({
      alive: 0,
      busy: 0,
      jobs: 0,
      slots: 0,
    });
    now = NOON + 60_000;
    expect((await read("hub/statistics/")).workers).toMatchObject({ alive: 0 });
  });
});
