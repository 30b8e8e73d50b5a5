/**
 * For a broker that has no part in the record's transactions: publishes the tasks of jobs that wait for it, and marks those that it has
 * confirmed. A sweep publishes again what was never confirmed, since a crash or a lost connection may come in between.
 */

import type { JsonObject } from "../../../core/json.ts";
import type { Service } from "../../../core/lifecycle.ts";
import { open } from "../../../core/secrets.ts";
import type { Task } from "../../../core/task.ts";
import type { Hub } from "../../hub.ts";
import { eventChange } from "../record/jobs.change.ts";
import type { JobRecord } from "../record/jobs.record.ts";
import type { JobWriter } from "../record/jobs.writer.ts";
import { taskOf } from "./dispatch.ts";
import { findUnpublished, type TaskToSend } from "./jobs.tasks.store.ts";

const SWEEP_MS = 5_000;
/** A job that has waited for longer than this was forgotten by whoever made it. */
const FORGOTTEN_MS = 10_000;
const MAX_SWEPT = 500;

export class JobPublisher implements Service {
  readonly #hub: Hub;
  readonly #writer: JobWriter;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(hub: Hub, writer: JobWriter) {
    this.#hub = hub;
    this.#writer = writer;
  }

  /** Sweeps at once and every few seconds. Does nothing where the broker takes part in transactions. */
  async start(): Promise<void> {
    if (this.#timer || this.#hub.broker.transactional) return;
    const sweep = () => {
      this.#sweeping ??= this.sweep().finally(() => {
        this.#sweeping = undefined;
      });
    };
    this.#timer = setInterval(sweep, SWEEP_MS);
    sweep();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#sweeping;
  }

  /** Answers the jobs as they are then, in order; nothing if the broker did not take the tasks, and the sweep sees to them. */
  async publish(tasks: readonly Task[]): Promise<(JobRecord | undefined)[]> {
    try {
      await this.#hub.broker.publish(tasks);
      return await this.#markDispatched(tasks.map(({ id }) => Number(id)));
    } catch (error) {
      this.#hub.log.warn({ err: error, jobs: tasks.length }, "could not publish; will try again");
      return [];
    }
  }

  /** Publishes what has waited for too long. */
  async sweep(): Promise<void> {
    const { database, log, now } = this.#hub;
    try {
      for (let more = true; more; ) {
        const before = new Date(now() - FORGOTTEN_MS).toISOString();
        const jobs = await findUnpublished(database, before, MAX_SWEPT);
        await this.send(jobs);
        await this.#markDispatched(jobs.map(({ id }) => id));
        more = jobs.length === MAX_SWEPT;
      }
    } catch (error) {
      log.warn({ err: error }, "could not publish what waits; will try again");
    }
  }

  /** Resolves once the broker has the tasks. */
  async send(jobs: readonly TaskToSend[]): Promise<void> {
    await this.#hub.broker.publish(jobs.map((job) => taskOf(job, this.#secretsOf(job))));
  }

  #secretsOf({ sealed }: TaskToSend): JsonObject | null {
    return sealed === null ? null : (open(sealed, this.#hub.config.secretKey) as JsonObject);
  }

  /** Undefined where that went wrong. A job that was cancelled before it was published is told to the broker again. */
  async #markDispatched(ids: readonly number[]): Promise<(JobRecord | undefined)[]> {
    const outcomes = await this.#writer.changeMany(ids.map((id) => eventChange(id, { status: "DISPATCHED" })));
    const cancelled = outcomes.filter((job) => !(job instanceof Error) && job.status === "CANCELLED") as JobRecord[];
    await this.#hub.broker.revoke(cancelled.map(({ id }) => String(id)));
    return outcomes.map((job) => (job instanceof Error ? undefined : job));
  }
}
