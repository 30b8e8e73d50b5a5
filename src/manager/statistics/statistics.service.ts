/** Statistics of jobs over time, from what was added up: seconds behind at most, whatever the number of jobs. */

import { type Category, isStatus, STATUS_NAMES, STATUSES } from "../../core/status.ts";
import type { Hub } from "../hub.ts";
import { NO_BUCKET } from "../jobs/record/jobs.measures.ts";
import { listFullest } from "../queues/queues.store.ts";
import { type Spread, spreadOf } from "./histogram.ts";
import type { StatisticsWanted } from "./statistics.schemas.ts";
import * as store from "./statistics.store.ts";

const SPANS: Readonly<Record<StatisticsWanted["window"], { readonly seconds: number; readonly spans: number }>> = {
  "1h": { seconds: 60, spans: 60 },
  "24h": { seconds: 900, spans: 96 },
  "7d": { seconds: 3_600, spans: 168 },
};
const MOST_FAILURES = 50;
const MOST_QUEUES = 100;

export interface Sums {
  readonly made: number;
  readonly began: number;
  readonly finished: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly wait: Spread | null;
  readonly run: Spread | null;
}

type ReadingHub = Pick<Hub, "database" | "now">;

export async function readStatistics({ database, now }: ReadingHub, subject: store.Subject, wanted: StatisticsWanted) {
  const window = windowAt(now(), wanted.window);
  const [all, statuses] = await Promise.all([store.sumsIn(database, subject, window), store.countStatuses(database, subject)]);
  const starts = startsOf(window);
  const { series, totals, methods } = addUp(all, starts.length, wanted.method ?? null);
  return {
    ...window,
    series: starts.map((time, span) => ({ time, ...sumsOf(series[span]) })),
    totals: sumsOf(totals),
    methods: [...methods].sort(byName).map(([method, tally]) => ({ method, ...sumsOf(tally) })),
    failures: failuresOf(all),
    statuses: statuses.sort((a, b) => STATUS_NAMES.indexOf(a.status) - STATUS_NAMES.indexOf(b.status)),
  };
}

/** With what workers and queues there are now. @param account null for the whole hub. */
export async function readWholeStatistics(hub: ReadingHub, account: number | null, wanted: StatisticsWanted) {
  const { database, now } = hub;
  const present = new Date(now()).toISOString();
  const subject = account === null ? ({ subject: "hub", id: 0 } as const) : ({ subject: "account", id: account } as const);
  const [statistics, workers, queues] = await Promise.all([
    readStatistics(hub, subject, wanted),
    store.sumWorkers(database, account, present),
    listFullest(database, account, present, MOST_QUEUES),
  ]);
  return { ...statistics, workers, queues };
}

/** The last span is the one that it is now. */
function windowAt(now: number, name: StatisticsWanted["window"]): store.Window {
  const { seconds, spans } = SPANS[name];
  const until = (Math.floor(now / 1000 / seconds) + 1) * seconds;
  return { seconds, since: isoTime(until - spans * seconds), until: isoTime(until) };
}

function startsOf({ seconds, since, until }: store.Window): string[] {
  const first = Date.parse(since) / 1000;
  const count = (Date.parse(until) / 1000 - first) / seconds;
  return Array.from({ length: count }, (_, i) => isoTime(first + i * seconds));
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

const NAMES: Partial<Record<Category, "finished" | "failed" | "cancelled">> = {
  Finished: "finished",
  Failed: "failed",
  Cancelled: "cancelled",
};

/** Jobs while they are counted. */
class Tally {
  readonly counts = { made: 0, began: 0, finished: 0, failed: 0, cancelled: 0 };
  readonly wait = new Map<number, number>();
  readonly run = new Map<number, number>();

  add(name: keyof Tally["counts"], bucket: number, jobs: number): void {
    this.counts[name] += jobs;
    if (bucket === NO_BUCKET) return;
    const histogram = name === "began" ? this.wait : this.run;
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + jobs);
  }
}

/** @param only the method whose jobs are in the series and the totals; null for all. */
function addUp(all: readonly store.Sum[], spans: number, only: string | null) {
  const series = Array.from({ length: spans }, () => new Tally());
  const totals = new Tally();
  const methods = new Map<string, Tally>();
  for (const { method, kind, spans: places, buckets, jobs } of all) {
    const name = nameOf(kind);
    if (!name) continue;
    const ofMethod = methods.get(method) ?? new Tally();
    methods.set(method, ofMethod);
    const isWanted = only === null || method === only;
    jobs.forEach((count, i) => {
      const bucket = buckets[i] ?? NO_BUCKET;
      ofMethod.add(name, bucket, count);
      if (!isWanted) return;
      totals.add(name, bucket, count);
      series[places[i] ?? 0]?.add(name, bucket, count);
    });
  }
  return { series, totals, methods };
}

function sumsOf({ counts, wait, run }: Tally = new Tally()): Sums {
  return { ...counts, wait: spreadOf(wait), run: spreadOf(run) };
}

/** Those with the most jobs first. */
function failuresOf(all: readonly store.Sum[]) {
  const kinds = new Map<string, { method: string; errorType: string | null; jobs: number }>();
  for (const { method, kind, errorType, jobs } of all) {
    if (nameOf(kind) !== "failed") continue;
    const key = JSON.stringify([method, errorType]);
    const before = kinds.get(key)?.jobs ?? 0;
    kinds.set(key, { method, errorType: errorType || null, jobs: jobs.reduce((sum, count) => sum + count, before) });
  }
  return [...kinds]
    .sort(([a, { jobs }], [b, { jobs: others }]) => others - jobs || (a < b ? -1 : 1))
    .slice(0, MOST_FAILURES)
    .map(([, failures]) => failures);
}

function nameOf(kind: string): keyof Omit<Sums, "wait" | "run"> | undefined {
  if (isStatus(kind)) return NAMES[STATUSES[kind].category];
  return kind === "MADE" ? "made" : "began";
}
