/** What statistics want to know of a change: that a job began, and after what wait; that it ended, how, and after what time. */

import { isEnded, STATUSES } from "../../../core/status.ts";
import { bucketOf } from "../../statistics/histogram.ts";
import type { JobDraft } from "../dispatch/jobs.draft.ts";
import type { JobRecord } from "./jobs.record.ts";

/** A row of `job_measures`. */
export interface Measure {
  readonly job_id: number;
  readonly time: string;
  readonly project_id: number | null;
  readonly method: string;
  /** `BEGAN`, or the status that it ended with. */
  readonly kind: string;
  readonly error_type: string;
  /** Of how long it waited or ran. */
  readonly bucket: number;
}

/** Where it is not known how long. */
export const NO_BUCKET = -1;

const LONGEST_ERROR_TYPE = 64;
/** Workers' clocks may be wrong, and events may come late: nothing changes what was longer ago, or is yet to come. */
const LATEST_MS = 24 * 3_600_000;

/** @param now ISO 8601. */
export function measuresOf({ job, stored }: JobDraft, now: string): Measure[] {
  const measures: Measure[] = [];
  const isNewAttempt = job.retries !== stored.retries;
  if (job.began !== null && (isNewAttempt || stored.began === null)) {
    // What a later attempt waited for is not only a worker.
    const bucket = job.retries === 0 ? bucketBetween(job.created, job.began) : NO_BUCKET;
    measures.push(measure(job, "BEGAN", timeOf(job.began, now), bucket));
  }
  if (isEnded(job.status) && !isEnded(stored.status)) {
    const bucket = job.runtime === null ? bucketBetween(job.began, job.ended) : bucketOf(job.runtime);
    measures.push(measure(job, job.status, timeOf(job.ended, now), bucket, errorTypeOf(job)));
  }
  return measures;
}

function measure(job: JobRecord, kind: string, time: string, bucket: number, errorType = ""): Measure {
  return { job_id: job.id, time, project_id: job.project, method: job.method, kind, error_type: errorType, bucket };
}

function bucketBetween(from: string | null, to: string | null): number {
  return from === null || to === null ? NO_BUCKET : bucketOf((Date.parse(to) - Date.parse(from)) / 1000);
}

function timeOf(told: string | null, now: string): string {
  const latest = Date.parse(now);
  const ms = told === null ? latest : Date.parse(told);
  return new Date(Math.min(Math.max(ms, latest - LATEST_MS), latest)).toISOString();
}

function errorTypeOf({ status, error }: JobRecord): string {
  if (STATUSES[status].category !== "Failed") return "";
  const type = (error as { type?: unknown } | null)?.type;
  return typeof type === "string" ? type.slice(0, LONGEST_ERROR_TYPE).toWellFormed() : "";
}
