/**
 * What one sees of the dashboard, in Chromium, before a project with very many jobs: how soon the first page is there from a cold cache, how
 * soon each kind of filter shows its jobs, and whether it stays fluent while jobs change all the time. `--jobs` says how many; a hub that is
 * kept in the folder `--data` is used again.
 */

import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { findChromium, launchBrowser } from "../src/manager/dashboard/testing.chromium.ts";
import { type FullHub, startFullHub } from "./dashboard.hub.ts";
import {
  CHANGED_AFTER,
  EXPECT_CHANGE,
  FIRST_JOBS,
  FIRST_PAINT,
  type Frames,
  frames,
  SCRIPTS,
  WATCH,
} from "./dashboard.page.ts";
import { median } from "./hub.ts";
import { ms, table, whole } from "./table.ts";

export interface DashboardOptions {
  /** Default 1,000,000. */
  readonly jobs?: number | undefined;
  /** Where the hub is kept. Default a folder that is removed afterwards. */
  readonly data?: string | undefined;
}

const JOBS = 1_000_000;
const ROUNDS = 3;
const SECONDS = 6;
const CHANGES_PER_S = 500;
/** Changes go in groups, as the overseer sends them. */
const GROUPS_PER_S = 10;
const SCREEN = { width: 1920, height: 1080 };

/** One of each kind. What is typed counts from the last key on, with the pause that tells that it was the last. */
const FILTERS = {
  "a click: failed": "status:failed",
  "a status": "status:terminated",
  "a rare method": "method:build",
  "a creator": "creator:user-7",
  "an age": "created:>1h",
  "a worker": "worker:worker-7@host-7",
  "a rare queue": "queue:rare",
  "an error": "error:Rare",
  "a param": "params.path:reports/4321.md",
  "a search": "nightly 77",
  several: "method:convert status:failed reports",
} as const;

export async function benchDashboard({ jobs = JOBS, data }: DashboardOptions = {}): Promise<string> {
  if (findChromium() === null) throw new Error("The benchmark of the dashboard needs: apt-get install chromium");
  const hub = await startFullHub({ jobs, data, onRows: progress });
  try {
    const browser = await launchBrowser();
    try {
      return await report(browser, hub);
    } finally {
      await browser.close();
    }
  } finally {
    await hub.stop();
  }
}

