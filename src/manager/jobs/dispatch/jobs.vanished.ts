/**
 * Jobs whose tasks the broker has lost. RabbitMQ may come back from a crash without a queue that it had just made, and without what it
 * had confirmed on it; and somebody may delete a queue. The job's row is the outbox: its task is sent again, for the same attempt, once
 * - nothing was heard of the job for a minute, and
 * - the broker finds that nobody has its task (`Broker.findVanished`), twice, half a minute apart, and
 * - once more while no other manager does the same.
 *
 * Our workers drop a task that they have already. Celery's would run it twice: hence the patience. A task that was sent again three
 * times, and of which nothing was ever heard, is left alone: its worker sends no events.
 */

import { Counter } from "prom-client";
import type { SentTask } from "../../../broker/broker.ts";
import { Loop } from "../../../broker/loop.ts";
import type { Service } from "../../../core/lifecycle.ts";
import { DEFAULT_QUEUE } from "../../../core/task.ts";
import type { Hub } from "../../hub.ts";
import type { JobPublisher } from "./jobs.publisher.ts";
import type { SentJob } from "./jobs.tasks.store.ts";
import * as store from "./jobs.tasks.store.ts";

const EVERY_MS = 30_000;
const SILENT_MS = 60_000;
/** Workers that were heard of since then may have tasks of their queues, if they are still connected. */
const WORKERS_MS = 600_000;
/** Jobs in a round. */
const MOST = 500;
const MOST_TIMES = 3;

export class VanishedJobs implements Service {
  readonly #hub: Hub;
  readonly #publisher: JobPublisher;
  readonly #loop: Loop;
  readonly #counter: Counter;
  /** Versions of those whose task was not found in the last round. */
  #suspects = new Map<number, number>();
  /** How often tasks were sent again of which nothing has been heard since. */
  #times = new Map<number, number>();

  constructor(hub: Hub, publisher: JobPublisher) {
    this.#hub = hub;
    this.#publisher = publisher;
    this.#counter = new Counter({
      name: "jobhub_tasks_sent_again_total",
      help: "Tasks that the broker had lost, and that this manager has sent again.",
      registers: [hub.metrics.registry],
    });
    this.#loop = new Loop({
      step: async () => {
        await this.look();
        return false;
      },
      restMs: EVERY_MS,
      onError: (error) => hub.log.warn({ err: error }, "could not look for tasks that the broker has lost; will try again"),
    });
  }

  /** Does nothing where the broker has a part in the record's transactions: it loses nothing. */
  async start(): Promise<void> {
    if (!this.#hub.broker.transactional) await this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** One round. */
  async look(): Promise<void> {
    const silent = await store.findSilent(this.#hub.database, this.#ago(SILENT_MS), MOST);
    this.#times = new Map(silent.flatMap(({ id }) => (this.#times.has(id) ? [[id, this.#times.get(id) ?? 0]] : [])));
    const vanished = await this.#vanished(silent.filter(({ id }) => (this.#times.get(id) ?? 0) < MOST_TIMES));
    const lost = vanished.filter(({ id, version }) => this.#suspects.get(id) === version);
    this.#suspects = new Map(vanished.map(({ id, version }) => [id, version]));
    if (lost.length > 0) await this.#sendAgain(lost);
  }

  async #vanished(jobs: readonly SentJob[]): Promise<SentJob[]> {
    if (jobs.length === 0) return [];
    const { broker, database } = this.#hub;
    const workers = await store.findWorkersHeard(database, this.#ago(WORKERS_MS));
    const ids = new Set(await broker.findVanished(jobs.map(sentTask), workers));
    return jobs.filter(({ id }) => ids.has(String(id)));
  }

  async #sendAgain(lost: readonly SentJob[]): Promise<void> {
    const { database, log } = this.#hub;
    await database.transaction(async (tx) => {
      if (!(await store.lockSendingAgain(tx))) return;
      const tasks = await store.findStillSilent(tx, await this.#vanished(lost));
      await this.#publisher.send(tasks);
      for (const { id } of tasks) this.#noteSent(id);
      if (tasks.length > 0) log.warn({ jobs: tasks.map(({ id }) => id) }, "the broker has lost tasks; they were sent again");
    });
  }

  #noteSent(id: number): void {
    this.#counter.inc();
    this.#suspects.delete(id);
    const times = (this.#times.get(id) ?? 0) + 1;
    this.#times.set(id, times);
    if (times === MOST_TIMES) {
      this.#hub.log.error({ job: id }, "sent a task so often, and nothing was heard of it: do its workers send events?");
    }
  }

  #ago(ms: number): string {
    return new Date(this.#hub.now() - ms).toISOString();
  }
}

function sentTask({ id, brokerQueue }: SentJob): SentTask {
  return { id: String(id), queue: brokerQueue ?? DEFAULT_QUEUE };
}
