import type { Event } from "../../core/event.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Database } from "../../database/connect.ts";
import type { Logger } from "../../service/log.ts";
import type { ReceiveOptions } from "../broker.ts";
import { Loop } from "../loop.ts";
import { EVENTS_CHANNEL, takeBatches } from "./events.store.ts";
import type { Notices } from "./notices.ts";

const POLL_MS = 2_000;
const MOST_BATCHES = 64;

export interface ReceiverParts {
  readonly database: Database;
  readonly notices: Notices;
  readonly log: Logger;
}

/**
 * Takes events within a transaction that lasts as long as `handle`: the commit is the acknowledgement, and the end of the
 * receiver, of whatever kind, gives them back.
 */
export class EventReceiver implements Service {
  readonly #database: Database;
  readonly #notices: Notices;
  readonly #handle: ReceiveOptions["handle"];
  readonly #maxEvents: number;
  readonly #loop: Loop;
  #started: Promise<void> | undefined;
  #unhear: () => void = () => undefined;
  /** Batches to take at once: as many as held `maxEvents` the last time. */
  #count = MOST_BATCHES;

  constructor({ handle, maxEvents = 500 }: ReceiveOptions, { database, notices, log }: ReceiverParts) {
    this.#database = database;
    this.#notices = notices;
    this.#handle = handle;
    this.#maxEvents = maxEvents;
    this.#loop = new Loop({
      step: () => this.#receive(),
      restMs: POLL_MS,
      onError: (error) => log.warn({ err: error }, "events could not be handled; they come again"),
    });
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    this.#unhear = await this.#notices.hear(EVENTS_CHANNEL, () => this.#loop.wake());
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#started;
    this.#unhear();
    await this.#loop.stop();
  }

  /** Answers whether there were any. */
  async #receive(): Promise<boolean> {
    const [batches, events] = await this.#database.transaction(async (tx) => {
      const taken = await takeBatches(tx, this.#count);
      const all = taken.flatMap((batch) => JSON.parse(batch) as Event[]);
      for (let i = 0; i < all.length; i += this.#maxEvents) await this.#handle(all.slice(i, i + this.#maxEvents));
      return [taken.length, all.length];
    });
    if (batches === 0) return false;
    this.#count = Math.min(MOST_BATCHES, Math.max(1, Math.floor((this.#maxEvents * batches) / events)));
    return true;
  }
}
