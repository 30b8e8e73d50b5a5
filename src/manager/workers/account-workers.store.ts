/** Reading the record of workers. */

import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import type { WorkerFacts } from "./account-workers.schemas.ts";
import type { Heartbeat } from "./workers.store.ts";
import { isActiveWorker } from "./workers.store.ts";

/** SQL of how many jobs a row of `workers` runs at once, as inspection told; null if it did not. */
export const SLOTS = `(CASE WHEN jsonb_typeof(details -> 'pool' -> 'max-concurrency') = 'number'
  THEN trunc((details -> 'pool' ->> 'max-concurrency')::numeric)::bigint END)`;

/** `$1` is the account, `$2` the present time. */
const WORKERS = `
  SELECT id, ${isActiveWorker("$2")} AS active, created, started, updated, finished, hostname, utcoffset, pid, freq, software, os,
    details, signature, ARRAY(SELECT queue_id FROM worker_queues WHERE worker_id = workers.id ORDER BY queue_id) AS queues,
    methods, substring(software FROM '-([0-9].*)$') AS version, ${SLOTS} AS slots,
    last.time AS heartbeat, last.active AS running, last.processed, last.load
  FROM workers LEFT JOIN LATERAL (
    SELECT time, active, processed, load FROM worker_heartbeats WHERE worker_id = workers.id ORDER BY time DESC LIMIT 1
  ) AS last ON true
  WHERE account_id = $1`;

/** Newest first. @param active those that are, or are not; null for all. @param now ISO 8601. */
export async function listWorkers(
  db: Queryable,
  accountId: number,
  active: boolean | null,
  now: string,
  { limit, offset }: PageQuery,
): Promise<Listed<WorkerFacts>> {
  const isWanted = `($3::boolean IS NULL OR ${isActiveWorker("$2")} = $3)`;
  return listed(
    db.query<WorkerFacts>(`${WORKERS} AND ${isWanted} ORDER BY id DESC LIMIT $4 OFFSET $5`, [
      accountId,
      now,
      active,
      limit,
      offset,
    ]),
    db.query<Count>(`SELECT count(*) FROM workers WHERE account_id = $1 AND ${isWanted}`, [accountId, now, active]),
  );
}

export async function findAccountWorker(
  db: Queryable,
  accountId: number,
  id: number,
  now: string,
): Promise<WorkerFacts | null> {
  const { rows } = await db.query<WorkerFacts>(`${WORKERS} AND id = $3`, [accountId, now, id]);
  return rows[0] ?? null;
}

/** Newest first. Null if the account has no such worker. */
export async function listHeartbeats(
  db: Queryable,
  accountId: number,
  workerId: number,
  { limit, offset }: PageQuery,
): Promise<Listed<Heartbeat> | null> {
  const [{ rows: results }, { rows: counts }] = await Promise.all([
    db.query<Heartbeat>(
      `SELECT time, clock, worker_heartbeats.active, processed, load FROM worker_heartbeats JOIN workers ON id = worker_id
       WHERE account_id = $1 AND worker_id = $2 ORDER BY time DESC LIMIT $3 OFFSET $4`,
      [accountId, workerId, limit, offset],
    ),
    db.query<Count>(
      `SELECT (SELECT count(*) FROM worker_heartbeats WHERE worker_id = workers.id) AS count
       FROM workers WHERE account_id = $1 AND id = $2`,
      [accountId, workerId],
    ),
  ]);
  return counts[0] ? { count: counts[0].count, results } : null;
}

export interface ControlledWorker {
  readonly hostname: string;
  readonly isFinished: boolean;
  /** Whether another account has an active worker of the same name: what is said to one, both hear. */
  readonly isShared: boolean;
}

/** Null if the account has no such worker. @param now ISO 8601. */
export async function findControlled(
  db: Queryable,
  accountId: number,
  id: number,
  now: string,
): Promise<ControlledWorker | null> {
  const { rows } = await db.query<ControlledWorker>(
    `SELECT hostname, finished IS NOT NULL AS "isFinished", EXISTS (
       SELECT FROM workers WHERE hostname = found.hostname AND account_id <> found.account_id AND ${isActiveWorker("$3")}
     ) AS "isShared"
     FROM workers AS found WHERE account_id = $1 AND id = $2`,
    [accountId, id, now],
  );
  return rows[0] ?? null;
}
