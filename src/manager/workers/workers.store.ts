/** The record of workers. */

import type { JsonObject } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";

/** A worker is active until this many heartbeats are missing. */
const MISSED_HEARTBEATS = 5;
/** Seconds between the heartbeats of a worker that does not say: Celery's default. */
const USUAL_FREQ = 2;

/** SQL that tells whether a row of `workers` is active. @param now SQL of the present time. */
export function isActiveWorker(now: string): string {
  return `(workers.finished IS NULL
    AND workers.updated > ${now}::timestamptz - ${MISSED_HEARTBEATS} * coalesce(workers.freq, ${USUAL_FREQ}) * interval '1 second')`;
}

/** What a worker is known by, while it has not finished. */
export interface WorkerIdentity {
  readonly hostname: string;
  readonly utcoffset: number | null;
  readonly pid: number | null;
  /** Undefined where any will do. */
  readonly freq: number | null | undefined;
  readonly software: string | null;
  readonly os: string | null;
}

const IS_IT = `hostname = $1 AND utcoffset IS NOT DISTINCT FROM $2 AND pid IS NOT DISTINCT FROM $3
  AND (freq IS NOT DISTINCT FROM $4 OR $5) AND software IS NOT DISTINCT FROM $6 AND os IS NOT DISTINCT FROM $7`;

function identityValues({ hostname, utcoffset, pid, freq, software, os }: WorkerIdentity): unknown[] {
  return [hostname, utcoffset, pid, freq ?? null, freq === undefined, software, os];
}

/** What an event says of when a worker lived. Times are ISO 8601. */
export interface Sighting {
  /** By the worker's clock. */
  readonly time: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Names of the methods that it runs; null if the event does not say. */
  readonly methods: readonly string[] | null;
}

export interface SeenWorker {
  readonly id: number;
  readonly accountId: number;
  /** The queues that it takes from, in order: each its account's id, `/` and its name. */
  readonly queues: string[];
}

/**
 * Records an event of a worker that has not finished; null if there is none. One that is older than what was told before can
 * neither keep it alive nor end it.
 * @param now of this server: clocks of workers may be wrong, and whether one is active is judged by ours.
 */
export async function seeWorker(
  db: Queryable,
  identity: WorkerIdentity,
  { time, isFirst, isLast, methods }: Sighting,
  now: string,
): Promise<SeenWorker | null> {
  const { rows } = await db.query<SeenWorker>(
    `UPDATE workers SET
       started = CASE WHEN $9 THEN least(started, $8::timestamptz) ELSE started END,
       updated = CASE WHEN told > $8 THEN updated ELSE $11::timestamptz END,
       told = greatest(told, $8),
       finished = CASE WHEN $10 AND told <= $8 THEN $8 END,
       said_goodbye = $10 AND told < $8,
       methods = coalesce($12::text[], methods)
     WHERE ${IS_IT} AND finished IS NULL
     RETURNING id, account_id AS "accountId", ARRAY(
       SELECT zones.account_id || '/' || queues.name COLLATE "C" FROM worker_queues
       JOIN queues ON queues.id = queue_id JOIN zones ON zones.id = zone_id
       WHERE worker_id = workers.id ORDER BY 1
     ) AS queues`,
    [...identityValues(identity), time, isFirst, isLast, now, methods],
  );
  return rows[0] ?? null;
}

/** Until the end of the transaction nobody else makes a worker of this name. */
export async function lockWorkers(tx: Queryable, hostname: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('jobhub workers'), hashtext($1))", [hostname]);
}

/** Whether a worker of this identity has finished at `time` or later: an event of then comes late. */
export async function hasFinished(db: Queryable, identity: WorkerIdentity, time: string): Promise<boolean> {
  const { rowCount } = await db.query(`SELECT FROM workers WHERE ${IS_IT} AND finished >= $8 LIMIT 1`, [
    ...identityValues(identity),
    time,
  ]);
  return rowCount > 0;
}

export async function insertWorker(
  db: Queryable,
  accountId: number,
  identity: WorkerIdentity,
  { time, isLast, methods }: Sighting,
  now: string,
): Promise<number> {
  const { hostname, utcoffset, pid, freq = null, software, os } = identity;
  const signature = [hostname, utcoffset, pid, freq, software, os].join("|").slice(0, 512);
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO workers
       (account_id, created, updated, started, told, finished, said_goodbye, hostname, utcoffset, pid, freq, software, os, signature, methods)
     VALUES ($1, $2, $2, $3, $3, $4, $4::timestamptz IS NOT NULL, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
    [accountId, now, time, isLast ? time : null, hostname, utcoffset, pid, freq, software, os, signature, methods],
  );
  return rows[0]?.id ?? 0;
}

export interface Heartbeat {
  readonly time: string;
  readonly clock: number;
  readonly active: number;
  readonly processed: number;
  readonly load: readonly number[];
}

/** Adds one, once, and drops what is older than an hour before it. */
export async function addHeartbeat(db: Queryable, workerId: number, heartbeat: Heartbeat): Promise<void> {
  const { time, clock, active, processed, load } = heartbeat;
  await db.query(
    `WITH old AS (
       DELETE FROM worker_heartbeats WHERE worker_id = $1 AND time < $2::timestamptz - interval '1 hour'
     )
     INSERT INTO worker_heartbeats (worker_id, time, clock, active, processed, load) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (worker_id, time) DO NOTHING`,
    [workerId, time, clock, active, processed, load],
  );
}

/** The worker of this name that was heard of last; null if all have finished. */
export async function findWorker(db: Queryable, hostname: string): Promise<{ id: number; accountId: number } | null> {
  const { rows } = await db.query<{ id: number; accountId: number }>(
    `SELECT id, account_id AS "accountId" FROM workers WHERE hostname = $1 AND finished IS NULL ORDER BY told DESC, id DESC LIMIT 1`,
    [hostname],
  );
  return rows[0] ?? null;
}

export interface WorkerFindings {
  readonly accountId: number;
  /** Null leaves what is there, here and below. */
  readonly details: JsonObject | null;
  readonly methods: readonly string[] | null;
}

/** What an inspection told. */
export async function updateWorker(db: Queryable, id: number, { accountId, details, methods }: WorkerFindings): Promise<void> {
  await db.query(
    `UPDATE workers SET account_id = $2, details = coalesce($3::jsonb, details), methods = coalesce($4::text[], methods)
     WHERE id = $1`,
    [id, accountId, details && JSON.stringify(details), methods],
  );
}
