/** Events in Celery's vocabulary, ours or a Python worker's, as what the record takes. Pure. */

import type { Event, TaskEvent, TaskFailed, TaskRetried, TaskRevoked, TaskSucceeded, TaskUpdated } from "../core/event.ts";
import type { JobPatch, LogPart } from "../core/job.ts";
import type { Status } from "../core/status.ts";
import { parseException } from "./exception.ts";

/** What one event says of a job. */
export interface JobNews {
  readonly patch: JobPatch & { readonly status: Status };
  readonly log: LogPart | null;
}

/** The longest worker name that the record takes. */
const MAX_WORKER = 64;

/** The id of the job that a task runs: tasks of ours are named by it. Null for the task of someone else. */
export function jobId(event: TaskEvent): number | null {
  const id = /^[1-9]\d{0,15}$/.test(event.uuid) ? Number(event.uuid) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}

/** Null if the event says nothing of a job: one of an unknown type, or of a task that only changes its queue. */
export function translate(event: TaskEvent): JobNews | null {
  switch (event.type) {
    case "task-received":
      return news(event, { status: "RECEIVED" });
    case "task-started":
      return news(event, { status: "STARTED", began: isoTime(event.timestamp) });
    case "task-updated":
      return news(event, updated(event), logPart(event));
    case "task-succeeded":
      return news(event, { status: "SUCCESS", ...ended(event), result: event.result, error: resultLost(event) });
    case "task-failed":
      return news(event, { status: "FAILURE", ...ended(event), error: errorOf(event) });
    case "task-retried":
      return news(event, retried(event));
    case "task-revoked":
      return news(event, revoked(event));
    case "task-rejected":
      return event.requeue ? null : news(event, { status: "REJECTED", ...ended(event) });
    default:
      return null;
  }
}

type Said = JobPatch & { readonly status: Status };

function news(event: TaskEvent, said: Said, log: LogPart | null = null): JobNews {
  return { patch: { ...said, retries: event.retries, worker: workerName(event) }, log };
}

/** Only snapshots are numbered: an update with nothing but log would make one that comes after it count as old. */
function updated({ sequence, urls, progress }: TaskUpdated): Said {
  const hasSnapshot = (urls ?? progress ?? null) !== null;
  return { status: "RUNNING", sequence: hasSnapshot ? sequence : undefined, urls, progress };
}

function logPart({ log, logOffset = 0 }: TaskUpdated): LogPart | null {
  return Array.isArray(log) && log.length > 0 ? { entries: log, offset: logOffset } : null;
}

function ended(event: TaskEvent & { runtime?: number }): Pick<JobPatch, "ended" | "runtime"> {
  return { ended: isoTime(event.timestamp), runtime: event.runtime };
}

/** Why there is no result, with what monitors would show in its place: it is all that is left of it. */
function resultLost({ error, resultText }: TaskSucceeded) {
  if (!error || !resultText) return error;
  return { ...error, message: `${error.message} It was ${resultText}` };
}

/** Why it is tried again is kept where the event numbers its attempt: else it might stick to the next one. */
function retried(event: TaskRetried): Said {
  return { status: "RETRY", error: typeof event.retries === "number" ? errorOf(event) : undefined };
}

function revoked(event: TaskRevoked): Said {
  if (event.terminated) return { status: "TERMINATED", ...ended(event) };
  const expired = { type: "Expired", message: "It expired before a worker started it." };
  return { status: "REVOKED", ...ended(event), error: event.expired ? expired : undefined };
}

function errorOf({ error, exception, traceback }: TaskFailed | TaskRetried) {
  return error ?? { ...parseException(exception, traceback) };
}

/** Undefined for a time that is none: the record then takes its own. */
function isoTime(seconds: number): string | undefined {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Undefined for the broker, which ends what no worker can: it has no node name. */
function workerName({ hostname }: Event): string | undefined {
  if (!hostname?.includes("@")) return undefined;
  return hostname.length <= MAX_WORKER ? hostname : [...hostname].slice(0, MAX_WORKER).join("");
}
