/** What is recorded of a job, and the two ways in which it changes: by events, and by an operator's correction. */

import type { JsonValue } from "./json.ts";
import { isEnded, mayBecome, type Status } from "./status.ts";

/**
 * Methods of the API generation that Jobhub is compatible with. `parallel`, `series` and `chain` are compound. Workers may have others:
 * tasks of Celery, by the names that they are registered under.
 */
export const METHODS = [
  "parallel",
  "series",
  "chain",
  "clean",
  "archive",
  "pull",
  "push",
  "decode",
  "encode",
  "convert",
  "compile",
  "build",
  "execute",
  "session",
  "sleep",
] as const;

const KNOWN: ReadonlySet<string> = new Set(METHODS);

/** Whether every client of the API generation knows it. */
export function isKnownMethod(method: string): boolean {
  return KNOWN.has(method);
}

/** How often a job is started at most, when its workers die under it. */
export const DEFAULT_MAX_ATTEMPTS = 3;

/** One line of a job's log. The keys are the worker's own and are stored as they come. */
export type LogEntry = JsonValue;

/** Outcome and failure of a job, as people and clients read it. */
export interface JobError {
  /** Class of the failure, for example `ValueError` or `WorkerLost`. */
  readonly type: string;
  readonly message: string;
  readonly trace?: string | null;
}

/** The part of a job that events change. Times are ISO 8601 in UTC; `runtime` is in seconds. */
export interface JobState {
  readonly status: Status;
  /** Number of the current attempt, from 0. It fences: events of an older attempt change nothing. */
  readonly retries: number;
  /** Position of the newest applied update within the attempt; -1 before the first. */
  readonly sequence: number;
  readonly isActive: boolean;
  readonly began: string | null;
  readonly ended: string | null;
  readonly runtime: number | null;
  readonly worker: string | null;
  readonly result: JsonValue;
  readonly error: JsonValue;
  readonly urls: JsonValue;
  readonly progress: JsonValue;
}

/** A job on its queue, of which nothing has been heard yet. */
export const DISPATCHED_JOB: JobState = {
  status: "DISPATCHED",
  retries: 0,
  sequence: -1,
  isActive: true,
  began: null,
  ended: null,
  runtime: null,
  worker: null,
  result: null,
  error: null,
  urls: null,
  progress: null,
};

/** What one event, or several folded ones, say of a job. An absent or null field says nothing. */
export interface JobPatch {
  readonly status?: Status | null;
  readonly retries?: number | null;
  /** Position of the update within its attempt, from 0: of two snapshots of `urls` and `progress` the later stays. */
  readonly sequence?: number | null;
  readonly began?: string | null;
  readonly ended?: string | null;
  readonly runtime?: number | null;
  readonly worker?: string | null;
  readonly result?: JsonValue;
  readonly error?: JsonValue;
  readonly urls?: JsonValue;
  readonly progress?: JsonValue;
}

/** Log entries and the position of the first of them in the log of their attempt. */
export interface LogPart {
  readonly entries: readonly LogEntry[];
  readonly offset: number;
}

/** The attempt that a patch speaks of: its own number, or the current one if it names none. */
export function attemptOf(job: JobState, patch: JobPatch): number {
  return patch.retries ?? job.retries;
}

/**
 * The job after an event. Any order, repetition or delay of the events of a job leads to the same state: an older
 * attempt changes nothing, a newer one starts afresh unless the job has ended, ranks only rise, and facts that come
 * late fill what is still empty.
 *
 * @param now stands in for an outcome's missing `ended`, ISO 8601.
 */
export function applyEvent(job: JobState, patch: JobPatch, now: string): JobState {
  const attempt = attemptOf(job, patch);
  if (attempt < job.retries) return job;
  if (attempt > job.retries) {
    if (isEnded(job.status)) return confirm(job, patch, now);
    return applyEvent(openAttempt(job, attempt), patch, now);
  }
  return withStatus(withFacts(job, patch), patch, now);
}

/**
 * Whether the log entries of a patch belong to the current log: those of an older attempt are past, and a newer
 * attempt does not open on an ended job. `job` is the state before the patch.
 */
export function takesLog(job: JobState, patch: JobPatch): boolean {
  const attempt = attemptOf(job, patch);
  return attempt === job.retries || (attempt > job.retries && !isEnded(job.status));
}

/** A cancelled job takes its worker's confirmation, of whatever newer attempt, and nothing else. */
function confirm(job: JobState, patch: JobPatch, now: string): JobState {
  return patch.status && mayBecome(job.status, patch.status) ? withStatus(job, patch, now) : job;
}

function openAttempt(job: JobState, attempt: number): JobState {
  return { ...job, ...DISPATCHED_JOB, retries: attempt };
}

function withFacts(job: JobState, patch: JobPatch): JobState {
  const rises = patch.status ? mayBecome(job.status, patch.status) : !isEnded(job.status);
  return {
    ...job,
    ...newest(job, patch),
    began: earliest(job.began, patch.began ?? null),
    worker: (rises ? patch.worker : null) ?? job.worker ?? patch.worker ?? null,
  };
}

/**
 * `urls` and `progress` replace each other. An event with a `sequence` holds both as they were then, so the highest
 * sequence stays; one without replaces what it names while the job runs.
 */
function newest(job: JobState, patch: JobPatch): Pick<JobState, "urls" | "progress" | "sequence"> {
  const { urls, progress, sequence } = job;
  const given = patch.sequence ?? null;
  if (given !== null && given <= sequence) return { urls, progress, sequence };
  if (given === null && isEnded(job.status)) {
    return { urls: urls ?? patch.urls ?? null, progress: progress ?? patch.progress ?? null, sequence };
  }
  return { urls: patch.urls ?? urls, progress: patch.progress ?? progress, sequence: given ?? sequence };
}

function withStatus(job: JobState, patch: JobPatch, now: string): JobState {
  const status = patch.status ?? job.status;
  const moves = mayBecome(job.status, status);
  if (status !== job.status && !moves) return job;
  const next = moves ? { ...job, status, isActive: !isEnded(status) } : job;
  const given = { ...next, ...outcome(patch, moves || !isEnded(job.status), next) };
  return isEnded(status) && given.ended === null ? { ...given, ended: now } : given;
}

/** The outcome comes with the event that ends the job; a repetition only fills what that one left empty. */
function outcome(patch: JobPatch, replaces: boolean, job: JobState): Pick<JobState, "ended" | "runtime" | "result" | "error"> {
  const pick = <T>(given: T | null | undefined, stored: T | null) => (replaces ? (given ?? stored) : (stored ?? given ?? null));
  return {
    ended: pick(patch.ended, job.ended),
    runtime: pick(patch.runtime, job.runtime),
    result: pick(patch.result, job.result),
    error: pick(patch.error, job.error),
  };
}

export function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

/** Fields that an operator sets, and what to. */
export type Correction = Partial<Omit<JobState, "status">> & { readonly status?: Status | null };

/** An operator's correction: every field as given, no rank guard. A null status leaves the status as it is. */
export function applyCorrection(job: JobState, correction: Correction, now: string): JobState {
  const status = correction.status ?? job.status;
  const changes = status !== job.status;
  const given = {
    ...job,
    ...(changes && { isActive: !isEnded(status), ended: null }),
    ...withoutUndefined(correction),
    status,
  };
  return isEnded(status) && given.ended === null ? { ...given, ended: changes ? now : (job.ended ?? now) } : given;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
