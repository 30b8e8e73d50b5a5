/** Reading how the hub is. */

import type { Queryable } from "../../database/connect.ts";
import { isActiveWorker } from "../workers/workers.store.ts";

export interface DatabaseFacts {
  readonly version: string;
  readonly started: string;
  readonly bytes: number;
  readonly connections: number;
  readonly maxConnections: number;
}

export async function databaseFacts(db: Queryable): Promise<DatabaseFacts> {
  const { rows } = await db.query<DatabaseFacts>(
    `SELECT current_setting('server_version') AS version, pg_postmaster_start_time() AS started,
       pg_database_size(current_database()) AS bytes,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
       current_setting('max_connections')::integer AS "maxConnections"`,
  );
  return rows[0] as DatabaseFacts;
}

export interface TableFacts {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
}

/** The largest first. */
export async function tableFacts(db: Queryable): Promise<TableFacts[]> {
  const { rows } = await db.query<TableFacts>(
    `SELECT nspname || '.' || relname AS name, pg_total_relation_size(pg_class.oid) AS bytes, greatest(reltuples, 0)::bigint AS rows
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p') AND nspname IN ('public', 'broker') ORDER BY bytes DESC, name`,
  );
  return rows;
}

export interface UnconfirmedJob {
  readonly id: number;
  readonly project: number | null;
  readonly since: string;
}

/** The first of those that the broker has not taken. Those that wait for another job have a parent. */
export async function oldestUnconfirmed(db: Queryable): Promise<UnconfirmedJob | null> {
  const { rows } = await db.query<UnconfirmedJob>(
    `SELECT id, project_id AS project, updated AS since FROM jobs
     WHERE stage = 'WAITING' AND parent_id IS NULL ORDER BY id LIMIT 1`,
  );
  return rows[0] ?? null;
}

export interface Waiting {
  readonly jobs: number;
  readonly unserved: number;
}

/** Jobs in queues, and in those that no active worker takes from. @param now ISO 8601. */
export async function countWaiting(db: Queryable, now: string): Promise<Waiting> {
  const { rows } = await db.query<Waiting>(
    `WITH depths AS (
       SELECT queue_id, sum(jobs) AS jobs
       FROM (
         SELECT queue_id, jobs FROM queue_depths
         UNION ALL
         SELECT queue_id, entered - left_it FROM queue_deltas
       ) AS moves
       GROUP BY queue_id HAVING sum(jobs) > 0
     ), served AS MATERIALIZED (
       SELECT DISTINCT queue_id FROM worker_queues JOIN workers ON workers.id = worker_id WHERE ${isActiveWorker("$1")}
     )
     SELECT coalesce(sum(jobs), 0)::bigint AS jobs,
       coalesce(sum(jobs) FILTER (WHERE queue_id NOT IN (SELECT queue_id FROM served)), 0)::bigint AS unserved
     FROM depths`,
    [now],
  );
  return rows[0] ?? { jobs: 0, unserved: 0 };
}
