/**
 * Jobs that died with their worker. A worker of Celery acknowledges a task when it begins, unless it is told otherwise (`acks_late`), and when it is
 * killed then, nobody has the task any more: RabbitMQ does not deliver it again, and no event ever comes. Such a job fails, honestly, once
 * - its worker has been silent for minutes, and
 * - its queue has no tasks that wait, so that it cannot be one of them, and
 * - no worker says that it has the task, nor is there one of its worker's name that does not answer, such as one that is busy, and
 * - all this is so twice in a row, with nothing heard of the job in between.
 */

import type { QueueDepth } from "../../../broker/broker.ts";
import { Loop } from "../../../broker/loop.ts";
import type { JsonObject, JsonValue } from "../../../core/json.ts";
import type { Service } from "../../../core/lifecycle.ts";
import type { Hub } from "../../http/types.ts";
import { findStranded, type Stranded } from "../lists/jobs.kinds.store.ts";
import { eventChange } from "../record/jobs.change.ts";
import type { JobWriter } from "../record/jobs.writer.ts";

const EVERY_MS = 15_000;
/** A worker that was told to stop is silent, too, while it ends what it runs. */
const SILENT_MS = 120_000;
const ANSWER_MS = 3_000;
const MOST = 1_000;

export class JobLosses implements Service {
  readonly #hub: Hub;
  readonly #writer: JobWriter;
  readonly #loop: Loop;
  /** Versions of those that seemed lost in the last round. */
  #suspects = new Map<number, number>();

  constructor(hub: Hub, writer: JobWriter) {
    this.#hub = hub;
    this.#writer = writer;
    this.#loop = new Loop({
      step: async () => {
        await this.look();
        return false;
      },
      restMs: EVERY_MS,
      onError: (error) => hub.log.warn({ err: error }, "could not look for jobs whose worker is gone; will try again"),
    });
  }

  /** Does nothing on a broker that Celery does not use. */
  async start(): Promise<void> {
    if (this.#hub.broker.transport === "amqp") await this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** One round. */
  async look(): Promise<void> {
    const { database, now } = this.#hub;
    const [silentSince, present] = [now() - SILENT_MS, now()].map((ms) => new Date(ms).toISOString()) as [string, string];
    const stranded = await findStranded(database, silentSince, present, MOST);
    const seemLost = stranded.length > 0 ? await this.#withoutTrace(stranded) : [];
    const lost = seemLost.filter(({ id, version }) => this.#suspects.get(id) === version);
    this.#suspects = new Map(seemLost.map(({ id, version }) => [id, version]));
    if (lost.length > 0) await this.#fail(lost);
  }

  /** Queues first: what leaves one meanwhile is with a worker when these are asked. */
  async #withoutTrace(stranded: readonly Stranded[]): Promise<Stranded[]> {
    const { broker } = this.#hub;
    const depths = new Map((await broker.depths()).map((depth) => [depth.queue, depth]));
    const ids = stranded.map(({ id }) => String(id));
    const answers = await broker.control.request("query_task", { ids }, { timeoutMs: ANSWER_MS });
    const held = new Set(Object.values(answers).flatMap(tasksIn));
    const isBusy = await this.#busyWorkers(stranded, answers);
    return stranded.filter(
      ({ id, worker, brokerQueue }) => !held.has(String(id)) && !isBusy.has(worker) && isEmpty(depths.get(brokerQueue ?? "")),
    );
  }

  /** Those of the workers that are connected, and do not answer. */
  async #busyWorkers(stranded: readonly Stranded[], answers: Readonly<Record<string, JsonValue>>): Promise<Set<string>> {
    const silent = [...new Set(stranded.map(({ worker }) => worker))].filter((worker) => !Object.hasOwn(answers, worker));
    return new Set(await this.#hub.broker.control.connected(silent));
  }

  async #fail(lost: readonly Stranded[]): Promise<void> {
    const ended = new Date(this.#hub.now()).toISOString();
    this.#hub.log.warn({ jobs: lost.map(({ id }) => id) }, "jobs died with their workers");
    await this.#writer.changeMany(
      lost.map(({ id, worker, retries }) => {
        const message = `Worker ${worker} was lost while it ran the job. It had taken the task off its queue, so nobody runs it again.`;
        return eventChange(id, { status: "FAILURE", retries, ended, error: { type: "WorkerLost", message } });
      }),
    );
  }
}

function tasksIn(answer: JsonValue): string[] {
  return typeof answer === "object" && answer !== null ? Object.keys(answer as JsonObject) : [];
}

/** A queue that nobody knows of may hold the task. */
function isEmpty(depth: QueueDepth | undefined): boolean {
  return depth?.waiting === 0;
}
