/** PostgreSQL for the rest of Jobhub: a pool that survives broken connections, transactions, and notifications. */

import pg from "pg";
import { backoffMs } from "../core/backoff.ts";
import { isConnectionLost } from "./errors.ts";
import { statementName } from "./statements.ts";
import { TYPES } from "./types.ts";

export { isUnavailable } from "./errors.ts";

/** What a statement can be sent to: a `Database`, or one transaction of it. */
export interface Queryable {
  query<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<QueryResult<Row>>;
}

export interface QueryResult<Row> {
  readonly rows: Row[];
  /** Rows that the statement returned or changed. */
  readonly rowCount: number;
}

export interface ConnectOptions {
  readonly url: string;
  /** Most connections. Default 10. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. Default `jobhub`. */
  readonly name?: string;
  /** How long a statement may take until its connection is given up as hung. Default 30,000. */
  readonly timeoutMs?: number;
}

export interface Listening {
  stop(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** Makes the pool; connections are opened when they are needed. */
export function connect(options: ConnectOptions): Database {
  return new Database(options);
}

export class Database implements Queryable {
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  #closed: Promise<void> | undefined;

  constructor({ url, max = 10, name = "jobhub", timeoutMs = 30_000 }: ConnectOptions) {
    this.#config = {
      connectionString: url,
      application_name: name,
      connectionTimeoutMillis: Math.min(timeoutMs, CONNECT_TIMEOUT_MS),
      query_timeout: timeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // A transaction that someone forgot shall not hold its locks, or hold up vacuuming, for ever.
      options: "-c timezone=UTC -c idle_in_transaction_session_timeout=60000",
      types: TYPES,
    };
    this.#pool = new pg.Pool({ ...this.#config, max });
    // A connection that breaks is replaced, and its statement rejects: nobody else needs to know, least of all `uncaughtException`.
    this.#pool.on("error", ignore);
    this.#pool.on("connect", (client) => client.on("error", ignore));
  }

  query<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<QueryResult<Row>> {
    return this.#withClient((client) => run<Row>(client, sql, values));
  }

  /** Commits when `work` resolves. Rolls back when it rejects, and rejects with the same. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#withClient(async (client) => {
      await client.query("BEGIN");
      try {
        const result = await work({ query: (sql, values) => run(client, sql, values) });
        await commit(client);
        return result;
      } catch (error) {
        if (!isConnectionLost(error)) await client.query("ROLLBACK");
        throw error;
      }
    });
  }

  /**
   * Listens on a connection of its own, and connects again whenever that is lost: what was notified in between is lost, so
   * `onReconnect` should look for what it missed. Resolves when it listens; if the first try fails, it resolves too, keeps
   * trying, and calls `onReconnect` once it listens.
   */
  async listen(
    channels: readonly string[],
    onNotify: (channel: string, payload: string) => void,
    onReconnect: () => void = ignore,
  ): Promise<Listening> {
    const listener = new Listener(this.#config, channels, onNotify, onReconnect);
    await listener.start();
    return listener;
  }

  /** Resolves when the statements under way are done and every connection is closed. */
  close(): Promise<void> {
    this.#closed ??= this.#pool.end();
    return this.#closed;
  }

  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: unknown;
    try {
      return await work(client);
    } catch (error) {
      broken = isConnectionLost(error) ? error : undefined;
      throw error;
    } finally {
      client.release(broken as Error | undefined);
    }
  }
}

async function run<Row>(client: pg.ClientBase, sql: string, values?: unknown[]): Promise<QueryResult<Row>> {
  const { rows, rowCount } = await client.query({ text: sql, values, name: values && statementName(sql) });
  return { rows: rows as Row[], rowCount: rowCount ?? 0 };
}

/** PostgreSQL answers the COMMIT of a failed transaction with a ROLLBACK and no error. */
async function commit(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query("COMMIT");
  if (command !== "COMMIT") throw new Error("The transaction was rolled back: one of its statements had failed.");
}

class Listener implements Listening {
  readonly #config: pg.ClientConfig;
  readonly #channels: readonly string[];
  readonly #onNotify: (channel: string, payload: string) => void;
  readonly #onReconnect: () => void;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    config: pg.ClientConfig,
    channels: readonly string[],
    onNotify: (channel: string, payload: string) => void,
    onReconnect: () => void,
  ) {
    this.#config = config;
    this.#channels = channels;
    this.#onNotify = onNotify;
    this.#onReconnect = onReconnect;
  }

  async start(): Promise<void> {
    await this.#connect().catch(() => this.#reconnect(1));
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#config);
    client.on("error", ignore);
    client.on("notification", ({ channel, payload }) => this.#onNotify(channel, payload ?? ""));
    this.#client = client;
    try {
      await client.connect();
      await client.query(this.#channels.map((channel) => `LISTEN ${pg.escapeIdentifier(channel)}`).join(";"));
    } catch (error) {
      void client.end().catch(ignore);
      throw error;
    }
    client.once("end", () => this.#reconnect(1));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(ignore);
  }

  #reconnect(tries: number): void {
    if (this.#stopped) return;
    this.#retry = setTimeout(() => {
      this.#connect().then(this.#onReconnect, () => this.#reconnect(tries + 1));
    }, backoffMs(tries));
  }
}

function ignore(): void {}
