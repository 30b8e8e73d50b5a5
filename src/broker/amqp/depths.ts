/** How many tasks wait: as RabbitMQ's management tells, or, without it, as the queues that are known tell themselves. */

import type { Connection } from "rabbitmq-client";
import type { JsonValue } from "../../core/json.ts";
import type { QueueDepth } from "../broker.ts";
import type { Controller } from "./controller.ts";
import { passiveDepth } from "./passive-depth.ts";
import type { Queues } from "./queues.ts";
import { isTaskQueue } from "./wire.ts";

export interface DepthsParts {
  readonly connection: Connection;
  readonly controller: Controller;
  readonly queues: Queues;
}

/** How long the answer of the workers holds, in milliseconds. */
const KNOWN_FOR_MS = 15_000;
const PATIENCE_MS = 500;

/** Without management no one lists the queues: these are the ones of this process, and those that workers take from. */
export class Depths {
  readonly #parts: DepthsParts;
  #consumed: readonly string[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: DepthsParts) {
    this.#parts = parts;
  }

  async read(): Promise<QueueDepth[]> {
    await this.#askWorkers();
    const names = [...new Set([...this.#parts.queues.names, ...this.#consumed])].filter(isTaskQueue).sort();
    const depths = await Promise.all(names.map((name) => this.#readOne(name)));
    return depths.filter((depth) => depth !== null);
  }

  async #askWorkers(): Promise<void> {
    if (performance.now() - this.#askedAt < KNOWN_FOR_MS) return;
    this.#askedAt = performance.now();
    const answers = await this.#parts.controller.request("active_queues", {}, { timeoutMs: PATIENCE_MS, quietMs: 100 });
    this.#consumed = Object.values(answers).flatMap(namesIn);
  }

  async #readOne(queue: string): Promise<QueueDepth | null> {
    const depth = await passiveDepth(this.#parts.connection, queue);
    if (!depth) return null;
    return { queue, waiting: depth.messageCount, claimed: null, consumers: depth.consumerCount, oldestSeconds: null };
  }
}

function namesIn(answer: JsonValue): string[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((queue) => {
    const { name } = (queue ?? {}) as { name?: JsonValue };
    return typeof name === "string" ? [name] : [];
  });
}
