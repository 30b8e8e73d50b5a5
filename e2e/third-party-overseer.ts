/**
 * An overseer as a third party would write it: it knows RabbitMQ, the events of Celery and two operations of the API. It takes all events
 * from a queue of its own and tells each by itself.
 */

import { type AsyncMessage, Connection } from "rabbitmq-client";
import type { Hub, Job } from "../clients/typescript/src/client.ts";

interface Said {
  readonly type: string;
  readonly uuid?: string;
  readonly hostname: string;
  readonly timestamp: number;
  readonly retries?: number | null;
  readonly runtime?: number | null;
  readonly [more: string]: unknown;
}

type Patch = Record<string, unknown> & { readonly status: Job["status"] };

export class ThirdPartyOverseer {
  /** How many events it has told. */
  told = 0;
  readonly #connection: Connection;
  readonly #hub: Hub;
  #consumer: { close(): Promise<void> } | undefined;

  constructor(url: string, hub: Hub) {
    this.#connection = new Connection(url);
    this.#hub = hub;
  }

  async start(): Promise<void> {
    const consumer = this.#connection.createConsumer(
      {
        queueOptions: { queue: "third-party", durable: true },
        exchanges: [{ exchange: "celeryev", type: "topic", durable: true }],
        queueBindings: [{ exchange: "celeryev", routingKey: "#" }],
        concurrency: 1,
      },
      (message) => this.#take(message),
    );
    this.#consumer = consumer;
    await new Promise((resolve) => consumer.once("ready", () => resolve(null)));
  }

  async stop(): Promise<void> {
    await this.#consumer?.close();
    await this.#connection.close();
  }

  async #take({ body }: AsyncMessage): Promise<void> {
    const value = (Buffer.isBuffer(body) ? JSON.parse(body.toString()) : body) as Said | Said[];
    for (const event of Array.isArray(value) ? value : [value]) await this.#tell(event);
  }

  async #tell(event: Said): Promise<void> {
    const patch = patchOf(event);
    if (!patch) return;
    await this.#hub.jobs.jobsPartialUpdate({ id: Number(event.uuid), data: patch as never });
    this.told += 1;
  }
}

function patchOf({ type, hostname: worker, timestamp, retries = null, runtime = null, ...more }: Said): Patch | null {
  const time = new Date(timestamp * 1000).toISOString();
  switch (type) {
    case "task-received":
      return { status: "RECEIVED", retries, worker };
    case "task-started":
      return { status: "STARTED", began: time, worker };
    case "task-updated":
      return { status: "RUNNING", ...(Array.isArray(more.log) && { log: more.log, logOffset: more.logOffset ?? 0 }) };
    case "task-succeeded":
      return { status: "SUCCESS", ended: time, runtime, worker };
    case "task-failed":
      return { status: "FAILURE", ended: time, worker };
    case "task-revoked":
      return { status: more.terminated ? "TERMINATED" : "REVOKED", ended: time, worker };
    default:
      return null;
  }
}
