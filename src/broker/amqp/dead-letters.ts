/** What nobody could take, kept on a queue of its own: to be looked at, and to be put back. */

import { createHash, randomUUID } from "node:crypto";
import type { AsyncMessage, Channel, Connection, SyncMessage } from "rabbitmq-client";
import type { Event } from "../../core/event.ts";
import type { JsonValue } from "../../core/json.ts";
import type { Logger } from "../../service/log.ts";
import type { SetAside } from "../broker.ts";
import { jsonBody, rawBody, readJson } from "./body.ts";
import { safeHeaders } from "./headers.ts";
import type { Message, Publisher } from "./publisher.ts";
import { DEAD_QUEUE, declareHub, isTaskQueue, OVERSEER_QUEUE } from "./wire.ts";

export interface DeadLettersParts {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly log: Logger;
}

/** Headers that say why a message is here and where it was. */
const REASON = "jobhub-reason";
const QUEUE = "jobhub-queue";

export class DeadLetters {
  readonly #parts: DeadLettersParts;

  constructor(parts: DeadLettersParts) {
    this.#parts = parts;
  }

  async addEvents(events: readonly Event[], reason: string): Promise<void> {
    const queue = OVERSEER_QUEUE.queue;
    await this.#parts.publisher.send(events.map((event) => ({ ...jsonBody(event), ...letter(queue, reason) })));
  }

  /** Keeps a message as it came. Resolves when it is safe here. */
  async add(message: AsyncMessage, reason: string): Promise<void> {
    const { routingKey, contentType, contentEncoding = "utf-8", headers, exchange } = message;
    const queue = exchange === "" ? routingKey : OVERSEER_QUEUE.queue;
    this.#parts.log.error({ queue, reason }, "setting a message aside that makes no sense");
    const { headers: why, ...rest } = letter(queue, reason);
    const kept = { contentType, contentEncoding, headers: safeHeaders({ ...headers, ...why }) };
    await this.#parts.publisher.send([{ ...rest, ...kept, body: rawBody(message) }]);
  }

  /** The oldest first. They stay where they are. */
  async list(limit: number, offset: number): Promise<SetAside[]> {
    return this.#withLetters(offset + limit, async (letters) => letters.slice(offset).map(toSetAside));
  }

  async count(): Promise<number> {
    return this.#withChannel(async (channel) => {
      const { messageCount } = await channel.queueDeclare(DEAD_QUEUE);
      return messageCount;
    });
  }

  /** Puts them back on the queues that they came from. Answers how many. */
  replay(ids: readonly string[] | null): Promise<number> {
    return this.#remove(ids, (letters) => this.#parts.publisher.send(letters.map(toReplay)));
  }

  /** Answers how many. */
  drop(ids: readonly string[] | null): Promise<number> {
    return this.#remove(ids, async () => undefined);
  }

  async #remove(ids: readonly string[] | null, before: (letters: SyncMessage[]) => Promise<void>): Promise<number> {
    return this.#withLetters(Number.POSITIVE_INFINITY, async (letters, channel) => {
      const chosen = letters.filter((letter) => ids === null || ids.includes(idOf(letter)));
      await before(chosen);
      for (const { deliveryTag } of chosen) channel.basicAck({ deliveryTag });
      return chosen.length;
    });
  }

  /** What is not acknowledged goes back to its place when the channel closes. */
  #withLetters<T>(limit: number, work: (letters: SyncMessage[], channel: Channel) => Promise<T>): Promise<T> {
    return this.#withChannel(async (channel) => {
      const letters: SyncMessage[] = [];
      while (letters.length < limit) {
        const letter = await channel.basicGet(DEAD_QUEUE.queue);
        if (!letter) break;
        letters.push(letter);
      }
      return work(letters, channel);
    });
  }

  async #withChannel<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    const channel = await this.#parts.connection.acquire({ emitErrorsFromChannel: true });
    channel.on("error", () => undefined);
    try {
      await declareHub(channel);
      return await work(channel);
    } finally {
      await channel.close();
    }
  }
}

/** What the broker itself has put here has no id of ours: its content makes one. */
function idOf(message: SyncMessage): string {
  if (message.headers?.[REASON] !== undefined && message.messageId) return message.messageId;
  const { headers, correlationId } = message;
  const said = JSON.stringify([headers?.id, correlationId, headers?.["x-death"]]);
  return createHash("sha256").update(said).update(rawBody(message)).digest("hex").slice(0, 32);
}

function letter(queue: string, reason: string) {
  return {
    routingKey: DEAD_QUEUE.queue,
    durable: true,
    messageId: randomUUID(),
    headers: { [REASON]: reason, [QUEUE]: queue } as Record<string, unknown>,
  };
}

function toSetAside(message: SyncMessage): SetAside {
  const { reason, queue } = origin(message);
  const kind = isTaskQueue(queue) ? "task" : "event";
  return {
    id: idOf(message),
    kind,
    reason,
    queue,
    time: message.timestamp ? new Date(message.timestamp * 1000).toISOString() : null,
    content: content(message, kind),
  };
}

/** A message that the broker itself has given up on says so in its own way. */
function origin({ headers }: SyncMessage): { reason: string; queue: string } {
  const { [REASON]: reason, [QUEUE]: queue, "x-death": deaths } = headers ?? {};
  const [death] = Array.isArray(deaths) ? deaths : [];
  return {
    reason: String(reason ?? `the broker gave up on it: ${death?.reason ?? "it says no reason"}`),
    queue: String(queue ?? death?.queue ?? OVERSEER_QUEUE.queue),
  };
}

/** Of a task only what it is: its arguments may hold secrets. */
function content(message: SyncMessage, kind: SetAside["kind"]): JsonValue {
  const { task = null, id = null } = message.headers ?? {};
  if (kind === "task") return { task, id, bytes: rawBody(message).length };
  try {
    return readJson(message) as JsonValue;
  } catch {
    return rawBody(message).toString();
  }
}

function toReplay(message: SyncMessage): Message {
  const { [REASON]: _, [QUEUE]: __, "x-death": ___, ...headers } = message.headers ?? {};
  const { contentType, contentEncoding, priority, correlationId, replyTo, type } = message;
  const routingKey = origin(message).queue;
  const properties = { contentType, contentEncoding, priority, correlationId, replyTo, type };
  return { ...properties, routingKey, durable: true, headers: safeHeaders(headers), body: rawBody(message) };
}
