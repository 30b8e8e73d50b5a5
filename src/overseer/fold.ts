/**
 * Folding: several events of one job as one patch. What an event says is merged into what was said before only where applying
 * the merged patch is the same as applying both, whatever the state of the record; else it stays by itself, in order.
 */

import type { TaskEvent } from "../core/event.ts";
import { earliest, type JobPatch, type LogEntry, type LogPart } from "../core/job.ts";
import { isEnded, STATUSES } from "../core/status.ts";
import type { JobNews } from "./translate.ts";

/** An event of a known job, and what it says. */
export interface JobEvent {
  readonly id: number;
  readonly event: TaskEvent;
  readonly news: JobNews;
}

/** One patch of one job, and the events that it stands for. */
export interface FoldedNews extends JobNews {
  readonly id: number;
  readonly events: readonly TaskEvent[];
}

type Patch = JobNews["patch"];

/** A log that may grow in place: the copies of one that is joined from many parts would take quadratic time. */
interface Folding {
  readonly id: number;
  patch: Patch;
  log: { entries: LogEntry[]; offset: number } | null;
  readonly events: TaskEvent[];
}

/** The patches to send for these events: each job's in order, the jobs in the order of their first event. */
export function fold(events: readonly JobEvent[]): FoldedNews[] {
  const jobs = new Map<number, Folding[]>();
  for (const said of events) {
    const patches = jobs.get(said.id);
    if (!patches) jobs.set(said.id, [begin(said)]);
    else if (!merge(patches.at(-1), said)) patches.push(begin(said));
  }
  return [...jobs.values()].flat();
}

function begin({ id, event, news: { patch, log } }: JobEvent): Folding {
  return { id, patch, log: log && { entries: [...log.entries], offset: log.offset }, events: [event] };
}

/** Answers false, and changes nothing, if the two cannot be one. */
function merge(into: Folding | undefined, { event, news: { patch: b, log } }: JobEvent): boolean {
  const a = into?.patch;
  if (!into || !a || !same(a.retries, b.retries) || !same(a.worker, b.worker) || !touches(into.log, log)) return false;
  const outcome = mergedOutcome(a, b);
  const snapshot = mergedSnapshot(a, b);
  if (!outcome || !snapshot) return false;
  into.patch = {
    status: outcome.status,
    retries: a.retries,
    worker: a.worker,
    began: earliest(a.began ?? null, b.began ?? null) ?? undefined,
    ended: outcome.ended,
    runtime: outcome.runtime,
    result: outcome.result,
    error: outcome.error,
    sequence: snapshot.sequence,
    urls: snapshot.urls,
    progress: snapshot.progress,
  };
  if (log) joinLog(into, log);
  into.events.push(event);
  return true;
}

/** The patch whose outcome stays: the first one; before any, the highest rank. Two different outcomes do not become one. */
function mergedOutcome(a: Patch, b: Patch): Patch | null {
  if (isEnded(a.status)) {
    if (!isEnded(b.status)) return a;
    return a.status === b.status && addsNothing(a, b) ? a : null;
  }
  if (isEnded(b.status) || STATUSES[b.status].rank > STATUSES[a.status].rank) return hasOutcome(a) ? null : b;
  return hasOutcome(b) ? null : a;
}

const OUTCOME = ["ended", "runtime", "result", "error"] as const;

function hasOutcome(patch: Patch): boolean {
  return OUTCOME.some((field) => isGiven(patch[field]));
}

function addsNothing(a: Patch, b: Patch): boolean {
  return OUTCOME.every((field) => isGiven(a[field]) || !isGiven(b[field]));
}

/**
 * The patch whose snapshot stays. Of two numbered ones the later, unless it lacks what the earlier has: the record may
 * hold one from between. One without a number counts by when it comes, so it joins only a patch that has none and
 * leaves the job running.
 */
function mergedSnapshot(a: Patch, b: Patch): JobPatch | null {
  if (!hasSnapshot(b)) return a;
  if (!hasSnapshot(a)) return isGiven(b.sequence) || !isEnded(a.status) ? b : null;
  if (!isGiven(a.sequence) || !isGiven(b.sequence)) return null;
  if (b.sequence <= a.sequence) return a;
  return (isGiven(b.urls) || !isGiven(a.urls)) && (isGiven(b.progress) || !isGiven(a.progress)) ? b : null;
}

function hasSnapshot({ sequence, urls, progress }: JobPatch): boolean {
  return isGiven(sequence) || isGiven(urls) || isGiven(progress);
}

/** Whether there is no empty place between the two. */
function touches(a: LogPart | null, b: LogPart | null): boolean {
  return !a || !b || (b.offset <= a.offset + a.entries.length && a.offset <= b.offset + b.entries.length);
}

/** Of two entries for one place the first stays. */
function joinLog(into: Folding, { entries, offset }: LogPart): void {
  if (!into.log) {
    into.log = { entries: [...entries], offset };
    return;
  }
  const end = into.log.offset + into.log.entries.length;
  for (let i = Math.max(0, end - offset); i < entries.length; i++) into.log.entries.push(entries[i] as LogEntry);
  if (offset < into.log.offset) {
    into.log = { entries: [...entries.slice(0, into.log.offset - offset), ...into.log.entries], offset };
  }
}

function same<T>(a: T | null | undefined, b: T | null | undefined): boolean {
  return (a ?? null) === (b ?? null);
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
