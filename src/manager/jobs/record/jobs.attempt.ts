/** One try to make several changes: read the jobs, fold the changes into them, write what came of it. */

import { ApiError } from "../../../core/errors.ts";
import type { Status } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import { JobDraft } from "../dispatch/jobs.draft.ts";
import { findJobs, findLogPositions, type LogName, type LogRange, type LogSize, measureLog } from "../jobs.store.ts";
import type { JobChange } from "./jobs.change.ts";
import { RecentJobs } from "./jobs.recent.ts";
import type { JobRecord } from "./jobs.record.ts";
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

/**
 * @param recent jobs that need not be read, and where those go that are written.
 * @param now ISO 8601.
 */
export async function attemptChanges(
  db: Queryable,
  changes: readonly JobChange[],
  now: string,
  recent: RecentJobs = new RecentJobs(),
): Promise<Attempt> {
  const drafts = await foldChanges(db, changes, now, recent);
  const changed = [...drafts.values()].filter(({ isChanged }) => isChanged);
  const written = changed.length > 0 ? await writeJobs(db, changed, now) : new Set<number>();
  const reached = changed.filter(({ job, stored }) => written.has(job.id) && job.status !== stored.status);
  for (const draft of changed) {
    if (written.has(draft.job.id)) recent.keep(afterWrite(draft, now));
    else recent.forget(draft.job.id);
  }
  return {
    outcomes: changes.map(({ id }) => outcomeOf(drafts.get(id), written, now)),
    reached: reached.map(({ job }) => job.status),
  };
}

/** The jobs with all changes folded into them, those that are remembered first: what changes none of those is looked at again. */
async function foldChanges(db: Queryable, changes: readonly JobChange[], now: string, recent: RecentJobs) {
  const drafts = new Map<number, JobDraft>();
  for (const { id, attempt } of changes) {
    const job = recent.get(id);
    if (job && typeof attempt !== "number") drafts.set(id, new JobDraft(job));
  }
  fold(changes, drafts, now);
  for (const [id, { isChanged }] of drafts) if (!isChanged) drafts.delete(id);
  const others = changes.filter(({ id }) => !drafts.has(id));
  if (others.length === 0) return drafts;
  const read = await readDrafts(db, others);
  fold(others, read, now);
  return new Map([...drafts, ...read]);
}

function fold(changes: readonly JobChange[], drafts: ReadonlyMap<number, JobDraft>, now: string): void {
  for (const change of changes) {
    const draft = drafts.get(change.id);
    if (draft) change.apply(draft, now);
  }
}

function afterWrite({ job, stored }: JobDraft, now: string): JobRecord {
  return { ...job, updated: now, version: stored.version + 1 };
}

function outcomeOf(draft: JobDraft | undefined, written: ReadonlySet<number>, now: string): Outcome | undefined {
  if (!draft) return new ApiError("notFound");
  const { job, stored, isChanged } = draft;
  if (!isChanged) return stored;
  return written.has(job.id) ? afterWrite(draft, now) : undefined;
}

async function readDrafts(db: Queryable, changes: readonly JobChange[]): Promise<Map<number, JobDraft>> {
  const jobs = await findJobs(db, [...new Set(changes.map(({ id }) => id))]);
  const logs = await readLogs(db, jobs, changes);
  return new Map(jobs.map((job) => [job.id, new JobDraft(job, logs.get(job.id))]));
}

/** The logs that cannot be told from the record alone, by job and by attempt: those with gaps, and those of other attempts. */
async function readLogs(db: Queryable, jobs: readonly JobRecord[], changes: readonly JobChange[]) {
  const logs = new Map<number, Map<number, LogIndex>>();
  const sizes = await sizesOf(db, jobs, changes);
  if (sizes.length === 0) return logs;
  const positions = await findLogPositions(
    db,
    sizes.map((size) => rangeOf(size, changes)),
  );
  sizes.forEach(({ id, attempt, logLength, logEnd }, i) => {
    const ofJob = logs.get(id) ?? new Map<number, LogIndex>();
    logs.set(id, ofJob.set(attempt, new LogIndex(logLength, logEnd, positions[i])));
  });
  return logs;
}

async function sizesOf(
  db: Queryable,
  jobs: readonly JobRecord[],
  changes: readonly JobChange[],
): Promise<(LogName & LogSize)[]> {
  const withGaps = jobs.filter(({ logLength, logEnd }) => logLength < logEnd);
  const sizes: (LogName & LogSize)[] = withGaps.map((job) => ({ ...job, attempt: job.retries }));
  for (const { id, attempt } of changes) {
    const job = jobs.find((each) => each.id === id);
    if (typeof attempt !== "number" || !job || attempt === job.retries) continue;
    sizes.push({ id, attempt, ...(await measureLog(db, { id, attempt })) });
  }
  return sizes;
}

/** As much of the log as the changes of its job are about. */
function rangeOf({ id, attempt }: LogName, changes: readonly JobChange[]): LogRange {
  const parts = changes.flatMap((change) => (change.id === id && change.log ? [change.log] : []));
  return {
    id,
    attempt,
    from: Math.min(...parts.map(({ offset }) => offset), Number.MAX_SAFE_INTEGER),
    to: Math.max(...parts.map(({ offset, entries }) => offset + entries.length), 0),
  };
}
