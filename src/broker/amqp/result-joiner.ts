import type { AsyncMessage, Channel, Connection } from "rabbitmq-client";
import type { TaskEvent } from "../../core/event.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";
import type { ReceiveOptions } from "../broker.ts";
import { readJson } from "./body.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { isOurs } from "./event-message.ts";
import { Handover } from "./handover.ts";
import { Memory } from "./memory.ts";
import type { Outbox } from "./outbox.ts";
import { readResult, toEvent } from "./result-message.ts";
import type { ResultStore } from "./result-store.ts";
import { Session } from "./session.ts";
import { declareHub, RESULTS_QUEUE } from "./wire.ts";

export interface ReceiverParts {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly deadLetters: DeadLetters;
  readonly results: ResultStore | null;
  readonly resultWaitMs: number;
  readonly log: Logger;
}

/** How long a result waits for the event that says who ran the task, and for how long. */
const EVENT_WAIT_MS = 500;
const PREFETCH = 1_000;

/** One half of an outcome, unacknowledged until the other half is there or has been waited for long enough. */
interface Half {
  readonly event: TaskEvent;
  readonly channel: Channel;
  readonly tag: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Joins the results that Celery's workers send back with the events that tell of them, whichever comes first. RabbitMQ gives the
 * queue of both to one joiner at a time; when that one is gone, all that it has not finished comes to the next.
 */
export class ResultJoiner implements Service {
  readonly #parts: ReceiverParts;
  readonly #session: Session;
  readonly #handover: Handover;
  readonly #events = new Map<string, Half>();
  readonly #results = new Map<string, Half>();
  /** Tasks whose result went on alone: the event that follows has nothing to wait for. */
  readonly #told = new Memory<true>({ most: 10_000, forMs: 600_000 });

  constructor({ handle, maxEvents }: ReceiveOptions, parts: ReceiverParts) {
    const { connection, log } = parts;
    this.#parts = parts;
    this.#session = new Session({
      connection,
      setUp: (channel) => this.#setUp(channel),
      onLost: () => this.#forgetAll(),
      purpose: "results",
      log,
    });
    this.#handover = new Handover({
      handle,
      maxEvents,
      deadLetters: parts.deadLetters,
      what: "outcomes",
      log,
    });
  }

  async start(): Promise<void> {
    await this.#handover.start();
    await this.#session.start();
  }

  async stop(): Promise<void> {
    await this.#handover.stop();
    await this.#session.stop();
    this.#forgetAll();
  }

  async #setUp(channel: Channel): Promise<void> {
    await declareHub(channel);
    await channel.basicQos({ prefetchCount: PREFETCH });
    await channel.basicConsume({ queue: RESULTS_QUEUE.queue }, (message) => void this.#receive(channel, message));
  }

  async #receive(channel: Channel, message: AsyncMessage): Promise<void> {
    try {
      const value = readJson(message);
      if (message.type === "event") await this.#takeEvent(value as TaskEvent, channel, message.deliveryTag);
      else this.#takeResult(toEvent(readResult(value), Date.now() / 1000), channel, message.deliveryTag);
    } catch (error) {
      await this.#handover.refuse(channel, message, error as Error);
    }
  }

  async #takeEvent(event: TaskEvent, channel: Channel, tag: number): Promise<void> {
    const result = take(this.#results, event.uuid);
    if (result) this.#tell([joined(event, result.event)], channel, [tag, result.tag]);
    else if (this.#told.has(event.uuid)) this.#tell([event], channel, [tag]);
    else {
      const timer = setTimeout(() => void this.#giveUpOn(event.uuid), this.#parts.resultWaitMs);
      this.#events.set(event.uuid, { event, channel, tag, timer });
      await this.#lookUp(event.uuid);
    }
  }

  /** Workers that keep results in a store have put it there before their event. */
  async #lookUp(uuid: string): Promise<void> {
    const { results, log } = this.#parts;
    const meta = await results?.fetch(uuid).catch((error: unknown) => {
      log.warn({ err: error, task: uuid }, "a result could not be looked up");
      return null;
    });
    const result = meta && toEvent(meta, Date.now() / 1000);
    const half = result && take(this.#events, uuid);
    if (result && half) this.#tell([joined(half.event, result)], half.channel, [half.tag]);
  }

  #takeResult(event: TaskEvent | null, channel: Channel, tag: number): void {
    const half = event && take(this.#events, event.uuid);
    if (half) this.#tell([joined(half.event, event)], channel, [half.tag, tag]);
    else if (event && isOutcome(event)) this.#keepResult(event, channel, tag);
    else this.#tell(event ? [event] : [], channel, [tag]);
  }

  #keepResult(event: TaskEvent, channel: Channel, tag: number): void {
    const repeated = take(this.#results, event.uuid);
    if (repeated) this.#tell([], channel, [repeated.tag]);
    const timer = setTimeout(() => this.#tellAlone(event.uuid), EVENT_WAIT_MS);
    this.#results.set(event.uuid, { event, channel, tag, timer });
  }

  /** The worker may have been told to send no events, or they come later. */
  #tellAlone(uuid: string): void {
    const half = take(this.#results, uuid);
    if (!half) return;
    this.#told.add(uuid, true);
    this.#tell([half.event], half.channel, [half.tag]);
  }

  /** A failure's event says enough by itself, and the result of a task that others have sent may be for them alone. */
  async #giveUpOn(uuid: string): Promise<void> {
    await this.#lookUp(uuid);
    const half = take(this.#events, uuid);
    if (!half) return;
    const isMissed = half.event.type === "task-succeeded" && isOurs(half.event);
    const event = isMissed ? ({ ...half.event, error: this.#missing() } as TaskEvent) : half.event;
    this.#tell([event], half.channel, [half.tag]);
  }

  #missing() {
    const seconds = this.#parts.resultWaitMs / 1000;
    const message = `The worker reports success, but its result did not come within ${seconds} s. Does it send results back (ignore_result, result_backend)?`;
    return { type: "ResultLost", message };
  }

  #tell(events: readonly TaskEvent[], channel: Channel, tags: readonly number[]): void {
    this.#handover.add({ events, channel, tags });
  }

  #forgetAll(): void {
    for (const halves of [this.#events, this.#results]) {
      for (const { timer } of halves.values()) clearTimeout(timer);
      halves.clear();
    }
  }
}

function take(halves: Map<string, Half>, uuid: string): Half | undefined {
  const half = halves.get(uuid);
  halves.delete(uuid);
  clearTimeout(half?.timer);
  return half;
}

function isOutcome({ type }: TaskEvent): boolean {
  return type === "task-succeeded" || type === "task-failed";
}

/** The event's time, place and duration with the result's outcome. Where the two disagree the result is what clients get. */
function joined(event: TaskEvent, result: TaskEvent): TaskEvent {
  const { uuid: _, hostname: __, timestamp: ___, ...outcome } = result;
  return { ...event, ...outcome } as TaskEvent;
}
