/**
 * The manager's app in a process of its own, with two more routes to hold ours against: one that does nothing, and one that
 * does what most would write, one UPDATE a request. Sends the parent where it listens, and which jobs there are.
 */

import { openBroker } from "../src/broker/connect.ts";
import { secretKeyFrom } from "../src/core/secrets.ts";
import { connect } from "../src/database/connect.ts";
import { migrate } from "../src/database/migrate.ts";
import { buildApp } from "../src/manager/app.ts";
import { createLogger } from "../src/service/log.ts";
import { seedJobs } from "./seed.ts";

const JOBS = 10_000;
const url = process.env.DATABASE_URL ?? "";
const secretKey = secretKeyFrom("the benchmark's own key");
const log = createLogger("bench", "warn");

await migrate(url);
const database = connect({ url, name: "bench" });
const broker = openBroker({ url, secretKey, database, log });
await broker.start();
const { token, ids } = await seedJobs(database, JOBS);

// Whoever sends patches is not throttled, so nobody is here.
const throttles = { user: 0, userJob: 0, anonymous: 0, anonymousJob: 0 };
const app = await buildApp({ database, broker, config: { secretKey, bodyLimit: 2 ** 24, throttles }, log });
// The rule of an operation that asks nobody for anything.
const schema = { operationId: "status_read", hide: true };
app.patch("/bench/no-op/:id", { schema }, async (request) => ({ id: Number((request.params as { id: string }).id) }));
app.patch("/bench/one-update/:id", { schema }, async (request) => {
  const { status, worker, retries } = request.body as { status: string; worker: string; retries: number };
  const { rows } = await database.query(
    `UPDATE jobs SET status = $2, worker = $3, retries = $4, updated = now(), version = version + 1 WHERE id = $1 RETURNING *`,
    [Number((request.params as { id: string }).id), status, worker, retries],
  );
  return rows[0];
});
const address = await app.listen({ port: 0, host: "127.0.0.1" });
process.send?.({ address, token, ids });
process.once("disconnect", async () => {
  await app.close();
  await broker.stop();
  await database.close();
  process.exit(0);
});
