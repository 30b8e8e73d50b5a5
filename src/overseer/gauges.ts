/** What Prometheus may ask of an overseer: the queues as the broker has them now, and its own work since it started. */

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Broker, QueueDepth } from "../broker/broker.ts";
import type { Event } from "../core/event.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";

export interface GaugesOptions {
  readonly broker: Pick<Broker, "depths">;
  readonly log: Logger;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Where /metrics is served: 0 for any free port, null (the default) for nowhere. */
  readonly port?: number | null;
}

const QUEUE_FIGURES: readonly { name: string; help: string; of: (depth: QueueDepth) => number }[] = [
  { name: "jobhub_queue_length", help: "Tasks that no worker has yet.", of: ({ waiting }) => waiting },
  {
    name: "jobhub_queue_claimed",
    help: "Tasks that workers have. NaN if the broker does not tell.",
    of: ({ claimed }) => claimed ?? Number.NaN,
  },
  { name: "jobhub_queue_workers", help: "Workers that take tasks from the queue.", of: ({ consumers }) => consumers },
  {
    name: "jobhub_queue_length_per_worker",
    help: "Waiting tasks for each worker of the queue. +Inf if tasks wait and there is no worker.",
    of: ({ waiting, consumers }) => (waiting === 0 ? 0 : waiting / consumers),
  },
  {
    name: "jobhub_queue_oldest_seconds",
    help: "For how long the oldest task has waited. 0 if none waits.",
    of: ({ oldestSeconds }) => oldestSeconds ?? 0,
  },
];

/** The types that are counted by name; whatever else a sender makes up is `other`. */
const TASK_TYPES = ["received", "started", "updated", "succeeded", "failed", "retried", "revoked", "rejected", "sent"];
const WORKER_TYPES = ["online", "heartbeat", "offline"];
const TYPES = new Set([...TASK_TYPES.map((type) => `task-${type}`), ...WORKER_TYPES.map((type) => `worker-${type}`)]);

export class Gauges implements Service {
  readonly registry = new Registry();
  readonly #options: GaugesOptions;
  readonly #server: Server;

  readonly #events = new Counter({
    name: "jobhub_overseer_events_total",
    help: "Events that were handled, by type.",
    labelNames: ["type"],
    registers: [this.registry],
  });
  readonly #setAside = new Counter({
    name: "jobhub_overseer_set_aside_total",
    help: "Events that the record could not take.",
    registers: [this.registry],
  });
  readonly #batches = new Histogram({
    name: "jobhub_overseer_batch_events",
    help: "Events in a batch.",
    buckets: [1, 3, 10, 30, 100, 300, 1_000],
    registers: [this.registry],
  });
  readonly #deliveries = new Histogram({
    name: "jobhub_overseer_delivery_seconds",
    help: "From the receipt of a batch until all of it is recorded, or until that has failed and it has to come again.",
    labelNames: ["outcome"],
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers: [this.registry],
  });

  constructor(options: GaugesOptions) {
    this.#options = options;
    this.#server = createServer(({ url = "" }, response) => void this.#answer(url, response));
    collectDefaultMetrics({ register: this.registry });
  }

  /** Where the figures are, while they are served. */
  get address(): string | null {
    const address = this.#server.address() as AddressInfo | null;
    return address && `http://${this.#options.host ?? "127.0.0.1"}:${address.port}/metrics`;
  }

  /** @throws if the port is taken. */
  async start(): Promise<void> {
    const { port = null, host = "127.0.0.1", log } = this.#options;
    if (port === null || this.#server.listening) return;
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(port, host, resolve);
    });
    log.info({ address: this.address }, "serving metrics");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A batch came to its end. Call what it answers then. */
  batch(events: readonly Event[]): (outcome: "recorded" | "again") => void {
    this.#batches.observe(events.length);
    const end = this.#deliveries.startTimer();
    return (outcome) => {
      end({ outcome });
      if (outcome === "recorded") this.#count(events);
    };
  }

  setAside(count: number): void {
    this.#setAside.inc(count);
  }

  #count(events: readonly Event[]): void {
    const counts = new Map<string, number>();
    for (const { type } of events) {
      const known = TYPES.has(type) ? type : "other";
      counts.set(known, (counts.get(known) ?? 0) + 1);
    }
    for (const [type, count] of counts) this.#events.inc({ type }, count);
  }

  async #answer(url: string, response: ServerResponse): Promise<void> {
    if (url.split("?")[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    const queues = await this.#queues();
    const text = [await this.registry.metrics(), await queues.metrics()].join("\n");
    response.writeHead(200, { "content-type": this.registry.contentType, "cache-control": "no-store" }).end(text);
  }

  /** Made for each answer, so that a queue which is gone leaves no figure behind. None while the broker is away. */
  async #queues(): Promise<Registry> {
    const registry = new Registry();
    const depths = await this.#options.broker.depths().catch((error: unknown) => {
      this.#options.log.debug({ err: error }, "no queue figures: the broker is away");
      return [];
    });
    for (const { name, help, of } of QUEUE_FIGURES) {
      const gauge = new Gauge({ name, help, labelNames: ["queue"], registers: [registry] });
      for (const depth of depths) gauge.set({ queue: depth.queue }, of(depth));
    }
    return registry;
  }
}
