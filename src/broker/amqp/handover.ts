import type { AsyncMessage, Channel } from "rabbitmq-client";
import type { Event } from "../../core/event.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";
import { Loop } from "../loop.ts";
import type { DeadLetters } from "./dead-letters.ts";

/** Events to hand over together, and the messages that are done with then. */
export interface Parcel {
  readonly events: readonly Event[];
  readonly channel: Channel;
  readonly tags: readonly number[];
}

export interface HandoverOptions {
  readonly handle: (events: Event[]) => Promise<void>;
  /** Default 500. */
  readonly maxEvents?: number | undefined;
  readonly deadLetters: DeadLetters;
  /** What it hands over, for the log. */
  readonly what: string;
  readonly log: Logger;
}

const REST_MS = 60_000;
const MOST_EVENTS = 500;

/**
 * Hands events over in batches and acknowledges their messages. What is refused stays here, unacknowledged, and is handed over
 * again: were it given back at once, the broker would take it for poison after a while.
 */
export class Handover implements Service {
  readonly #options: HandoverOptions;
  readonly #loop: Loop;
  #parcels: Parcel[] = [];

  constructor(options: HandoverOptions) {
    this.#options = options;
    const { log, what } = options;
    this.#loop = new Loop({
      step: () => this.#step(),
      restMs: REST_MS,
      onError: (error) => log.warn({ err: error }, `${what} could not be handled; they are kept and tried again`),
    });
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  add(parcel: Parcel): void {
    this.#parcels.push(parcel);
    this.#loop.wake();
  }

  /** Sets a message aside that makes no sense, and is done with it. */
  async refuse(channel: Channel, message: AsyncMessage, { message: reason }: Error): Promise<void> {
    const { deadLetters, log } = this.#options;
    try {
      await deadLetters.add(message, reason);
      this.add({ events: [], channel, tags: [message.deliveryTag] });
    } catch (error) {
      log.warn({ err: error }, "a message could not be set aside; it comes again");
    }
  }

  /** Whether there was anything. What came on a channel that is gone comes again. */
  async #step(): Promise<boolean> {
    this.#parcels = this.#parcels.filter(({ channel }) => channel.active);
    const batch = this.#nextBatch();
    if (batch.length === 0) return false;
    const events = batch.flatMap((parcel) => parcel.events);
    const { handle, maxEvents = MOST_EVENTS } = this.#options;
    for (let i = 0; i < events.length; i += maxEvents) await handle(events.slice(i, i + maxEvents));
    const done = new Set(batch);
    this.#parcels = this.#parcels.filter((parcel) => !done.has(parcel));
    for (const parcel of batch) acknowledge(parcel);
    return true;
  }

  #nextBatch(): Parcel[] {
    const { maxEvents = MOST_EVENTS } = this.#options;
    let count = 0;
    const end = this.#parcels.findIndex(({ events }, i) => {
      count += events.length;
      return i > 0 && count > maxEvents;
    });
    return end === -1 ? [...this.#parcels] : this.#parcels.slice(0, end);
  }
}

function acknowledge({ channel, tags }: Parcel): void {
  if (channel.active) for (const deliveryTag of tags) channel.basicAck({ deliveryTag });
}
