/** The answering side of remote control: the mailbox of a node. */

import type { AsyncMessage, Channel, Connection } from "rabbitmq-client";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";
import { answer, type ControlMethods } from "../node.ts";
import { jsonBody, readJson } from "./body.ts";
import type { Clock } from "./clock.ts";
import { safeHeaders } from "./headers.ts";
import { Session } from "./session.ts";
import { ANSWERS, CONTROL, mailboxQueue } from "./wire.ts";

export interface MailboxOptions {
  /** Node name, `name@host`. */
  readonly node: string;
  readonly methods: ControlMethods;
  /** Whether it tells of requests that it does not know. Nodes that are no workers keep silent. */
  readonly isWorker: boolean;
  readonly onReady?: () => Promise<void>;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Request {
  readonly method?: string;
  readonly arguments?: JsonObject | null;
  readonly destination?: readonly string[] | null;
  readonly pattern?: string | null;
  readonly matcher?: string | null;
  readonly ticket?: string | null;
  readonly reply_to?: { readonly exchange?: string; readonly routing_key?: string } | null;
}

export class Mailbox implements Service {
  readonly #options: MailboxOptions;
  readonly #session: Session;

  constructor(options: MailboxOptions) {
    this.#options = options;
    const { connection, log } = options;
    this.#session = new Session({ connection, setUp: (channel) => this.#setUp(channel), purpose: "remote control", log });
  }

  start(): Promise<void> {
    return this.#session.start();
  }

  stop(): Promise<void> {
    return this.#session.stop();
  }

  async #setUp(channel: Channel): Promise<void> {
    await channel.exchangeDeclare(CONTROL);
    await channel.exchangeDeclare(ANSWERS);
    const queue = await this.#declare(channel);
    await channel.queueBind({ queue, exchange: CONTROL.exchange, routingKey: "" });
    await channel.basicConsume({ queue, noAck: true }, (message) => this.#hear(channel, message));
    await this.#options.onReady?.();
  }

  /** Every mailbox gets every request, under whatever name. Two workers of one name confuse only those who ask. */
  async #declare(channel: Channel): Promise<string> {
    const { node, log } = this.#options;
    const { queue, consumerCount } = await channel.queueDeclare(mailboxQueue(node));
    if (consumerCount === 0) return queue;
    log.warn({ hostname: node }, "another worker has the same name: give each one of its own");
    return (await channel.queueDeclare({ ...mailboxQueue(node), queue: "", exclusive: true })).queue;
  }

  #hear(channel: Channel, message: AsyncMessage): void {
    const { clock, log } = this.#options;
    clock.hear(message.headers?.clock);
    try {
      const request = readJson(message) as Request;
      if (this.#isMeant(request)) this.#answer(channel, request);
    } catch (error) {
      log.warn({ err: error }, "a request of remote control makes no sense");
    }
  }

  #isMeant({ destination, pattern, matcher }: Request): boolean {
    const { node } = this.#options;
    if (pattern) return (matcher === "pcre" ? new RegExp(`^(?:${pattern})`) : globRegExp(pattern)).test(node);
    return !destination || destination.length === 0 || destination.includes(node);
  }

  #answer(channel: Channel, request: Request): void {
    const { node, clock } = this.#options;
    const said = this.#do(request);
    const { ticket, reply_to: to } = request;
    if (said === undefined || !ticket || !to?.routing_key || !channel.active) return;
    const { body, ...properties } = jsonBody({ [node]: said });
    const headers = safeHeaders({ ticket, clock: clock.tick() });
    const envelope = { ...properties, headers, exchange: to.exchange ?? ANSWERS.exchange, routingKey: to.routing_key };
    channel.basicPublish(envelope, body).catch(() => undefined);
  }

  #do({ method = "", arguments: args }: Request): JsonValue | undefined {
    const { methods, isWorker } = this.#options;
    return isWorker || Object.hasOwn(methods, method) ? answer(methods, method, args ?? {}) : undefined;
  }
}

function globRegExp(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
