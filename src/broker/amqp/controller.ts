/** The asking side of remote control: requests to all nodes, and their answers. */

import { randomUUID } from "node:crypto";
import type { AsyncMessage, Channel, Connection } from "rabbitmq-client";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";
import type { RemoteControl, RequestOptions } from "../control.ts";
import { jsonBody, readJson } from "./body.ts";
import type { Clock } from "./clock.ts";
import { safeHeaders } from "./headers.ts";
import { passiveDepth } from "./passive-depth.ts";
import type { Message, Publisher } from "./publisher.ts";
import { Session } from "./session.ts";
import { ANSWERS, answersQueue, CONTROL, mailboxQueue } from "./wire.ts";

export interface ControllerParts {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface AskOptions extends RequestOptions {
  /** Ends the wait when no answer has come for this long after another. */
  readonly quietMs?: number;
}

interface Asked {
  readonly add: (answers: Record<string, JsonValue>) => void;
}

const PATIENCE_MS = 1_000;

export class Controller implements RemoteControl, Service {
  readonly #parts: ControllerParts;
  readonly #id = randomUUID();
  readonly #asked = new Map<string, Asked>();
  readonly #session: Session;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    const { connection, log } = parts;
    this.#session = new Session({ connection, setUp: (channel) => this.#setUp(channel), purpose: "answers of workers", log });
  }

  /** Is done by the first request, too. */
  start(): Promise<void> {
    return this.#session.start();
  }

  stop(): Promise<void> {
    return this.#session.stop();
  }

  async request(method: string, args: JsonObject = {}, options: AskOptions = {}): Promise<Record<string, JsonValue>> {
    await this.start();
    const ticket = randomUUID();
    const answers = this.#collect(ticket, options);
    await this.#send(method, args, options.destination ?? null, ticket).catch((error: unknown) => {
      this.#asked.delete(ticket);
      throw error;
    });
    return answers;
  }

  /** As long as a node is, somebody takes from its mailbox. */
  async connected(names: readonly string[]): Promise<string[]> {
    const { connection } = this.#parts;
    const depths = await Promise.all(names.map((name) => passiveDepth(connection, mailboxQueue(name).queue)));
    return names.filter((_, i) => (depths[i]?.consumerCount ?? 0) > 0);
  }

  cast(method: string, args: JsonObject = {}, destination: readonly string[] | null = null): Promise<void> {
    return this.#send(method, args, destination, null);
  }

  #collect(ticket: string, { destination, timeoutMs = PATIENCE_MS, quietMs }: AskOptions): Promise<Record<string, JsonValue>> {
    const all: Record<string, JsonValue> = {};
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        clearTimeout(quiet);
        this.#asked.delete(ticket);
        resolve(all);
      };
      const timer = setTimeout(done, timeoutMs);
      let quiet: NodeJS.Timeout | undefined;
      const add = (answers: Record<string, JsonValue>) => {
        Object.assign(all, answers);
        clearTimeout(quiet);
        if (quietMs !== undefined) quiet = setTimeout(done, quietMs);
        if (destination?.every((name) => Object.hasOwn(all, name))) done();
      };
      this.#asked.set(ticket, { add });
    });
  }

  async #send(method: string, args: JsonObject, destination: readonly string[] | null, ticket: string | null): Promise<void> {
    const { publisher, clock } = this.#parts;
    const replyTo = { exchange: ANSWERS.exchange, routing_key: this.#id };
    const request = { method, arguments: args, destination, pattern: null, matcher: null };
    const message: Message = {
      ...jsonBody(ticket === null ? request : { ...request, ticket, reply_to: replyTo }),
      exchange: CONTROL.exchange,
      routingKey: "",
      headers: safeHeaders({ clock: clock.tick(), expires: 0 }),
    };
    await publisher.send([message]);
  }

  async #setUp(channel: Channel): Promise<void> {
    const { queue } = answersQueue(this.#id);
    await channel.exchangeDeclare(CONTROL);
    await channel.exchangeDeclare(ANSWERS);
    await channel.queueDeclare(answersQueue(this.#id));
    await channel.queueBind({ queue, exchange: ANSWERS.exchange, routingKey: this.#id });
    await channel.basicConsume({ queue, noAck: true }, (message) => this.#hear(message));
  }

  #hear(message: AsyncMessage): void {
    const { ticket, clock } = message.headers ?? {};
    this.#parts.clock.hear(clock);
    try {
      this.#asked.get(String(ticket))?.add(readJson(message) as Record<string, JsonValue>);
    } catch (error) {
      this.#parts.log.warn({ err: error }, "an answer of a worker makes no sense");
    }
  }
}
