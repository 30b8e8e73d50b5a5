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
  readonly turn: Turn;
}

/**
 * Of the receivers of a process, the one whose turn it is takes batches. It keeps the turn while it handles all that there was, so that
 * what comes meanwhile is one batch and not several; where there is more, the next one takes that at once.
 */
export class Turn {
  readonly #receivers = new Set<() => void>();
  #isTaken = false;

  /** Calls `wake` when the turn is passed on. Answers how to end that. */
  hear(wake: () => void): () => void {
    this.#receivers.add(wake);
    return () => this.#receivers.delete(wake);
  }

  /** Answers false if it is another one's turn. */
  take(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  end(): void {
    this.#isTaken = false;
  }

  passOn(): void {
    this.end();
    for (const wake of this.#receivers) wake();
  }
}

/**
 * Takes events within a transaction that lasts as long as `handle`: the commit is the acknowledgement, and the end of the
 * receiver, of whatever kind, gives them back.
 */
export class EventReceiver implements Service {
  readonly #database: Database;
  readonly #notices: Notices;
  readonly #turn: Turn;
  readonly #handle: ReceiveOptions["handle"];
  readonly #maxEvents: number;
  readonly #loop: Loop;
  #started: Promise<void> | undefined;
  #unhear: () => void = () => undefined;
  /** Batches to take at once: as many as held `maxEvents` the last time. */
  #count = MOST_BATCHES;

  constructor({ handle, maxEvents = 500 }: ReceiveOptions, { database, notices, log, turn }: ReceiverParts) {
    this.#database = database;
    this.#notices = notices;
    this.#turn = turn;
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
    const wake = () => this.#loop.wake();
    const unhear = [await this.#notices.hear(EVENTS_CHANNEL, wake), this.#turn.hear(wake)];
    this.#unhear = () => {
      for (const end of unhear) end();
    };
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#started;
    this.#unhear();
    await this.#loop.stop();
  }

  /** Answers whether there may be more that nobody tells of again. */
  async #receive(): Promise<boolean> {
    if (!this.#turn.take()) return false;
    let isMine = true;
    try {
      await this.#database.transaction(async (tx) => {
        const batches = await takeBatches(tx, this.#count);
        isMine = batches.length < this.#count;
        if (!isMine) this.#turn.passOn();
        await this.#handleAll(batches);
      });
    } finally {
      if (isMine) this.#turn.end();
    }
    return !isMine;
  }

  async #handleAll(batches: readonly string[]): Promise<void> {
    const events = batches.flatMap((batch) => JSON.parse(batch) as Event[]);
    for (let i = 0; i < events.length; i += this.#maxEvents) await this.#handle(events.slice(i, i + this.#maxEvents));
    if (batches.length === 0) return;
    this.#count = Math.min(MOST_BATCHES, Math.max(1, Math.floor((this.#maxEvents * batches.length) / events.length)));
  }
}
