import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "../service/log.ts";
import type { Runnable } from "../service/run.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";

/** Most time that others get to put away what they hold, in milliseconds. */
const LEAVE_MS = 6_000;
const POLL_MS = 50;

/** The embedded database as a service. A server that ends by itself ends the process, for the supervisor to see. */
export class EmbeddedService implements Runnable {
  readonly #dataDir: () => string;
  readonly #log: Logger;
  #starting: Promise<Embedded> | null = null;
  #embedded: Embedded | null = null;
  #isStopping = false;

  /** @param dataDir is asked at the start. */
  constructor({ dataDir, log }: { dataDir: () => string; log: Logger }) {
    this.#dataDir = dataDir;
    this.#log = log;
  }

  readonly facts = () => ({ url: this.#embedded?.url });

  async start(): Promise<void> {
    this.#starting ??= startEmbedded({ dataDir: this.#dataDir(), log: this.#log });
    this.#embedded = await this.#starting;
    void this.#embedded.exited.then((reason) => {
      if (this.#isStopping) return;
      this.#log.fatal({ reason }, "PostgreSQL ended by itself");
      process.exit(1);
    });
    this.#log.info({ port: Number(new URL(this.#embedded.url).port) }, "PostgreSQL is ready");
  }

  /** When a supervisor dies all its parts stop at once: those that still have something to write come first. */
  async stop(): Promise<void> {
    const embedded = await this.#starting?.catch(() => null);
    if (!embedded) return;
    if (!this.#isStopping) await untilLeft(embedded.url).catch(() => undefined);
    await this.kill();
  }

  async kill(): Promise<void> {
    this.#isStopping = true;
    await this.#embedded?.stop();
  }
}

/** Waits until nobody else is connected, for a while. */
async function untilLeft(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "jobhub database", connectionTimeoutMillis: 1_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    for (const deadline = Date.now() + LEAVE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      if ((await countOthers(client)) === 0) return;
    }
  } finally {
    await client.end();
  }
}

async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ others: string }>(
    "SELECT count(*) AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  return Number(rows[0]?.others);
}
