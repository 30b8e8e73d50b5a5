/** The parts of a hub in the order in which they need each other: database, manager, then overseer and workers. */

import { fileURLToPath } from "node:url";
import type { ReadyMessage } from "../../service/run.ts";
import type { UpLog } from "./log.ts";
import { Part } from "./part.ts";

export interface HubOptions {
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly workers: number;
  /** Jobs at once in each worker; null for its own default. */
  readonly concurrency: number | null;
  /** Level of the parts' logs. */
  readonly logLevel: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Not imported by name: `up` knows how to start the parts, and nothing of what is in them. */
function programOf(part: string): string {
  return fileURLToPath(new URL(`../../${part}/main.js`, import.meta.url));
}

/** How long a worker's jobs get to end when it stops; then they go back to their queue. */
const DRAIN_SECONDS = 3;
/** How long each may take to stop: first gracefully, then hard. In all 9 s, even if every one of them hangs. */
const STOP = {
  /** After its drain. */
  worker: { graceMs: 800, hardMs: 800 },
  overseer: { graceMs: 800, hardMs: 200 },
  manager: { graceMs: 800, hardMs: 200 },
  database: { graceMs: 1_500, hardMs: 700 },
} as const;
/** When someone is in a hurry. */
const HARD = { graceMs: 0, hardMs: 1_500 };

/** Names of the parts, as the log shows them. */
export function partNames({ workers, env }: Pick<HubOptions, "workers" | "env">): string[] {
  return [...(env.DATABASE_URL ? [] : ["database"]), "manager", "overseer", ...workerNames(workers)];
}

function workerNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? "worker" : `worker ${i + 1}`));
}

export class Hub {
  readonly #options: HubOptions;
  readonly #log: UpLog;
  readonly #database: Part | null;
  readonly #manager: Part;
  readonly #overseer: Part;
  readonly #workers: readonly Part[];
  #databaseUrl: string | undefined;
  #port: number;
  #metrics: string | null = null;
  #stopping: Promise<void> | null = null;

  constructor(options: HubOptions, log: UpLog) {
    this.#options = options;
    this.#log = log;
    this.#port = options.port;
    this.#databaseUrl = options.env.DATABASE_URL || undefined;
    this.#database = this.#databaseUrl
      ? null
      : this.#part("database", "database", { onReady: (facts) => this.#takeDatabase(facts) });
    this.#manager = this.#part("manager", "manager", { onReady: (facts) => this.#takePort(facts) });
    this.#overseer = this.#part("overseer", "overseer", { onReady: ({ metrics }) => this.#takeMetrics(metrics) });
    this.#workers = workerNames(options.workers).map((name) => this.#part(name, "worker"));
  }

  /** Address of the manager from this machine. */
  get url(): string {
    const { host } = this.#options;
    const isAny = host === "0.0.0.0" || host === "::";
    return `http://${isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${this.#port}`;
  }

  get #drainSeconds(): number {
    return Number(this.#options.env.JOBHUB_DRAIN_SECONDS || DRAIN_SECONDS);
  }

  /** Address of the overseer's figures. */
  get metrics(): string | null {
    return this.#metrics;
  }

  /**
   * Resolves when all parts are ready. Each is loaded while those before it start.
   * @throws {StartError} of the first part that cannot start.
   */
  async start(): Promise<void> {
    this.#manager.load();
    await this.#database?.start();
    for (const part of [this.#overseer, ...this.#workers]) part.load();
    await this.#manager.start();
    await Promise.all([this.#overseer, ...this.#workers].map((part) => part.start()));
  }

  /** Workers first, so that the others still record what they end with; the database last. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stopInOrder();
    await this.#stopping;
  }

  /** At once; jobs that run are taken up again at the next start. */
  async kill(): Promise<void> {
    const parts = [...this.#workers, this.#overseer, this.#manager];
    await Promise.all(parts.map((part) => part.stop(HARD)));
    await this.#database?.stop(HARD);
  }

  async #stopInOrder(): Promise<void> {
    const graceMs = this.#drainSeconds * 1000 + STOP.worker.graceMs;
    await Promise.all(this.#workers.map((worker) => worker.stop({ ...STOP.worker, graceMs })));
    await this.#overseer.stop(STOP.overseer);
    await this.#manager.stop(STOP.manager);
    await this.#database?.stop(STOP.database);
  }

  #part(name: string, part: string, { onReady }: { onReady?: (facts: ReadyMessage) => void } = {}): Part {
    return new Part({
      name,
      program: programOf(part),
      env: { ...this.#options.env, JOBHUB_LOG_LEVEL: this.#options.logLevel, JOBHUB_DATA: this.#options.dataDir },
      settings: () => this.#settings(),
      log: this.#log.logger(name),
      onLine: (text, plainLevel) => this.#log.write(name, text, plainLevel),
      ...(onReady && { onReady }),
    });
  }

  #settings(): Record<string, string> {
    const { env, host, concurrency } = this.#options;
    return {
      JOBHUB_HOST: host,
      JOBHUB_PORT: String(this.#port),
      JOBHUB_URL: this.url,
      // Whoever starts the hub may be signed in as someone else: the overseer has its own token.
      JOBHUB_TOKEN: "",
      // For `jobhub doctor`. It keeps its port when it is started again.
      JOBHUB_METRICS_PORT: env.JOBHUB_METRICS_PORT || (this.#metrics ? new URL(this.#metrics).port : "0"),
      JOBHUB_DRAIN_SECONDS: String(this.#drainSeconds),
      DATABASE_URL: this.#databaseUrl ?? "",
      ...(concurrency && { JOBHUB_CONCURRENCY: String(concurrency) }),
    };
  }

  /** Should the database come back elsewhere, because another program took its port, the others must follow. */
  #takeDatabase({ url }: ReadyMessage): void {
    const hasMoved = this.#databaseUrl !== undefined && this.#databaseUrl !== url;
    this.#databaseUrl = String(url);
    if (hasMoved) for (const part of [this.#manager, this.#overseer, ...this.#workers]) part.restart();
  }

  #takeMetrics(address: unknown): void {
    if (typeof address === "string") this.#metrics = address;
  }

  /** The port that it found with 0 stays its port when it is started again. */
  #takePort({ port }: ReadyMessage): void {
    if (typeof port === "number") this.#port = port;
  }
}
