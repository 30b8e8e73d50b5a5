import { secretKeyFrom } from "../../core/secrets.ts";
import { Database, type Queryable, type QueryResult } from "../../database/connect.ts";
import { createTestDatabase } from "../../database/testing.ts";
import { createLogger } from "../../service/log.ts";
import { type TestBroker, type TestTransport, testBroker } from "../conformance.ts";
import { PostgresBroker } from "./broker.ts";

const SECRET_KEY = secretKeyFrom("a secret key for tests");
const LEASE_MS = 600;

testBroker("PostgreSQL", openTransport);

async function openTransport(): Promise<TestTransport> {
  const test = await createTestDatabase();
  const opened: (TestBroker & { database: Database })[] = [];
  return {
    open() {
      const one = openBroker(test.url, `broker ${opened.length}`);
      opened.push(one);
      return one;
    },
    cutConnections: async () => {
      await test.database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'broker %'",
      );
    },
    async close() {
      for (const { thaw } of opened) thaw();
      await Promise.all(opened.map(({ broker }) => broker.stop()));
      await Promise.all(opened.map(({ database }) => database.close()));
      await test.drop();
    },
  };
}

function openBroker(url: string, name: string): TestBroker & { database: Database } {
  const database = new FreezableDatabase({ url, name });
  const log = createLogger(name, process.env.JOBHUB_LOG_LEVEL ?? "silent");
  const broker = new PostgresBroker({ database, shared: true, secretKey: SECRET_KEY, leaseMs: LEASE_MS, log });
  return {
    broker,
    database,
    freeze: () => database.freeze(),
    thaw: () => database.thaw(),
    transaction: (work) => database.transaction(work),
  };
}

/** A database whose statements can be held back. */
class FreezableDatabase extends Database {
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

  override async query<Row>(sql: string, values?: unknown[]): Promise<QueryResult<Row>> {
    await this.#thawed;
    return super.query<Row>(sql, values);
  }

  override async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    await this.#thawed;
    return super.transaction(work);
  }
}
