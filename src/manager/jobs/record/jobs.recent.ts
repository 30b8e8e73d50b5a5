/**
 * Jobs as this manager last wrote them, so that the next update of one, which mostly comes soon, need not read it again.
 * Nothing is ever taken from here without the database's word: a write is refused if the job has another version by now, and
 * what would change nothing is decided on the job as it is.
 */

import { isEnded } from "../../../core/status.ts";
import type { JobRecord } from "./jobs.record.ts";

/** Most jobs that are remembered; the oldest go first. */
const MOST_JOBS = 20_000;
/** Largest job that is remembered, in characters of JSON. Together with the number it bounds the memory: 80 MB at worst, a few as a rule. */
const MOST_CHARS = 4_000;

export class RecentJobs {
  readonly #jobs = new Map<number, JobRecord>();

  get(id: number): JobRecord | undefined {
    return this.#jobs.get(id);
  }

  /** Remembers a job that was written; not one that has ended, for which hardly anything comes any more. */
  keep(job: JobRecord): void {
    this.#jobs.delete(job.id);
    if (isEnded(job.status) || job.logLength < job.logEnd || !isSmall(job)) return;
    this.#jobs.set(job.id, job);
    if (this.#jobs.size > MOST_JOBS) this.#forgetOldest();
  }

  forget(id: number): void {
    this.#jobs.delete(id);
  }

  #forgetOldest(): void {
    for (const id of this.#jobs.keys()) {
      this.#jobs.delete(id);
      return;
    }
  }
}

function isSmall({ params, urls, progress, description }: JobRecord): boolean {
  return JSON.stringify([params, urls, progress, description]).length <= MOST_CHARS;
}
