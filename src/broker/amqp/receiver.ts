import type { AsyncMessage, Channel } from "rabbitmq-client";
import type { Event, TaskEvent } from "../../core/event.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { ReceiveOptions } from "../broker.ts";
import { jsonBody } from "./body.ts";
import { isOurs, lacksResult, readEvents } from "./event-message.ts";
import { Handover } from "./handover.ts";
import { type ReceiverParts, ResultJoiner } from "./result-joiner.ts";
import { Session } from "./session.ts";
import { declareHub, OVERSEER_QUEUE, RESULTS_QUEUE } from "./wire.ts";

/** Messages of a moment fit in one batch, and those of one receiver do not keep the others from work. */
const PREFETCH = 500;

/**
 * Takes the events of all workers from a queue that outlives us. An outcome that comes without its result, as Celery's workers
 * send it, goes on to the queue of the results, where one joiner puts the two together.
 */
export class EventReceiver implements Service {
  readonly #options: ReceiveOptions;
  readonly #parts: ReceiverParts;
  readonly #session: Session;
  readonly #handover: Handover;
  readonly #joiner: ResultJoiner;

  constructor(options: ReceiveOptions, parts: ReceiverParts) {
    const { connection, log } = parts;
    this.#options = options;
    this.#parts = parts;
    this.#session = new Session({ connection, setUp: (channel) => this.#setUp(channel), purpose: "events", log });
    this.#handover = new Handover({
      handle: (events) => this.#handle(events),
      maxEvents: options.maxEvents,
      deadLetters: parts.deadLetters,
      what: "events",
      log,
    });
    this.#joiner = new ResultJoiner(options, parts);
  }

  async start(): Promise<void> {
    await this.#handover.start();
    await Promise.all([this.#session.start(), this.#joiner.start()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#handover.stop(), this.#joiner.stop()]);
    await this.#session.stop();
  }

  async #setUp(channel: Channel): Promise<void> {
    await declareHub(channel);
    await channel.basicQos({ prefetchCount: PREFETCH });
    await channel.basicConsume({ queue: OVERSEER_QUEUE.queue }, (message) => void this.#receive(channel, message));
  }

  async #receive(channel: Channel, message: AsyncMessage): Promise<void> {
    try {
      this.#handover.add({ events: readEvents(message), channel, tags: [message.deliveryTag] });
    } catch (error) {
      await this.#handover.refuse(channel, message, error as Error);
    }
  }

  async #handle(events: readonly Event[]): Promise<void> {
    const incomplete = events.filter((event): event is TaskEvent => lacksResult(event) && this.#isJoined(event));
    await this.#parts.outbox.sendMessages(incomplete.map(toJoiner), "others");
    const complete = events.filter((event) => !(incomplete as readonly Event[]).includes(event));
    if (complete.length > 0) await this.#options.handle(complete);
  }

  /** The results of others go to whoever has sent them, and may be in the store. */
  #isJoined(event: TaskEvent): boolean {
    return isOurs(event) || (this.#options.joinsAll === true && this.#parts.results !== null);
  }
}

function toJoiner(event: TaskEvent) {
  return { ...jsonBody(event), routingKey: RESULTS_QUEUE.queue, type: "event", correlationId: event.uuid, durable: true };
}
