/** Lists by filter, held against all jobs of the project as the database has them. */

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { JobCounter } from "../record/job-counter.ts";

// biome-ignore lint/suspicious/noExplicitAny: a page, as a client reads it.
type Body = any;

interface Row {
  readonly id: number;
  readonly method: string;
  readonly status: string;
  readonly creator: number | null;
  readonly created: string;
  readonly queue: number | null;
  readonly worker: string | null;
  readonly error: { type: string } | null;
  readonly task: string | null;
  readonly params: { path?: string; options?: { toc: boolean } };
}

/** More than are looked at for one page. */
const JOBS = 13_000;
const START = Date.parse("2026-01-01T00:00:00Z");

let hub: JobsHub;
let jobs: string;
let rows: Row[];
let gpu: number;
beforeAll(async () => {
  hub = await buildJobsHub();
  jobs = `/api/projects/${hub.project.name}/jobs/`;
  const found = await hub.database.query<{ id: number }>(
    "INSERT INTO queues (zone_id, name) SELECT id, 'gpu' FROM zones RETURNING id",
  );
  gpu = found.rows[0]?.id ?? 0;
  await insertJobs();
  await new JobCounter({ database: hub.database, log: hub.app.hub.log, now: Date.now }).count();
  rows = await readRows();
});
afterAll(() => hub.close());

/** Made one a second; some come out of order, as those of several managers do. */
async function insertJobs(): Promise<void> {
  await hub.database.query(
    `INSERT INTO jobs (project_id, key, queue_id, method, status, creator_id, created, ended, worker, error, task_id, params)
     SELECT $1, 'k', CASE WHEN i % 997 = 0 THEN $4 ELSE $3::bigint END, CASE WHEN i % 4 = 0 THEN 'convert' ELSE 'sleep' END,
       CASE WHEN i > ${JOBS} - 20 THEN 'DISPATCHED' WHEN i % 50 = 0 THEN 'FAILURE' ELSE 'SUCCESS' END,
       CASE WHEN i % 3 = 0 THEN $2::bigint END,
       '2026-01-01T00:00:00Z'::timestamptz + make_interval(secs => i + CASE WHEN i % 7 = 0 THEN 4 ELSE 0 END), now(),
       CASE WHEN i % 2 = 0 THEN 'even@host' WHEN i % 1999 = 0 THEN 'rare@host' END,
       CASE WHEN i % 50 = 0 THEN jsonb_build_object('type', CASE WHEN i % 1000 = 0 THEN 'Rare' ELSE 'Error' END) END,
       CASE WHEN i % 6000 = 0 THEN 'task-' || i END,
       jsonb_build_object('path', 'reports/r-' || i % 100 || '.md', 'options', jsonb_build_object('toc', i % 5 = 0))
     FROM generate_series(1, ${JOBS}) AS i`,
    [hub.project.id, hub.user.id, hub.queueId, gpu],
  );
}

/** A job that each search for a path finds, made after all others. */
async function insertFar(id: number): Promise<number[]> {
  const { rows: far } = await hub.database.query<{ id: number }>(
    `INSERT INTO jobs (id, project_id, key, method, status, created, ended, params)
     VALUES ($1, $2, 'k', 'sleep', 'FAILURE', '2026-02-01', '2026-02-01', '{"path": "reports/r-99.md"}') RETURNING id`,
    [id, hub.project.id],
  );
  return far.map((job) => job.id);
}

async function readRows(): Promise<Row[]> {
  const { rows: found } = await hub.database.query<Row>(
    `SELECT id, method, status, creator_id AS creator, created, queue_id AS queue, worker, error, task_id AS task, params FROM jobs ORDER BY id DESC`,
  );
  return found;
}

