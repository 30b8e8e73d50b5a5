import type { AsyncMessage, Channel, Connection } from "rabbitmq-client";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";
import type { Lease } from "./delivery.ts";
import { readEpoch } from "./epoch.ts";
import type { Queues } from "./queues.ts";
import { Session } from "./session.ts";

export interface IntakeOptions {
  readonly connection: Connection;
  readonly queues: Queues;
  readonly names: readonly string[];
  /** How many more messages than those that are unacknowledged may come now. */
  readonly room: () => number;
  readonly onMessage: (message: AsyncMessage, lease: Lease) => void;
  /** All unacknowledged messages are lost, and come again: to here or to others. */
  readonly onLost: () => void;
  readonly log: Logger;
}

const MOST_UNACKNOWLEDGED = 65_535;

/**
 * Messages of several queues over one channel. The limit of unacknowledged ones, which the broker keeps for all queues
 * together, follows the room: it is raised when there is more, and lowered before an acknowledgement would make a place
 * for what there is no room for.
 */
export class Intake implements Service {
  readonly #options: IntakeOptions;
  readonly #session: Session;
  readonly #names: Set<string>;
  /** Consumer tags, by queue. */
  readonly #tags = new Map<string, string>();
  #unacknowledged = 0;
  #limit = 0;
  #epoch = "";
  #since = 0;
  #tuning: Promise<void> | null = null;
  #paused = false;

  constructor(options: IntakeOptions) {
    const { connection, names, log } = options;
    this.#options = options;
    this.#names = new Set(names);
    const setUp = (channel: Channel) => this.#setUp(channel);
    this.#session = new Session({ connection, setUp, onLost: () => this.#lose(), purpose: "tasks", log });
  }

  get queues(): readonly string[] {
    return [...this.#names];
  }

  get limit(): number {
    return this.#limit;
  }

  /** The run of the broker that the messages come from: see `readEpoch`. */
  get epoch(): string {
    return this.#epoch;
  }

  /** How long the channel has been there, in milliseconds. */
  get age(): number {
    return performance.now() - this.#since;
  }

  start(): Promise<void> {
    return this.#session.start();
  }

  stop(): Promise<void> {
    return this.#session.stop();
  }

  /** No message is asked for any more; a few may still come. */
  pause(): void {
    this.#paused = true;
    for (const queue of this.#tags.keys()) void this.#leave(queue);
  }

  add(queue: string): void {
    this.#names.add(queue);
    const { channel } = this.#session;
    if (channel) this.#consume(channel, queue).catch(this.#warn(`tasks of ${queue} cannot be taken`));
  }

  remove(queue: string): void {
    this.#names.delete(queue);
    void this.#leave(queue);
  }

  /** Resolves once the message is acknowledged, if its lease still holds. */
  async acknowledge({ channel, tag }: Lease): Promise<void> {
    if (!channel.active) return;
    this.#unacknowledged -= 1;
    if (this.#wanted() < this.#limit) await this.tune();
    if (channel.active) channel.basicAck({ deliveryTag: tag });
    void this.tune();
  }

  /** The room has changed. */
  tune(): Promise<void> {
    const { channel } = this.#session;
    if (!channel || this.#paused) return Promise.resolve();
    return this.#tuneOn(channel).catch(this.#warn("the limit of tasks could not be set"));
  }

  async #setUp(channel: Channel): Promise<void> {
    this.#limit = 0;
    this.#since = performance.now();
    this.#epoch = await readEpoch(channel);
    // A queue may be why the last channel was lost: somebody has deleted it.
    for (const queue of this.#names) this.#options.queues.forget(queue);
    await Promise.all([...this.#names].map((queue) => this.#options.queues.declare(queue)));
    await this.#tuneOn(channel);
  }

  async #consume(channel: Channel, queue: string): Promise<void> {
    if (this.#paused || this.#limit === 0 || this.#tags.has(queue)) return;
    await this.#options.queues.declare(queue);
    const { consumerTag } = await channel.basicConsume({ queue }, (message) => this.#receive(channel, message));
    this.#tags.set(queue, consumerTag);
    if (this.#paused || !this.#names.has(queue)) await this.#leave(queue);
  }

  async #leave(queue: string): Promise<void> {
    const tag = this.#tags.get(queue);
    const { channel } = this.#session;
    this.#tags.delete(queue);
    if (tag === undefined || !channel) return;
    await channel.basicCancel(tag).catch((error: unknown) => {
      // The end of a channel is the end of its consumers.
      if (channel.active) this.#warn(`${queue} could not be left`)(error);
    });
  }

  #receive(channel: Channel, message: AsyncMessage): void {
    if (!channel.active) return;
    this.#unacknowledged += 1;
    this.#options.onMessage(message, { channel, tag: message.deliveryTag });
    void this.tune();
  }

  #lose(): void {
    this.#unacknowledged = 0;
    this.#tags.clear();
    this.#options.onLost();
  }

  #wanted(): number {
    return Math.min(MOST_UNACKNOWLEDGED, this.#unacknowledged + this.#options.room());
  }

  /** One at a time. The next sees all that has changed meanwhile. */
  async #tuneOn(channel: Channel): Promise<void> {
    if (this.#wanted() === this.#limit) return;
    this.#tuning ??= this.#tuneNow(channel);
    await this.#tuning;
  }

  /** A limit of none would be no limit: the queues are left instead. */
  async #tuneNow(channel: Channel): Promise<void> {
    try {
      for (let wanted = this.#wanted(); wanted !== this.#limit; wanted = this.#wanted()) {
        this.#limit = wanted;
        if (wanted === 0) await Promise.all([...this.#tags.keys()].map((queue) => this.#leave(queue)));
        else await channel.basicQos({ prefetchCount: wanted, global: true });
        for (const queue of this.#names) await this.#consume(channel, queue);
      }
    } finally {
      this.#tuning = null;
    }
  }

  #warn(message: string): (error: unknown) => void {
    return (error) => this.#options.log.warn({ err: error }, message);
  }
}
