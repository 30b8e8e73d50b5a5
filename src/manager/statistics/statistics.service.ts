/** Statistics of jobs over time, from what was added up: seconds behind at most, whatever the number of jobs. */

import { type Category, isStatus, STATUS_NAMES, STATUSES, statusesOf } from "../../core/status.ts";
import type { Hub } from "../http/types.ts";
import { NO_BUCKET } from "../jobs/jobs.measures.ts";
import { listFullest } from "../queues/queues.store.ts";
import { type Histogram, type Spread, spreadOf } from "./histogram.ts";
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
  const [byTime, byMethod, failures, statuses] = await Promise.all([
    store.sumsByTime(database, subject, window, wanted.method ?? null),
    store.sumsByMethod(database, subject, window),
    store.countFailures(database, subject, window, statusesOf("Failed"), MOST_FAILURES),
    store.countStatuses(database, subject),
  ]);
  const spans = grouped(byTime, ({ time }) => time);
  const methods = grouped(byMethod, ({ method }) => method);
  return {
    ...window,
    series: startsOf(window).map((time) => ({ time, ...sumsOf(spans.get(time) ?? []) })),
    totals: sumsOf(byTime),
    methods: [...methods].sort(byName).map(([method, sums]) => ({ method, ...sumsOf(sums) })),
    failures,
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

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

const NAMES: Partial<Record<Category, "finished" | "failed" | "cancelled">> = {
  Finished: "finished",
  Failed: "failed",
  Cancelled: "cancelled",
};

function sumsOf(sums: readonly store.Sum[]): Sums {
  const counts = { made: 0, began: 0, finished: 0, failed: 0, cancelled: 0 };
  const [wait, run]: [Histogram, Histogram] = [new Map(), new Map()];
  for (const { kind, bucket, jobs } of sums) {
    const name = nameOf(kind);
    if (name) counts[name] += jobs;
    const histogram = kind === "BEGAN" ? wait : run;
    if (bucket !== NO_BUCKET) histogram.set(bucket, (histogram.get(bucket) ?? 0) + jobs);
  }
  return { ...counts, wait: spreadOf(wait), run: spreadOf(run) };
}

function nameOf(kind: string): keyof Omit<Sums, "wait" | "run"> | undefined {
  if (isStatus(kind)) return NAMES[STATUSES[kind].category];
  return kind === "MADE" ? "made" : "began";
}
