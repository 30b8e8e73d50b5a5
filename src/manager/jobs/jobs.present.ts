/** A job as the API answers it. */

import type { LogEntry } from "../../core/job.ts";
import { type Place, runtimeFormatted, statusMessage, summaryString } from "./record/jobs.messages.ts";
import type { JobRecord } from "./record/jobs.record.ts";
import { outsideUrls } from "./record/jobs.urls.ts";

export interface Surroundings {
  /** Address of this hub as the caller knows it. */
  readonly origin: string;
  /** Of a job that is dispatched. */
  readonly place: Place | null;
}

/** A job as in lists and in the live feed: without `log`, `position` and `children`. */
export function presentSummary(job: JobRecord, { origin, place }: Surroundings) {
  const urls = job.isActive && job.urls !== null ? outsideUrls(job, job.urls, origin) : null;
  return {
    id: job.id,
    statusMessage: statusMessage(job, place),
    summaryString: summaryString(job),
    runtimeFormatted: runtimeFormatted(job),
    url: urls?.ws ?? null,
    key: job.key,
    description: job.description,
    created: job.created,
    updated: job.updated,
    began: job.began,
    ended: job.ended,
    status: job.status,
    isActive: job.isActive,
    method: job.method,
    params: job.params,
    result: job.result,
    error: job.error,
    runtime: job.runtime,
    worker: job.worker,
    retries: job.retries,
    callbackId: job.callbackId,
    callbackMethod: job.callbackMethod,
    callbackType: job.callbackType,
    project: job.project,
    snapshot: job.snapshot,
    creator: job.creator,
    queue: job.queue,
    parent: job.parent,
    users: job.users,
    anonUsers: job.anonUsers,
    urls,
    progress: job.progress,
    logLength: job.logLength,
    maxAttempts: job.maxAttempts,
    taskId: job.taskId ?? String(job.id),
    rerunOf: job.rerunOf,
  };
}

/** In lists, the log is left out: it is read by itself. */
export function presentListed(job: JobRecord, surroundings: Surroundings) {
  return Object.assign(presentSummary(job, surroundings), { log: null });
}

export interface Belongings extends Surroundings {
  /** Null if it is empty. */
  readonly log: readonly LogEntry[] | null;
  readonly children: readonly number[];
}

/** The full job. */
export function presentJob(job: JobRecord, { log, children, ...surroundings }: Belongings) {
  return Object.assign(presentSummary(job, surroundings), { position: surroundings.place?.position ?? null, children, log });
}
