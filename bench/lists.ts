/**
 * What a page of each kind of list costs at the database, in a table of many jobs: all statements of a request for it, one after the other, as the
 * manager sends them. `--jobs` says how many; a table that is kept in the folder `--data` is used again.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect, type Database } from "../src/database/connect.ts";
import { startEmbedded } from "../src/database/embedded.ts";
import { migrate } from "../src/database/migrate.ts";
import { NEWEST } from "../src/manager/http/cursors.ts";
import type { JobsFilterBody } from "../src/manager/jobs/lists/job-filters.schemas.ts";
import { suggest } from "../src/manager/jobs/lists/job-suggestions.service.ts";
import { listIds } from "../src/manager/jobs/lists/jobs.list.ts";
import { selectionOf } from "../src/manager/jobs/lists/jobs.selection.ts";
import { createLogger } from "../src/service/log.ts";
import { findSeeded, type SeededJobs, seedLists } from "./lists.seed.ts";
import { ms, table, whole } from "./table.ts";

export interface ListsOptions {
  /** Default 500,000. */
  readonly jobs?: number | undefined;
  /** Where the database is kept. Default a folder that is removed afterwards. */
  readonly data?: string | undefined;
}

const JOBS = 500_000;
const ROUNDS = 30;
const LIMIT = 50;
/** Some of its jobs fail. */
const WORKER = "worker-12@host-4";
/** Seeding and its indexes take long; a page does not. */
const TIMEOUT_MS = 3_600_000;

/** For a table that only a benchmark needs. */
const SETTINGS = { synchronous_commit: "off", maintenance_work_mem: "1GB", max_wal_size: "8GB" };

export async function benchLists({ jobs = JOBS, data }: ListsOptions = {}): Promise<string> {
  const dataDir = data ?? (await mkdtemp(path.join(tmpdir(), "jobhub-bench-")));
  const embedded = await startEmbedded({ dataDir, log: createLogger("bench", "warn"), settings: SETTINGS });
  const database = connect({ url: embedded.url, name: "bench", max: 4, timeoutMs: TIMEOUT_MS });
  try {
    await migrate(embedded.url);
    const seeded = (await findSeeded(database)) ?? (await seedLists(database, jobs, progress));
    return await report(database, seeded);
  } finally {
    await database.close();
    await embedded.stop();
    if (data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

function progress(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${whole(done)} jobs`);
}

/** Filters by what they are. The times are of a table whose jobs were made four a second until now. */
function filters(seeded: SeededJobs): Record<string, JobsFilterBody> {
  const ago = (hours: number) => new Date(Date.parse(seeded.newest) - hours * 3_600_000).toISOString();
  return {
    all: {},
    "one status": { status: "SUCCESS" },
    "one category, some": { status: "Failed" },
    "one category, active": { status: "Pending" },
    "a rare method": { method: "build" },
    "a method and a status": { method: "execute", status: "FAILURE" },
    "of oneself": { creator: "me" },
    "of others": { creator: "other" },
    "of nobody known": { creator: "anon", status: "Failed" },
    "of somebody by name": { createdBy: "user-7" },
    "the last hour": { createdAfter: ago(1) },
    "a day in the middle": { createdAfter: ago(seeded.hours / 2), createdBefore: ago(seeded.hours / 2 - 24) },
    "failed in the first half": { status: "Failed", createdBefore: ago(seeded.hours / 2) },
    "the usual queue": { queue: "default" },
    "a rare queue": { queue: "rare" },
    "a worker": { worker: WORKER },
    "a rare worker": { worker: "rare@elsewhere" },
    "a worker's failures": { worker: WORKER, status: "Failed" },
    "a worker that never failed": { worker: "worker-7@host-7", status: "Failed" },
    "a type of error": { errorType: "Error" },
    "a rare type of error": { errorType: "Rare" },
    "a type of error on a worker": { errorType: "Type3", worker: WORKER },
    "a param": { param: ["path:reports/4321.md"] },
    "a param, some hours": { param: ["path:reports/4321.md"], createdAfter: ago(5), createdBefore: ago(1) },
    "a nested param": { param: ["options.toc:true"] },
    "a param of no index": { param: ["node.number:77"] },
    "two params": { param: ["path:reports/0.md", "options.toc:true"] },
    "a search": { search: "nightly 77" },
    "a rare search": { search: "reports 4321" },
    "a search among failures": { search: "reports 4321", status: "Failed" },
    "all at once": {
      method: "convert",
      status: "Failed",
      createdBy: "user-1",
      createdAfter: ago(seeded.hours / 2),
      queue: "default",
      worker: WORKER,
      errorType: "Error",
      param: ["to:html"],
      search: "reports",
    },
  };
}

interface Measured {
  readonly times: number[];
  readonly count: string;
}

async function report(database: Database, seeded: SeededJobs): Promise<string> {
  const rows = [["a page of 50, at the database", "jobs", "p50", "p99", "10 pages on, p50", "p99"]];
  for (const [name, by] of Object.entries(filters(seeded))) {
    const [near, far] = [await measure(database, seeded, by, 0), await measure(database, seeded, by, 10)];
    rows.push([name, near.count, ...spread(near.times), ...spread(far.times)]);
  }
  for (const field of ["method", "createdBy", "worker", "errorType", "param"] as const) {
    const suggestions = { project: seeded.large, field, prefix: "", limit: 20 };
    rows.push([`suggestions: ${field}`, "", ...spread(await timesOf(() => suggest(database, suggestions)))]);
  }
  return `${whole(seeded.jobs)} jobs, of which the project has ${whole(seeded.ofLarge)}\n\n${table(rows)}`;
}

const spread = (times: readonly number[]) =>
  [0.5, 0.99].map((share) => ms(times[Math.floor(times.length * share)] ?? Number.NaN));

/** A page, and as many pages before it as are said, which are not measured. */
async function measure(database: Database, { large, user }: SeededJobs, by: JobsFilterBody, pages: number): Promise<Measured> {
  const list = async (cursor: string) => {
    const selection = await selectionOf(database, { project: large, userId: user, by });
    return listIds(database, selection, { limit: LIMIT, offset: 0, cursor });
  };
  let cursor = NEWEST;
  const { count, isCountExact } = await list(cursor);
  for (let page = 0; page < pages; page += 1) {
    const { goesOnAt } = await list(cursor);
    if (goesOnAt === null) break;
    cursor = `before-${goesOnAt}`;
  }
  return { times: await timesOf(() => list(cursor)), count: `${isCountExact ? "" : "≥ "}${whole(count)}` };
}

/** Milliseconds, ascending. */
async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
