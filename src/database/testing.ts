/** Databases for tests: each a clone of one that is migrated once, on a real server. */

import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Database } from "./connect.ts";
import { migrate, migrationsText } from "./migrate.ts";

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Removes it. @throws if someone is still connected to it: that is a leak of what was tested. */
  drop(): Promise<void>;
}

const LEAK_AFTER_MS = 2_000;

/** A database of its own, migrated unless said otherwise, on the server of `vitest.config.ts` or of `TEST_DATABASE_URL`. */
export async function createTestDatabase({ migrated = true }: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const server = connect({ url: serverUrl(), max: 1, name: "jobhub tests" });
  const name = `test_${randomBytes(8).toString("hex")}`;
  try {
    const template = migrated ? await ensureTemplate(server) : "template0";
    // Copying files takes a checkpoint, but a tenth of the time that writing all of them to the log takes.
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  } finally {
    await server.close();
  }
  const url = urlOf(name);
  const database = connect({ url, name: "jobhub test" });
  return { url, database, drop: () => drop(name, database) };
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error("TEST_DATABASE_URL is not set: run the tests with vitest.config.ts, which starts a server.");
  return url;
}

function urlOf(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Made under another name first, so that what has the name is whole. */
async function ensureTemplate(server: Database): Promise<string> {
  const name = `template_${createHash("sha256")
    .update(await migrationsText())
    .digest("hex")
    .slice(0, 16)}`;
  // A lock of the session: the pool has one connection, so this and the unlock are of the same.
  await server.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
  try {
    const { rowCount } = await server.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await makeTemplate(server, name);
    return name;
  } finally {
    await server.query("SELECT pg_advisory_unlock(hashtext($1))", [name]);
  }
}

async function makeTemplate(server: Database, name: string): Promise<void> {
  const part = `${name}_part`;
  await server.query(`DROP DATABASE IF EXISTS ${part}`);
  await server.query(`CREATE DATABASE ${part}`);
  await migrate(urlOf(part));
  await untilUnused(server, part);
  await server.query(`ALTER DATABASE ${part} RENAME TO ${name}`);
}

async function drop(name: string, database: Database): Promise<void> {
  await database.close();
  const server = connect({ url: serverUrl(), max: 1, name: "jobhub tests" });
  try {
    const leaks = await untilUnused(server, name);
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    if (leaks.length > 0) throw new Error(`Connections were left open: ${leaks.join(", ")}.`);
  } finally {
    await server.close();
  }
}

/** Connections close a moment after their clients do. Answers who is left. */
async function untilUnused(server: Database, name: string): Promise<string[]> {
  for (const deadline = Date.now() + LEAK_AFTER_MS; ; await sleep(5)) {
    const { rows } = await server.query<{ who: string }>(
      "SELECT application_name || ': ' || left(query, 80) AS who FROM pg_stat_activity WHERE datname = $1",
      [name],
    );
    if (rows.length === 0 || Date.now() > deadline) return rows.map(({ who }) => who);
  }
}
