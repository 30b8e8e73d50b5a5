/**
 * What became of a job, and when. The job's row has it as text, one line for each change of its status: attempt, status,
 * milliseconds since the epoch, and the worker where it is another one than before: `0 STARTED 1763924834123 worker-1@host`. A line is
 * appended by the statement that makes the change, so there is one for each change and none for what changes nothing.
 */

import type { JobState } from "../../../core/job.ts";
import type { JsonValue } from "../../../core/json.ts";
import { isEnded, isStatus, STATUSES, type Status } from "../../../core/status.ts";
import type { JobRecord } from "./jobs.record.ts";

/** Most characters of a job's history. Beyond that the oldest lines go: some hundred changes stay. */
export const MOST_HISTORY = 20_000;

/** A job came to a status. */
export interface StatusChange {
  /** ISO 8601. */
  readonly time: string;
  readonly status: Status;
  readonly attempt: number;
  readonly worker: string | null;
}

/** One time that a job was tried. */
export interface JobAttempt {
  readonly attempt: number;
  /** The last one of the attempt. */
  readonly status: Status;
  readonly worker: string | null;
  readonly began: string | null;
  /** When it had an outcome, or the next attempt opened. */
  readonly ended: string | null;
  /** Seconds from `began` to `ended`, as the worker measured it where it did. */
  readonly runtime: number | null;
  readonly error: JsonValue;
}

type Stated = Pick<JobState, "status" | "retries" | "worker" | "began" | "ended">;

/** The lines for what changed. @param now ISO 8601, for a change whose event does not tell its time. */
export function historyLines(before: Stated, after: Stated, now: string): string {
  const isNewAttempt = after.retries !== before.retries;
  const worker = isNewAttempt || after.worker !== before.worker ? after.worker : null;
  const begins = after.began !== null && (isNewAttempt || before.began === null);
  const changes = isNewAttempt || after.status !== before.status;
  // Several events of one job may come as one, or the first of them last.
  const startLine = begins && after.status !== "STARTED" ? line(after.retries, "STARTED", after.began ?? now, worker) : "";
  if (!changes) return startLine;
  const time = (isEnded(after.status) ? after.ended : after.status === "STARTED" ? after.began : null) ?? now;
  return startLine + line(after.retries, after.status, time, startLine === "" ? worker : null);
}

/** The line of a job that no event has touched yet. */
export function firstLine({ status, retries, worker, created }: JobRecord): string {
  return line(retries, status, created, worker);
}

function line(attempt: number, status: Status, time: string, worker: string | null): string {
  const name = worker?.replaceAll(/\s/g, " ");
  return `${attempt} ${status} ${Date.parse(time)}${name ? ` ${name}` : ""}\n`;
}

const LINE = /^(\d+) ([A-Z]+) (-?\d+)(?: (.*))?$/;

/** What the lines say: attempts in order, and the statuses of one in the order in which they followed each other. */
export function parseHistory(text: string): StatusChange[] {
  const lines = text.split("\n");
  // The first one may have been cut off.
  if (text.length >= MOST_HISTORY) lines.shift();
  const changes: StatusChange[] = [];
  for (const each of lines) {
    const [, attempt, status, ms, worker] = LINE.exec(each) ?? [];
    if (!isStatus(status)) continue;
    const last = changes.at(-1);
    const sameWorker = last?.attempt === Number(attempt) ? last.worker : null;
    addChange(changes, {
      time: new Date(Number(ms)).toISOString(),
      status,
      attempt: Number(attempt),
      worker: worker ?? sameWorker,
    });
  }
  return withTimesInOrder(changes);
}

/** A start that was told late goes where it belongs; whatever else there is came in order. */
function addChange(changes: StatusChange[], change: StatusChange): void {
  let place = changes.length;
  if (change.status === "STARTED") {
    while (place > 0 && isAfterStart(changes[place - 1], change.attempt)) place -= 1;
  }
  changes.splice(place, 0, change);
}

function isAfterStart(change: StatusChange | undefined, attempt: number): boolean {
  return change?.attempt === attempt && STATUSES[change.status].rank > STATUSES.STARTED.rank;
}

/** Some times are by the clock of a worker, others by the hub's: nothing was later than what followed it. */
function withTimesInOrder(changes: readonly StatusChange[]): StatusChange[] {
  let next = "9999";
  return changes
    .toReversed()
    .map((change) => {
      if (change.time < next) next = change.time;
      return { ...change, time: next };
    })
    .toReversed();
}

/** Why attempts failed that were not the last one, by their number. */
export type AttemptErrors = Readonly<Record<string, JsonValue>>;

/** Oldest first. Of the job's current attempt, its own record says it all. */
export function attemptsOf(job: JobRecord, changes: readonly StatusChange[], errors: AttemptErrors): JobAttempt[] {
  const numbers = new Set(changes.map(({ attempt }) => attempt).filter((attempt) => attempt < job.retries));
  const earlier = [...numbers].sort((a, b) => a - b);
  const { retries: attempt, status, worker, began, ended, runtime, error } = job;
  return [
    ...earlier.map((number) => pastAttempt(number, changes, errors[number] ?? null)),
    { attempt, status, worker, began, ended, runtime: runtime ?? secondsBetween(began, ended), error },
  ];
}

function pastAttempt(attempt: number, all: readonly StatusChange[], error: JsonValue): JobAttempt {
  const changes = all.filter((change) => change.attempt === attempt);
  const { status, worker, time } = changes.at(-1) as StatusChange;
  const began = changes.find((change) => change.status === "STARTED")?.time ?? null;
  const nextOpened = all.find((change) => change.attempt > attempt)?.time ?? null;
  const ended = isEnded(status) || status === "RETRY" ? time : nextOpened;
  return { attempt, status, worker, began, ended, runtime: secondsBetween(began, ended), error };
}

function secondsBetween(began: string | null, ended: string | null): number | null {
  return began === null || ended === null ? null : Math.max(0, Date.parse(ended) - Date.parse(began)) / 1000;
}
