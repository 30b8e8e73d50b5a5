import type { Hub, RequestOptions } from "../../clients/typescript/src/client.ts";
import type { Broker } from "../broker/broker.ts";
import { type Event, isTaskEvent, type TaskEvent, type WorkerEvent } from "../core/event.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";
import { deliver, type Refusal } from "./deliver.ts";
import { fold, type JobEvent } from "./fold.ts";
import type { Gauges } from "./gauges.ts";
import type { Inspection } from "./inspection.ts";
import type { ManagerLink } from "./link.ts";
import { jobId, translate } from "./translate.ts";
import type { Watch } from "./watch.ts";
import type { WorkerNews } from "./workers.ts";

export interface ReceptionOptions {
  readonly broker: Pick<Broker, "receiveEvents" | "setAside">;
  readonly hub: Hub;
  readonly link: ManagerLink;
  readonly workers: Pick<WorkerNews, "deliver">;
  readonly watch: Pick<Watch, "hear">;
  readonly inspection: Pick<Inspection, "hear">;
  readonly gauges: Pick<Gauges, "batch" | "setAside">;
  readonly log: Logger;
  readonly request?: RequestOptions;
}

/** While one batch is on its way to the manager, the next is received and folded. */
const RECEIVERS = 2;
const MAX_EVENTS = 1_000;

/**
 * Takes events in batches to the record. A batch is done when the record has it and what the record refused is set aside; in
 * any other case it comes again, whole: whatever of it was recorded already changes nothing then.
 */
export class Reception implements Service {
  readonly #options: ReceptionOptions;
  readonly #receivers: readonly Service[];

  constructor(options: ReceptionOptions) {
    this.#options = options;
    const handle = (events: Event[]) => this.#handle(events);
    this.#receivers = Array.from({ length: RECEIVERS }, () => options.broker.receiveEvents({ maxEvents: MAX_EVENTS, handle }));
  }

  async start(): Promise<void> {
    await Promise.all(this.#receivers.map((receiver) => receiver.start()));
  }

  /** Resolves once the batches in hand are done, or have failed. */
  async stop(): Promise<void> {
    await Promise.all(this.#receivers.map((receiver) => receiver.stop()));
  }

  async #handle(events: Event[]): Promise<void> {
    const end = this.#options.gauges.batch(events);
    try {
      await this.#record(events);
      end("recorded");
    } catch (error) {
      end("again");
      throw error;
    }
  }

  async #record(events: readonly Event[]): Promise<void> {
    const { hub, link, workers, watch, inspection, request } = this.#options;
    const sorted = sort(events);
    watch.hear(sorted.workers);
    const refusals = await allDone([
      sorted.jobs.length > 0 ? link.run(() => deliver(hub, fold(sorted.jobs), request)) : [],
      sorted.workers.length > 0 ? workers.deliver(sorted.workers) : [],
    ]);
    inspection.hear(sorted.workers);
    await this.#setAside([...sorted.refusals, ...refusals.flat()]);
  }

  async #setAside(refusals: readonly Refusal[]): Promise<void> {
    const { broker, gauges, log } = this.#options;
    const [first] = refusals;
    if (!first) return;
    for (const { events, reason } of refusals) await broker.setAside(events, reason);
    const count = refusals.reduce((sum, { events }) => sum + events.length, 0);
    gauges.setAside(count);
    log.warn({ events: count, reason: first.reason }, "set events aside that the record does not take");
  }
}

/** All results, once nothing is under way any more. @throws the first error. */
async function allDone<T>(parts: readonly (T | Promise<T>)[]): Promise<T[]> {
  await Promise.allSettled(parts);
  return await Promise.all(parts);
}

interface Sorted {
  readonly jobs: JobEvent[];
  readonly workers: WorkerEvent[];
  readonly refusals: Refusal[];
}

/** Whom each event is about. One that makes no sense must not hold up the others. */
export function sort(events: readonly Event[]): Sorted {
  const sorted: Sorted = { jobs: [], workers: [], refusals: [] };
  for (const event of events) {
    try {
      if (isTaskEvent(event)) sortTask(event, sorted);
      else if (isWorkerEvent(event)) sorted.workers.push(event);
    } catch (error) {
      sorted.refusals.push({ events: [event], reason: `not an event: ${(error as Error).message}` });
    }
  }
  return sorted;
}

function sortTask(event: TaskEvent, { jobs, refusals }: Sorted): void {
  const news = translate(event);
  if (!news) return;
  const id = jobId(event);
  if (id === null) refusals.push({ events: [event], reason: `no job: ${event.uuid} is the task of someone else` });
  else jobs.push({ id, event, news });
}

const WORKER_EVENTS: readonly string[] = ["worker-online", "worker-heartbeat", "worker-offline"];

function isWorkerEvent(event: Event): event is WorkerEvent {
  return WORKER_EVENTS.includes(event.type);
}
