import { Counter, Gauge, type Registry } from "prom-client";
import { ApiError } from "../../core/errors.ts";

export type TunnelKind = "http" | "websocket";

/** Figures of the connections to jobs' servers. */
export class ConnectMetrics {
  readonly #open: Gauge;
  readonly #opened: Counter;
  readonly #failures: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#open = new Gauge({
      name: "jobhub_connect_open",
      help: "Connections to jobs' servers that are open, by kind.",
      labelNames: ["kind"],
      registers,
    });
    this.#opened = new Counter({
      name: "jobhub_connect_total",
      help: "Connections to jobs' servers that were opened, by kind.",
      labelNames: ["kind"],
      registers,
    });
    this.#failures = new Counter({
      name: "jobhub_connect_failures_total",
      help: "Connections that came to nothing on the side of the job, by the error that they were answered with.",
      labelNames: ["error"],
      registers,
    });
  }

  opened(kind: TunnelKind): void {
    this.#open.inc({ kind });
    this.#opened.inc({ kind });
  }

  closed(kind: TunnelKind): void {
    this.#open.dec({ kind });
  }

  /** What the client is to blame for does not count. */
  failed(error: unknown): void {
    if (error instanceof ApiError && error.status >= 500) this.#failures.inc({ error: error.code });
  }
}
