import type { Channel, Connection, Envelope, ReturnedMessage } from "rabbitmq-client";
import type { Logger } from "../../service/log.ts";
import { readEpoch } from "./epoch.ts";
import type { Queues } from "./queues.ts";
import { declareHub } from "./wire.ts";

export interface Message extends Envelope {
  readonly routingKey: string;
  readonly body: Buffer;
}

/** Sends messages with the broker's confirmation. What is meant for a task queue finds one there: it is declared first. */
export class Publisher {
  readonly #connection: Connection;
  readonly #queues: Queues;
  readonly #log: Logger;
  readonly #returned = new Set<string>();
  #opening: Promise<Channel> | undefined;
  #number = 0;
  #epoch = "";

  constructor(connection: Connection, queues: Queues, log: Logger) {
    this.#connection = connection;
    this.#queues = queues;
    this.#log = log;
  }

  /** Resolves once the broker has them all. @throws if it is away, or refuses one. */
  async send(messages: readonly Message[]): Promise<void> {
    const channel = await this.#channel();
    await Promise.all(messages.map(({ body, ...envelope }) => channel.basicPublish(envelope, body)));
  }

  /** Sends each message to the task queue that its routing key names. */
  async sendTasks(messages: readonly Message[]): Promise<void> {
    const names = new Set(messages.map(({ routingKey }) => routingKey));
    await Promise.all([...names].map((name) => this.#queues.declare(name)));
    await this.#channel();
    const numbered = messages.map((message) => ({ ...this.#stamped(message), mandatory: true, messageId: this.#nextId() }));
    await this.send(numbered);
    // A message without a queue comes back just before its confirmation, but is handed over one turn later.
    await new Promise(setImmediate);
    const returned = numbered.filter(({ messageId }) => this.#returned.delete(messageId));
    if (returned.length > 0) await this.#sendAgain(returned);
  }

  async stop(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.close();
  }

  /** Somebody has deleted the queue. */
  async #sendAgain(messages: readonly Message[]): Promise<void> {
    for (const { routingKey } of messages) this.#queues.forget(routingKey);
    this.#log.warn({ queue: messages[0]?.routingKey }, "a queue was gone; declaring it again");
    await this.sendTasks(messages);
  }

  /** In which run of the broker the task is published: see `readEpoch`. */
  #stamped(message: Message): Message {
    return { ...message, headers: { ...message.headers, epoch: this.#epoch } };
  }

  #nextId(): string {
    this.#number += 1;
    return String(this.#number);
  }

  /** The open channel, or the next one: whoever first finds it gone opens that. */
  async #channel(): Promise<Channel> {
    this.#opening ??= this.#open();
    const opening = this.#opening;
    const channel = await opening.catch((error: unknown) => {
      this.#forget(opening);
      throw error;
    });
    if (channel.active) return channel;
    this.#forget(opening);
    return this.#channel();
  }

  #forget(opening: Promise<Channel>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }

  async #open(): Promise<Channel> {
    const channel = await this.#connection.acquire({ emitErrorsFromChannel: true });
    channel.on("error", (error) => this.#log.warn({ err: error }, "a channel for publishing was lost"));
    channel.on("basic.return", ({ messageId }: ReturnedMessage) => {
      if (messageId) this.#returned.add(messageId);
    });
    await declareHub(channel);
    await channel.confirmSelect();
    this.#epoch = await readEpoch(channel);
    return channel;
  }
}
