/** Which overseers there are: each says so every few seconds. */

import type { Queryable } from "../../database/connect.ts";

export interface OverseerFacts {
  readonly hostname: string;
  readonly pid: number;
  readonly version: string | null;
  readonly started: string;
  readonly updated: string;
}

/** @param now ISO 8601. */
export async function seeOverseer(
  db: Queryable,
  { hostname, pid, version }: Pick<OverseerFacts, "hostname" | "pid" | "version">,
  now: string,
): Promise<void> {
  await db.query(
    `INSERT INTO overseers (hostname, pid, version, started, updated) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (hostname, pid) DO UPDATE SET version = EXCLUDED.version, updated = EXCLUDED.updated`,
    [hostname, pid, version, now],
  );
}

export async function dropOverseer(db: Queryable, hostname: string, pid: number): Promise<void> {
  await db.query("DELETE FROM overseers WHERE hostname = $1 AND pid = $2", [hostname, pid]);
}

/** Those that were heard of since `since`, ISO 8601. Others are forgotten. */
export async function listOverseers(db: Queryable, since: string): Promise<OverseerFacts[]> {
  const { rows } = await db.query<OverseerFacts>(
    "SELECT hostname, pid, version, started, updated FROM overseers WHERE updated > $1 ORDER BY started, hostname, pid",
    [since],
  );
  return rows;
}

export async function forgetOverseers(db: Queryable, before: string): Promise<void> {
  await db.query("DELETE FROM overseers WHERE updated < $1", [before]);
}
