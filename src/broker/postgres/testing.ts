/** The postgres transport for tests, with faults to order. */

import { secretKeyFrom } from "../../core/secrets.ts";
import { Database, type Queryable, type QueryResult } from "../../database/connect.ts";
import { createTestDatabase } from "../../database/testing.ts";
import { createLogger } from "../../service/log.ts";
import type { TestBroker, TestTransport } from "../conformance/context.ts";
import { PostgresBroker, type PostgresBrokerOptions } from "./broker.ts";

/** Longer than a busy machine may halt a test. */
const LEASE_MS = 5_000;

export interface PostgresTestBroker extends TestBroker {
  readonly database: FaultyDatabase;
}

export interface PostgresTestTransport extends TestTransport {
  readonly database: Database;
  readonly url: string;
  open(options?: Partial<PostgresBrokerOptions>): PostgresTestBroker;
}

export async function openTransport(): Promise<PostgresTestTransport> {
  const test = await createTestDatabase();
  const opened: PostgresTestBroker[] = [];
  return {
    ...test,
    open(options) {
      const one = openTestBroker(test.url, `broker ${opened.length}`, options);
      opened.push(one);
      return one;
    },
    cutConnections: () => cutConnections(test.database, "broker %"),
    async close() {
      for (const { thaw } of opened) thaw();
      await Promise.all(opened.map(({ broker }) => broker.stop()));
      await Promise.all(opened.map(({ database }) => database.close()));
      await test.drop();
    },
  };
}

function openTestBroker(url: string, name: string, options: Partial<PostgresBrokerOptions> = {}): PostgresTestBroker {
  const database = new FaultyDatabase({ url, name });
  const broker = new PostgresBroker({
    database,
    shared: true,
    secretKey: secretKeyFrom("a secret key for tests"),
    leaseMs: LEASE_MS,
    log: createLogger(name, "silent"),
    ...options,
  });
  return {
    broker,
    database,
    freeze: () => database.freeze(),
    thaw: () => database.thaw(),
    transaction: (work) => database.transaction(work),
  };
}

/** Ends connections at the server's end. */
export async function cutConnections(database: Database, name: string): Promise<void> {
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE $1 AND pid <> pg_backend_pid()`,
    [name],
  );
}

interface Fault {
  readonly on: string;
  readonly done: boolean;
  times: number;
}

/** A database whose statements can be held back, can fail, and can succeed without anybody hearing of it. */
export class FaultyDatabase extends Database {
  #faults: Fault[] = [];
  #thawed: Promise<void> = Promise.resolve();
  #thaw: () => void = () => undefined;

  freeze(): void {
    this.#thawed = new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thaw();
  }

  /** The connection breaks at the next statements with `on` in them: before they are sent, or (`done`) before their answer. */
  failNext(on: string, { done = false, times = 1 } = {}): void {
    this.#faults.push({ on, done, times });
  }

  override async query<Row>(sql: string, values?: unknown[]): Promise<QueryResult<Row>> {
    await this.#thawed;
    const fault = this.#faults.find(({ on, times }) => times > 0 && sql.includes(on));
    if (fault) fault.times -= 1;
    if (fault && !fault.done) throw connectionReset();
    const result = await super.query<Row>(sql, values);
    if (fault) throw connectionReset();
    return result;
  }

  override async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    await this.#thawed;
    return super.transaction(work);
  }
}

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}
