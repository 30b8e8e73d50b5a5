/** Brings a database to the schema of this code. */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const DIR = fileURLToPath(new URL("./migrations", import.meta.url));
const TABLE = "migrations";
/** Any number, the same in every Jobhub. */
const LOCK = 7_018_264_101;

export interface MigrateOptions {
  /** Where the numbered SQL files are. Default: those of this code. */
  readonly dir?: string;
}

/**
 * Runs the migrations that are missing, all or none. Of several callers at once one runs them and the others wait.
 * @throws if the database has migrations that this code does not know.
 */
export async function migrate(url: string, { dir = DIR }: MigrateOptions = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "jobhub migrate", connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // Of the session: it ends with the connection, so that a migrator which is killed locks nobody out.
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const [applied, known] = [await appliedMigrations(client), await migrationNames(dir)];
    refuseUnknown(applied, known);
    if (applied.length < known.length) await runMissing(client, dir);
  } finally {
    await client.end();
  }
}

/** The migrator is loaded only where there is something to do: at most starts there is not. */
async function runMissing(client: pg.Client, dir: string): Promise<void> {
  const { runner } = await import("node-pg-migrate");
  await runner({
    dbClient: client,
    dir,
    direction: "up",
    migrationsTable: TABLE,
    singleTransaction: true,
    noLock: true,
    log: () => undefined,
  });
}

/** Names of the migrations of this code, in order. */
export async function migrationNames(dir: string = DIR): Promise<string[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith(".sql"));
  return files.map((file) => file.slice(0, -".sql".length)).sort();
}

/** The SQL of all migrations of this code. */
export async function migrationsText(dir: string = DIR): Promise<string> {
  const names = await migrationNames(dir);
  const texts = await Promise.all(names.map((name) => readFile(path.join(dir, `${name}.sql`), "utf8")));
  return texts.join("\n");
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const found = await client.query("SELECT to_regclass($1) IS NOT NULL AS there", [TABLE]);
  if (!found.rows[0].there) return [];
  const { rows } = await client.query(`SELECT name FROM ${TABLE} ORDER BY id`);
  return rows.map(({ name }) => name);
}

function refuseUnknown(applied: readonly string[], known: readonly string[]): void {
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database is newer than this Jobhub: it has ${unknown.join(", ")}. Start the version of Jobhub that made it, or a newer one.`,
  );
}
