/** Following one job: its log as it comes, and its state, until it has ended. */

import { type Hub, isPassing, type Job, type ListedJob } from "../../../clients/typescript/src/client.ts";
import type { LogEntry } from "../../core/job.ts";
import { isEnded } from "../../core/status.ts";

export type JobNow = Omit<ListedJob, "log"> & { readonly position?: number | null };

export interface FollowOptions {
  readonly hub: Hub;
  readonly project: number | string;
  readonly job: JobNow;
  /** Ends the following, not the job. */
  readonly signal?: AbortSignal;
  readonly onJob?: (job: JobNow) => void;
  readonly onLog?: (entries: readonly LogEntry[]) => void;
  /** The job runs again: its log starts anew. */
  readonly onAttempt?: (retries: number) => void;
}

const PAGE = 1_000;
/** A job that waits moves up when others go, which is no change of its own: its place is asked for this often. */
const POSITION_MS = 2_000;

export class Follower {
  readonly #options: FollowOptions;
  #job: JobNow;
  #attempt: number;
  #printed = 0;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#job = options.job;
    this.#attempt = options.job.retries;
  }

  /** Resolves with the job once it has ended, or with null when the signal aborts. */
  async run(): Promise<Job | null> {
    const { hub, project, signal } = this.#options;
    const timer = setInterval(() => void this.#askPosition(), POSITION_MS);
    try {
      for await (const event of hub.live(project, { job: this.#job.id, ...(signal && { signal }) })) {
        await this.#take(event.type === "job" ? event.job : await this.#read());
        if (isEnded(this.#job.status)) return await this.#read();
      }
      return null;
    } catch (error) {
      if (signal?.aborted) return null;
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  async #take(job: JobNow): Promise<void> {
    if (job.retries > this.#attempt) {
      this.#attempt = job.retries;
      this.#printed = 0;
      this.#options.onAttempt?.(job.retries);
    }
    this.#job = job;
    this.#options.onJob?.(job);
    await this.#printLog();
  }

  async #printLog(): Promise<void> {
    const { hub, project, signal, onLog } = this.#options;
    while (this.#printed < this.#job.logLength) {
      const place = { project, job: this.#job.id, offset: this.#printed, limit: PAGE };
      const page = await hub.projects.projectsJobsLog(place, { retries: 5, ...(signal && { signal }) });
      if (page.results.length === 0) return;
      this.#printed += page.results.length;
      onLog?.(page.results);
    }
  }

  #read(): Promise<Job> {
    const { hub, project, signal } = this.#options;
    return hub.projects.projectsJobsRead({ project, job: this.#job.id }, { retries: 5, ...(signal && { signal }) });
  }

  async #askPosition(): Promise<void> {
    const { hub, project, signal, onJob } = this.#options;
    if (this.#job.status !== "DISPATCHED" || !onJob) return;
    try {
      const job = await hub.projects.projectsJobsRead({ project, job: this.#job.id }, { ...(signal && { signal }) });
      if (this.#job.status === "DISPATCHED") onJob(job);
    } catch (error) {
      if (!signal?.aborted && !isPassing(error)) throw error;
    }
  }
}
