import type { Broker } from "../broker/broker.ts";
import { Loop } from "../broker/loop.ts";
import type { WorkerEvent } from "../core/event.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";
import type { Refusal } from "./deliver.ts";
import type { ManagerLink } from "./link.ts";
import { processOf } from "./workers.ts";

export interface WatchOptions {
  readonly broker: Pick<Broker, "returnLost">;
  readonly link: Pick<ManagerLink, "isUp">;
  readonly log: Logger;
  /** Tells the manager that a worker is gone. */
  readonly report: (events: WorkerEvent[]) => Promise<Refusal[]>;
  /** Default 1,000. */
  readonly everyMs?: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number;
}

/** How many heartbeats in a row a worker may miss. */
const MISSED_BEATS = 5;

/** Seconds between the heartbeats of a worker that does not say. */
const DEFAULT_FREQ = 2;

interface Heard {
  readonly event: WorkerEvent;
  readonly at: number;
}

/**
 * Looks after those who can no longer speak. Tasks of the dead go back to their queues: the leases in the broker say whose. A
 * worker that was heard and fell silent is reported as gone, as of its last sign of life: the record knows better if
 * another overseer has heard it since. After a restart nothing is missing: the record itself takes a worker without
 * heartbeats for inactive. Silence counts only while the events themselves flow.
 */
export class Watch implements Service {
  readonly #options: WatchOptions;
  readonly #now: () => number;
  readonly #heard = new Map<string, Heard>();
  readonly #loop: Loop;
  #flowingSince: number;
  #isBrokerAway = false;
  #reporting: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#flowingSince = this.#now();
    this.#loop = new Loop({
      step: async () => {
        await this.look();
        return false;
      },
      restMs: options.everyMs ?? 1_000,
      onError: (error) => this.#lost(error),
    });
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#reporting;
  }

  /** Workers have spoken. */
  hear(events: readonly WorkerEvent[]): void {
    for (const event of events) {
      if (event.type === "worker-offline") this.#heard.delete(processOf(event));
      else this.#heard.set(processOf(event), { event, at: this.#now() });
    }
  }

  /** One round. */
  async look(): Promise<void> {
    const { broker, log, link } = this.#options;
    const returned = await broker.returnLost();
    if (this.#isBrokerAway) log.info("the broker is back");
    this.#isBrokerAway = false;
    if (returned > 0) log.warn({ tasks: returned }, "took tasks back from workers that were lost");
    if (!link.isUp) this.#flowingSince = this.#now();
    const silent = [...this.#heard].filter(([, heard]) => this.#isSilent(heard));
    for (const [worker] of silent) this.#heard.delete(worker);
    // Not waited for: what the manager does must not hold up the tasks of the lost.
    if (silent.length > 0) this.#reporting = this.#reportGone(new Map(silent));
  }

  #isSilent({ event, at }: Heard): boolean {
    const freq = event.freq > 0 ? event.freq : DEFAULT_FREQ;
    return this.#now() - Math.max(at, this.#flowingSince) > MISSED_BEATS * freq * 1000;
  }

  async #reportGone(silent: ReadonlyMap<string, Heard>): Promise<void> {
    const { log, report } = this.#options;
    const events = [...silent.values()].map(({ event }) => event);
    log.info(
      { workers: events.map(({ hostname }) => hostname) },
      "not heard for five heartbeats: gone, unless another overseer hears them",
    );
    try {
      const refusals = await report(events.map((event) => ({ ...event, type: "worker-offline" })));
      for (const { reason } of refusals) log.warn({ reason }, "the record does not take that a worker is gone");
    } catch {
      // The link to the manager has told why. It is tried again, unless the worker has spoken by then.
      for (const [worker, heard] of silent) if (!this.#heard.has(worker)) this.#heard.set(worker, heard);
    }
  }

  #lost(error: unknown): void {
    this.#flowingSince = this.#now();
    if (!this.#isBrokerAway) this.#options.log.warn({ err: error }, "the broker is away; trying until it is back");
    this.#isBrokerAway = true;
  }
}
