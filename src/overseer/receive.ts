import type { Hub, RequestOptions } from "../../clients/typescript/src/client.ts";
import type { Broker } from "../broker/broker.ts";
import { type Event, isTaskEvent, type TaskEvent, type WorkerEvent } from "../core/event.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";
import type { Adopted, Adoption } from "./adoption.ts";
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
  /** Takes tasks that others have sent; null to pass them over. */
  readonly adoption: Pick<Adoption, "take"> | null;
  readonly gauges: Pick<Gauges, "batch" | "setAside">;
  readonly log: Logger;
  readonly request?: RequestOptions;
}

/** While one batch is on its way to the manager, the next is received and folded. */
const RECEIVERS = 2;
const MAX_EVENTS = 1_000;
const MAX_TASK_ID = 256;
const NOTHING: Adopted = { said: [], refusals: [] };

/**
 * Takes events in batches to the record. A batch is done when the record has it and what the record refused is set aside; in
 * any other case it comes again, whole: whatever of it was recorded already changes nothing then.
 */
export class Reception implements Service {
  readonly #options: ReceptionOptions;
  readonly #receivers: readonly Service[];
  #hasPassedOver = false;

  constructor(options: ReceptionOptions) {
    this.#options = options;
    const handle = (events: Event[]) => this.#handle(events);
    this.#receivers = Array.from({ length: RECEIVERS }, () =>
      options.broker.receiveEvents({ maxEvents: MAX_EVENTS, handle, joinsAll: options.adoption !== null }),
    );
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
    const adopted = await this.#adopted(sorted.others);
    const jobs = [...sorted.jobs, ...adopted.said];
    const refusals = await allDone([
      jobs.length > 0 ? link.run(() => deliver(hub, fold(jobs), request)) : [],
      sorted.workers.length > 0 ? workers.deliver(sorted.workers) : [],
    ]);
    inspection.hear(sorted.workers);
    await this.#setAside([...sorted.refusals, ...adopted.refusals, ...refusals.flat()]);
  }

  /** Of tasks that others have sent. Where nobody adopts them they are nobody's concern here, and kept nowhere. */
  async #adopted(events: readonly TaskEvent[]): Promise<Adopted> {
    const { adoption, link } = this.#options;
    if (events.length === 0) return NOTHING;
    if (adoption) return link.run(() => adoption.take(events));
    this.#passOver();
    return NOTHING;
  }

  #passOver(): void {
    if (this.#hasPassedOver) return;
    this.#hasPassedOver = true;
    this.#options.log.info("others send tasks, too: they are passed over (--adopt PROJECT makes jobs of them)");
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
  /** Of tasks that others have sent. */
  readonly others: TaskEvent[];
  readonly workers: WorkerEvent[];
  readonly refusals: Refusal[];
}

/** Whom each event is about. One that makes no sense must not hold up the others. */
export function sort(events: readonly Event[]): Sorted {
  const sorted: Sorted = { jobs: [], others: [], workers: [], refusals: [] };
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

function sortTask(event: TaskEvent, { jobs, others }: Sorted): void {
  const id = jobId(event);
  const news = translate(event);
  if (id === null) others.push(otherTask(event));
  else if (news) jobs.push({ id, event, news });
}

/** @throws if its id is none that the record could take. */
function otherTask(event: TaskEvent): TaskEvent {
  const { uuid } = event;
  if (typeof uuid !== "string" || !/[^0-9]/.test(uuid) || uuid.length > MAX_TASK_ID || uuid.includes("\0")) {
    throw new Error(`${uuid} is the id of no task`);
  }
  return event;
}

const WORKER_EVENTS: readonly string[] = ["worker-online", "worker-heartbeat", "worker-offline"];

function isWorkerEvent(event: Event): event is WorkerEvent {
  return WORKER_EVENTS.includes(event.type);
}