const page = async (query: string): Promise<Body> => {
  const { status, body } = await hub.call<Body>("GET", `${jobs}?${query}`, { as: hub.user });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

/** Every job of a list, page by page. */
async function readAll(query: string): Promise<{ ids: number[]; first: Body }> {
  const first = await page(query);
  const ids: number[] = [];
  for (let body = first; ; ) {
    ids.push(...body.results.map(({ id }: Row) => id));
    if (body.next === null) return { ids, first };
    body = await page(new URL(body.next).search.slice(1));
  }
}

const at = (second: number) => new Date(START + second * 1000).toISOString();

type Check = (row: Row) => boolean;

/** Parts of filters, with what each lets through. */
const PARTS: Record<string, readonly (readonly [query: string, lets: Check])[]> = {
  method: [["method=convert", ({ method }) => method === "convert"]],
  status: [
    ["status=Failed", ({ status }) => status === "FAILURE"],
    ["status=Pending", ({ status }) => status === "DISPATCHED"],
  ],
  creator: [
    ["creator=anon", ({ creator }) => creator === null],
    ["createdBy=USER", ({ creator }) => creator !== null],
    ["createdBy=nobody", () => false],
  ],
  after: [
    [`createdAfter=${at(12_000)}`, ({ created }) => created >= at(12_000)],
    [`createdAfter=${at(3)}`, ({ created }) => created >= at(3)],
  ],
  before: [[`createdBefore=${at(9_000.5)}`, ({ created }) => created < at(9_000.5)]],
  queue: [
    ["queue=gpu", ({ queue }) => queue === gpu],
    ["queue=default", ({ queue }) => queue !== gpu],
    ["queue=none", () => false],
  ],
  worker: [
    ["worker=even@host", ({ worker }) => worker === "even@host"],
    ["worker=rare@host", ({ worker }) => worker === "rare@host"],
  ],
  error: [
    ["errorType=Error", ({ error }) => error?.type === "Error"],
    ["errorType=Rare", ({ error }) => error?.type === "Rare"],
  ],
  task: [
    ["taskId=task-6000", ({ task }) => task === "task-6000"],
    ["taskId=77", ({ id }) => id === 77],
    ["taskId=12000", ({ id, task }) => id === 12_000 && task === null],
    ["taskId=none", () => false],
  ],
  param: [
    ["param=path:reports/r-7.md", ({ params }) => params.path === "reports/r-7.md"],
    ["param=options.toc:true", ({ params }) => params.options?.toc === true],
    ["param=path:reports/r-5.md&param=options.toc:true", ({ params }) => params.path === "reports/r-5.md"],
  ],
  search: [["search=reports+r+99", ({ params }) => params.path === "reports/r-99.md"]],
};

describe("lists by filter", () => {
  const parts = Object.entries(PARTS).map(([, choices]) => fc.option(fc.constantFrom(...choices), { freq: 3 }));

  it("have the jobs that any combination asks for, newest first, and count them", async () => {
    const combinations = fc.tuple(...parts).map((chosen) => chosen.filter((part) => part !== null));
    await fc.assert(
      fc.asyncProperty(combinations, async (chosen) => {
        const wanted = rows.filter((row) => chosen.every(([, lets]) => lets(row))).map(({ id }) => id);
        const { ids, first } = await readAll([...chosen.map(([query]) => query), "limit=100", "cursor=newest"].join("&"));
        expect(ids).toEqual(wanted);
        if (first.isCountExact) expect(first.count).toBe(wanted.length);
        else expect(first.count).toBeLessThanOrEqual(wanted.length);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it.each(Object.values(PARTS).flat())("follow offsets and cursors alike: %s", async (query, lets) => {
    const wanted = rows.filter(lets).map(({ id }) => id);
    const body = await page(`${query}&limit=20&offset=10`);
    const ids = body.results.map(({ id }: Row) => id);
    expect(ids).toEqual(wanted.slice(10, 10 + ids.length));
    if (body.previous) expect((await page(new URL(body.previous).search.slice(1))).results[0]?.id).toBe(wanted[0]);
    const cursor = (await page(`${query}&limit=20&cursor=newest`)).next;
    if (!cursor) return;
    const next = await page(new URL(cursor).search.slice(1));
    const back = await page(new URL(next.previous).search.slice(1));
    expect([...back.results, ...next.results].map(({ id }: Row) => id)).toEqual(
      wanted.slice(0, back.results.length + next.results.length),
    );
  });

  it("say that they do not count all where that would take long, and how many there are at least", async () => {
    expect(await page("worker=even@host")).toMatchObject({ isCountExact: false });
    expect((await page("worker=even@host")).count).toBeGreaterThan(500);
    expect(await page("worker=rare@host")).toMatchObject({ isCountExact: true, count: 3 });
  });

  it.each(["search=reports+r+99", "param=path:reports/r-99.md", "search=r+99&method=sleep"])(
    "look for words so far in one page, and go on from there: %s",
    async (query) => {
      const wanted = (await readAll(`${query}&limit=100&cursor=newest`)).ids;
      // More stretches of the index away than one page looks through.
      const [far] = await insertFar(10_000_000);
      const { ids, first } = await readAll(`${query}&limit=100&cursor=newest`);
      const fromOldest = await page(`${query}&limit=100&cursor=after-1`);
      await hub.database.query("DELETE FROM jobs WHERE id = $1", [far]);
      expect(ids).toEqual([far, ...wanted]);
      expect(first.results.map(({ id }: Row) => id)).toEqual([far]);
      expect(first.isCountExact).toBe(false);
      expect(fromOldest.results.map(({ id }: Row) => id)).toEqual(wanted.slice(-100));
    },
  );

  it.each([
    ["creator=me&createdBy=user", "createdBy"],
    ["param=path", "param"],
    ["param=:x", "param"],
    ["createdAfter=yesterday", "createdAfter"],
    ["worker=a&worker=b", "worker"],
    ["param=options.toc:true&offset=9000", "offset"],
  ])("refuse %s", async (query, field) => {
    const { status, body } = await hub.call<Body>("GET", `${jobs}?${query}`, { as: hub.user });
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});