function progress(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${whole(done)} jobs`);
}

async function report(browser: Browser, hub: FullHub): Promise<string> {
  const first = await measureFirstPage(browser, hub);
  const filters = await measureFilters(browser, hub);
  const [idle, busy] = [await measureFrames(browser, hub, 0), await measureFrames(browser, hub, CHANGES_PER_S)];
  return [
    `${whole(hub.seeded.jobs)} jobs, of which the project has ${whole(hub.seeded.ofLarge)}`,
    table([
      ["the first page, from a cold cache", "median"],
      ["first paint, of the frame", ms(first.paintMs)],
      ["the jobs are there", ms(first.jobsMs)],
      ["its files, gzipped", `${whole(first.bytes / 1024)} kB`],
    ]),
    table([["from the last key to the jobs", "median", "longest"], ...filters]),
    table([
      ["frames a second while jobs change", "frames", "longest", "rows in sight a second"],
      row("nothing changes", idle),
      row(`${CHANGES_PER_S} changes a second`, busy),
    ]),
  ].join("\n\n");
}

const row = (name: string, { rate, longestMs, rows }: Frames) => [name, whole(rate), ms(longestMs), whole(rows)];

const pathOf = ({ seeded }: FullHub) => `/projects/${seeded.large}/jobs`;

/** Each in a window with a cache of its own, which is empty. */
async function measureFirstPage(browser: Browser, hub: FullHub) {
  const found: { paintMs: number; jobsMs: number; bytes: number }[] = [];
  // The first warms up the hub.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const page = await openJobs(browser, hub);
    const [paintMs, jobsMs] = [Number(await page.evaluate(FIRST_PAINT)), Number(await page.evaluate(FIRST_JOBS))];
    const bytes = await gzippedBytes((await page.evaluate(SCRIPTS)) as string[]);
    if (round > 0) found.push({ paintMs, jobsMs, bytes });
    await page.context().close();
  }
  const of = (name: "paintMs" | "jobsMs" | "bytes") => median(found.map((one) => one[name]));
  return { paintMs: of("paintMs"), jobsMs: of("jobsMs"), bytes: of("bytes") };
}

async function gzippedBytes(addresses: readonly string[]): Promise<number> {
  const folder = new URL("../dashboard/assets/", import.meta.url);
  const files = new Set(addresses.map((address) => `${address.split("/").at(-1)}.gz`));
  const sizes = await Promise.all([...files].map(async (file) => (await stat(new URL(file, folder))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Each round in a window of its own: what was read before is shown at once. */
async function measureFilters(browser: Browser, hub: FullHub): Promise<string[][]> {
  const found = new Map<string, number[]>(Object.keys(FILTERS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await openJobs(browser, hub);
    for (const [name, filter] of Object.entries(FILTERS)) found.get(name)?.push(await filterOnce(page, name, filter));
    await page.context().close();
  }
  return [...found].map(([name, times]) => [name, ms(median(times)), ms(Math.max(...times))]);
}

async function filterOnce(page: Page, name: string, filter: string): Promise<number> {
  const isClick = name.startsWith("a click");
  const input = page.getByRole("textbox", { name: "Filter jobs" });
  const shown = async (act: () => Promise<void>) => {
    await page.evaluate(EXPECT_CHANGE);
    await act();
    return Number(await page.evaluate(CHANGED_AFTER));
  };
  // All but the last key, whose answer is not waited for.
  if (!isClick) await input.fill(filter.slice(0, -1));
  const took = await shown(() =>
    isClick ? page.getByRole("button", { name: "Failed" }).click() : input.press(filter.slice(-1)),
  );
  await shown(() => input.fill(""));
  return took;
}

async function measureFrames(browser: Browser, hub: FullHub, perSecond: number): Promise<Frames> {
  const page = await openJobs(browser, hub);
  const stop = new AbortController();
  const changing = perSecond > 0 ? changeJobs(hub, perSecond, stop.signal) : Promise.resolve();
  await sleep(1_000);
  const found = (await page.evaluate(frames(SECONDS))) as Frames;
  stop.abort();
  await changing;
  await page.context().close();
  return found;
}

/** The newest ones, which are in sight, through the API, each of them in each group. */
async function changeJobs({ client, seeded: { large } }: FullHub, perSecond: number, signal: AbortSignal): Promise<void> {
  const { results } = await client.projects.projectsJobsList({ project: large, limit: perSecond / GROUPS_PER_S });
  const before = Math.max(...results.map(({ retries }) => retries));
  const start = performance.now();
  for (let group = 0; !signal.aborted; group += 1) {
    const status = group % 2 === 0 ? ("RECEIVED" as const) : ("RUNNING" as const);
    const facts = { status, retries: before + 1 + (group >> 1), worker: `worker-${group}@bench` };
    await client.jobs.jobsBulkUpdate({ data: results.map(({ id }) => ({ id, ...facts })) });
    await sleep(Math.max(0, start + ((group + 1) * 1000) / GROUPS_PER_S - performance.now()));
  }
}

/** A window of its own, signed in, that shows the jobs. */
async function openJobs(browser: Browser, hub: FullHub): Promise<Page> {
  const context = await browser.newContext({ baseURL: hub.url, viewport: SCREEN });
  await signIn(context, hub);
  await context.addInitScript(WATCH);
  const page = await context.newPage();
  await page.goto(pathOf(hub));
  await page.evaluate(FIRST_JOBS);
  return page;
}

async function signIn(context: BrowserContext, { url, token }: FullHub): Promise<void> {
  const answer = await context.request.post("/api/sessions/", { data: { token }, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
}
