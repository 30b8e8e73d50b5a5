/** One try to make several changes: read the jobs, fold the changes into them, write what came of it. */

import { ApiError } from "../../core/errors.ts";
import type { Status } from "../../core/status.ts";
import type { Queryable } from "../../database/connect.ts";
import type { JobChange } from "./jobs.change.ts";
import { JobDraft } from "./jobs.draft.ts";
import type { JobRecord } from "./jobs.record.ts";
import { findJobs, findLogPositions, type LogName } from "./jobs.store.ts";
import { writeJobs } from "./jobs.write.ts";
import { LogIndex } from "./log-index.ts";

/** What came of a change: the job, or why not. */
export type Outcome = JobRecord | Error;

export interface Attempt {
  /** In the order of the changes; undefined for those of a job that somebody else was faster to write. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** The statuses that jobs came to. */
  readonly reached: readonly Status[];
}

/** @param now ISO 8601. */
export async function attemptChanges(db: Queryable, changes: readonly JobChange[], now: string): Promise<Attempt> {
  const drafts = await readDrafts(db, changes);
  for (const change of changes) {
    const draft = drafts.get(change.id);
    if (draft) change.apply(draft, now);
  }
  const changed = [...drafts.values()].filter(({ isChanged }) => isChanged);
  const written = changed.length > 0 ? await writeJobs(db, changed, now) : new Set<number>();
  const reached = changed.filter(({ job, stored }) => written.has(job.id) && job.status !== stored.status);
  return {
    outcomes: changes.map(({ id }) => outcomeOf(drafts.get(id), written, now)),
    reached: reached.map(({ job }) => job.status),
  };
}

function outcomeOf(draft: JobDraft | undefined, written: ReadonlySet<number>, now: string): Outcome | undefined {
  if (!draft) return new ApiError("notFound");
  const { job, stored, isChanged } = draft;
  if (!isChanged) return stored;
  return written.has(job.id) ? { ...job, updated: now, version: stored.version + 1 } : undefined;
}

async function readDrafts(db: Queryable, changes: readonly JobChange[]): Promise<Map<number, JobDraft>> {
  const jobs = await findJobs(db, [...new Set(changes.map(({ id }) => id))]);
  const logs = await readLogs(db, jobs, changes);
  return new Map(jobs.map((job) => [job.id, new JobDraft(job, logs.get(job.id))]));
}

/** The logs that cannot be told from the record alone: by job, and by attempt. */
async function readLogs(db: Queryable, jobs: readonly JobRecord[], changes: readonly JobChange[]) {
  const logs = new Map<number, Map<number, LogIndex>>();
  const names: LogName[] = [
    ...jobs.filter(({ logLength, logEnd }) => logLength < logEnd).map(({ id, retries }) => ({ id, attempt: retries })),
    ...changes.flatMap(({ id, attempt }) => (typeof attempt === "number" ? [{ id, attempt }] : [])),
  ];
  if (names.length === 0) return logs;
  const positions = await findLogPositions(db, names);
  names.forEach(({ id, attempt }, i) => {
    const ofJob = logs.get(id) ?? new Map<number, LogIndex>();
    logs.set(id, ofJob.set(attempt, new LogIndex(0, positions[i])));
  });
  return logs;
}
