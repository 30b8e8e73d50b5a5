/**
 * Jobs that died with their worker. A worker of Celery acknowledges a task when it begins, unless it is told otherwise (`acks_late`), and when it is
 * killed then, nobody has the task any more: RabbitMQ does not deliver it again, and no event ever comes. Such a job fails, honestly, once
 * - its worker has been silent for a minute, or, if it has said goodbye, for as long as one may take to end what it runs, and
 * - its queue has no tasks that wait, so that it cannot be one of them, and
 * - no worker says that it has the task, nor is there one of its worker's name that does not answer, such as one that is busy, and
 * - all this is so for another minute, with nothing heard of the job in between. Where the broker itself was away, that minute begins when it is
 *   back: its workers have time to connect.
 */

import type { QueueDepth } from "../../../broker/broker.ts";
import { Loop } from "../../../broker/loop.ts";
import type { JsonObject, JsonValue } from "../../../core/json.ts";
import type { Service } from "../../../core/lifecycle.ts";
import type { Hub } from "../../hub.ts";
import { eventChange } from "../record/jobs.change.ts";
import type { JobWriter } from "../record/jobs.writer.ts";
import { findStranded, type StrandedJob } from "./jobs.tasks.store.ts";

const EVERY_MS = 15_000;
const SILENT_MS = 60_000;
/** A worker of Celery that was told to stop says so, and nothing more while it ends what it runs. Its manual lets it take ten minutes. */
const GOODBYE_MS = 900_000;
/** Celery's workers try to connect again every 30 s at least. */
const CERTAIN_MS = 60_000;
const ANSWER_MS = 3_000;
const MOST = 1_000;

interface Suspect {
  readonly version: number;
  readonly since: number;
}

export class JobLosses implements Service {
  readonly #hub: Hub;
  readonly #writer: JobWriter;
  readonly #loop: Loop;
  /** Those that have seemed lost in each round since a time. */
  #suspects: ReadonlyMap<number, Suspect> = new Map();

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
    const now = this.#hub.now();
    const since = (ms: number) => new Date(now - ms).toISOString();
    const times = { silentSince: since(SILENT_MS), goodbyeSince: since(GOODBYE_MS), now: since(0) };
    const stranded = await findStranded(this.#hub.database, times, MOST);
    const before = this.#suspects;
    // Of a round that fails nothing is kept: all that was certain so far is so no more.
    this.#suspects = new Map();
    const seemLost = stranded.length > 0 ? await this.#withoutTrace(stranded) : [];
    this.#suspects = new Map(
      seemLost.map(({ id, version }) => [id, { version, since: sinceWhen(before.get(id), version) ?? now }]),
    );
    const lost = seemLost.filter(({ id }) => (this.#suspects.get(id)?.since ?? now) <= now - CERTAIN_MS);
    if (lost.length > 0) await this.#fail(lost);
  }

  /** Queues first: what leaves one meanwhile is with a worker when these are asked. */
  async #withoutTrace(stranded: readonly StrandedJob[]): Promise<StrandedJob[]> {
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
  async #busyWorkers(stranded: readonly StrandedJob[], answers: Readonly<Record<string, JsonValue>>): Promise<Set<string>> {
    const silent = [...new Set(stranded.map(({ worker }) => worker))].filter((worker) => !Object.hasOwn(answers, worker));
    return new Set(await this.#hub.broker.control.connected(silent));
  }

  async #fail(lost: readonly StrandedJob[]): Promise<void> {
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

/** Null if something was heard of the job meanwhile. */
function sinceWhen(suspect: Suspect | undefined, version: number): number | null {
  return suspect?.version === version ? suspect.since : null;
}

function tasksIn(answer: JsonValue): string[] {
  return typeof answer === "object" && answer !== null ? Object.keys(answer as JsonObject) : [];
}

/** A queue that nobody knows of may hold the task. */
function isEmpty(depth: QueueDepth | undefined): boolean {
  return depth?.waiting === 0;
}
