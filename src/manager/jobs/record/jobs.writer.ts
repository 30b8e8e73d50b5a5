/**
 * Changes jobs. The requests that arrive while a group is being written form the next one: the jobs are read, unless this
 * manager has just written them itself, the changes folded into them in the order of arrival, and what came of it is written
 * in one statement. Nothing is locked in between: a job that somebody else has written meanwhile is read and folded again. Each
 * change is answered with the job as its group left it.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../../core/backoff.ts";
import { ApiError } from "../../../core/errors.ts";
import { GroupCommit } from "../../../core/group-commit.ts";
import { type Database, isUnavailable, type Queryable } from "../../../database/connect.ts";
import type { Hub } from "../../hub.ts";
import { attemptChanges, type Outcome } from "./jobs.attempt.ts";
import type { JobChange } from "./jobs.change.ts";
import { isRace, refusalOf } from "./jobs.errors.ts";
import { RecentJobs } from "./jobs.recent.ts";
import type { JobRecord } from "./jobs.record.ts";

/** Most tries of changes whose jobs others keep changing. */
const MAX_TRIES = 20;

export class JobWriter {
  readonly #database: Database;
  readonly #metrics: Hub["metrics"];
  readonly #now: () => number;
  readonly #recent = new RecentJobs();
  /**
   * One group at a time. With two at once they are half as large, and half of what a group costs does not depend on its size: updates
   * took a third more CPU, and the slowest of them nearly twice as long.
   */
  readonly #changes = new GroupCommit<JobChange, Outcome>({ write: (changes) => this.#write(changes) });

  constructor({ database, metrics, now }: Pick<Hub, "database" | "metrics" | "now">) {
    this.#database = database;
    this.#metrics = metrics;
    this.#now = now;
  }

  /** @throws {ApiError} a 404 if there is no such job. */
  async change(change: JobChange): Promise<JobRecord> {
    return orThrow(await this.#changes.add(change));
  }

  /** One outcome each, in order. What is wrong with one change does no harm to the others. */
  changeMany(changes: readonly JobChange[]): Promise<Outcome[]> {
    return Promise.all(changes.map((change) => this.#changes.add(change)));
  }

  /** Takes note of a job that was just made: its first change need not read it. */
  remember(job: JobRecord): void {
    this.#recent.keep(job);
  }

  /**
   * One change, and in the same transaction what has to happen along with it.
   * @throws {ApiError} a 404 if there is no such job.
   */
  async changeWith(change: JobChange, along: (job: JobRecord, tx: Queryable) => Promise<void>): Promise<JobRecord> {
    const [outcome] = await this.#changeAlong([change], async ([job], tx) => job && along(job, tx));
    return orThrow(outcome);
  }

  /** Several, of which those are answered that are there. */
  async changeAllWith(
    changes: readonly JobChange[],
    along: (jobs: readonly JobRecord[], tx: Queryable) => Promise<void>,
  ): Promise<JobRecord[]> {
    return (await this.#changeAlong(changes, along)).filter(isWritten);
  }

  #changeAlong(changes: readonly JobChange[], along: (jobs: readonly JobRecord[], tx: Queryable) => Promise<void>) {
    return this.#untilWritten(changes, (waiting) =>
      this.#database.transaction(async (tx) => {
        // What a transaction writes is there when it commits, which may fail: nothing of that is remembered.
        const outcomes = await this.#attempt(waiting, tx, new RecentJobs());
        await along(outcomes.filter(isWritten), tx);
        return outcomes;
      }),
    );
  }

  async #write(changes: readonly JobChange[]): Promise<Outcome[]> {
    this.#metrics.group("jobs", changes.length);
    try {
      return await this.#untilWritten(changes, (waiting) => this.#attempt(waiting, this.#database, this.#recent));
    } catch (error) {
      if (isUnavailable(error) || error instanceof ApiError) throw error;
      return changes.length > 1 ? this.#writeOneByOne(changes) : [refusalOf(error as Error)];
    }
  }

  /** The database refuses something of the group: this finds out whose it is. */
  async #writeOneByOne(changes: readonly JobChange[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const change of changes) outcomes.push(...(await this.#write([change])));
    return outcomes;
  }

  async #untilWritten(
    changes: readonly JobChange[],
    attempt: (waiting: readonly JobChange[]) => Promise<readonly (Outcome | undefined)[]>,
  ): Promise<Outcome[]> {
    const known = new Map<JobChange, Outcome>();
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const waiting = changes.filter((change) => !known.has(change));
      const outcomes = await attempt(waiting).catch(nothingIfRaced);
      waiting.forEach((change, i) => {
        const outcome = outcomes[i];
        if (outcome) known.set(change, outcome);
      });
      if (known.size === changes.length) return changes.map((change) => known.get(change) as Outcome);
      await sleep(backoffMs(tries, { firstMs: 1, mostMs: 50 }));
    }
    throw new ApiError("unavailable", "Too much changes this job at once. Try again soon.");
  }

  async #attempt(changes: readonly JobChange[], db: Queryable, recent: RecentJobs): Promise<readonly (Outcome | undefined)[]> {
    const { outcomes, reached } = await attemptChanges(db, changes, new Date(this.#now()).toISOString(), recent);
    for (const status of reached) this.#metrics.jobs(status);
    return outcomes;
  }
}

function isWritten(outcome: Outcome | undefined): outcome is JobRecord {
  return outcome !== undefined && !(outcome instanceof Error);
}

function orThrow(outcome: Outcome | undefined): JobRecord {
  if (outcome && !(outcome instanceof Error)) return outcome;
  throw outcome ?? new ApiError("internal");
}

function nothingIfRaced(error: unknown): readonly undefined[] {
  if (isRace(error)) return [];
  throw error;
}
