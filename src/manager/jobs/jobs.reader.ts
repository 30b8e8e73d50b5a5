/** Jobs as the API answers them, with what is not in their own rows. Look-ups of requests at the same time share a statement. */

import { GroupCommit } from "../../core/group-commit.ts";
import type { LogEntry } from "../../core/job.ts";
import type { Hub } from "../hub.ts";
import { findPlaces, type QueuedJob } from "./dispatch/jobs.places.store.ts";
import { presentJob, presentListed, presentSummary } from "./jobs.present.ts";
import { findChildren, findLogs, type LogName } from "./jobs.store.ts";
import type { Place } from "./record/jobs.messages.ts";
import type { JobRecord } from "./record/jobs.record.ts";

/** Jobs that are made of others. */
export const COMPOUND_METHODS: ReadonlySet<string> = new Set(["parallel", "series", "chain"]);

export class JobReader {
  readonly #hub: Pick<Hub, "database" | "now">;
  readonly #logs: GroupCommit<LogName, LogEntry[] | null>;
  readonly #places: GroupCommit<QueuedJob, Place | null>;

  constructor(hub: Pick<Hub, "database" | "now">) {
    this.#hub = hub;
    this.#logs = new GroupCommit({ write: (names) => findLogs(hub.database, names) });
    this.#places = new GroupCommit({ write: (jobs) => this.#findPlaces(jobs) });
  }

  /** The full job; or without its log, as if it were empty. */
  async full(job: JobRecord, origin: string, withLog = true) {
    const [log, place, children] = await Promise.all([
      withLog && job.logLength > 0 ? this.#logs.add({ id: job.id, attempt: job.retries }) : null,
      isQueued(job) ? this.#places.add(job) : null,
      COMPOUND_METHODS.has(job.method) ? findChildren(this.#hub.database, job.id) : [],
    ]);
    return presentJob(job, { origin, log, place, children });
  }

  /** Jobs as in lists, in the same order. */
  async listed(jobs: readonly JobRecord[], origin: string) {
    const places = await this.#placesOf(jobs);
    return jobs.map((job, i) => presentListed(job, { origin, place: places[i] ?? null }));
  }

  /** Jobs as the live feed tells of them, in the same order. */
  async summaries(jobs: readonly JobRecord[], origin: string) {
    const places = await this.#placesOf(jobs);
    return jobs.map((job, i) => presentSummary(job, { origin, place: places[i] ?? null }));
  }

  async #placesOf(jobs: readonly JobRecord[]): Promise<(Place | null)[]> {
    return Promise.all(jobs.map((job) => (isQueued(job) ? this.#places.add(job) : null)));
  }

  async #findPlaces(jobs: readonly QueuedJob[]): Promise<(Place | null)[]> {
    const { database, now } = this.#hub;
    const places = await findPlaces(database, jobs, new Date(now()).toISOString());
    return jobs.map(({ id }) => places.get(id) ?? null);
  }
}

function isQueued(job: JobRecord): job is JobRecord & QueuedJob {
  return job.status === "DISPATCHED" && job.queue !== null;
}
