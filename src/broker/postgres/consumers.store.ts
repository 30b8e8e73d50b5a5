/** Statements on `broker.consumers`. Leases are measured with the clock of the database alone. */

import type { Queryable } from "../../database/connect.ts";

/** How long the row of an ended consumer stays. */
const KEPT = "10 minutes";

export async function insertConsumer(
  db: Queryable,
  consumer: { hostname: string; queues: readonly string[]; leaseMs: number },
): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO broker.consumers (hostname, queues, lease_until)
     VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
     RETURNING id`,
    [consumer.hostname, consumer.queues, consumer.leaseMs],
  );
  const [row] = rows;
  if (!row) throw new Error("The consumer was not inserted.");
  return row.id;
}

export async function setConsumerQueues(db: Queryable, id: number, queues: readonly string[]): Promise<void> {
  await db.query("UPDATE broker.consumers SET queues = $2 WHERE id = $1 AND ended IS NULL", [id, queues]);
}

/** Those of these workers that hold a lease. */
export async function findConnected(db: Queryable, hostnames: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ hostname: string }>(
    `SELECT DISTINCT hostname FROM broker.consumers
     WHERE hostname = ANY($1::text[]) AND ended IS NULL AND lease_until > clock_timestamp()`,
    [hostnames],
  );
  return rows.map(({ hostname }) => hostname);
}

/** Answers whether it was still there to be renewed, and which of its tasks are cancelled. */
export async function renewLease(db: Queryable, id: number, leaseMs: number): Promise<{ held: boolean; revoked: string[] }> {
  const { rows } = await db.query<{ revoked: string[] }>(
    `UPDATE broker.consumers SET lease_until = clock_timestamp() + $2 * interval '1 millisecond'
     WHERE id = $1 AND ended IS NULL
     RETURNING ARRAY(SELECT task_id FROM broker.tasks WHERE consumer_id = $1 AND revoked) AS revoked`,
    [id, leaseMs],
  );
  return { held: rows.length > 0, revoked: rows[0]?.revoked ?? [] };
}

export async function endConsumer(tx: Queryable, id: number): Promise<void> {
  await tx.query("UPDATE broker.consumers SET ended = now() WHERE id = $1 AND ended IS NULL", [id]);
}

/**
 * Gives up the consumers whose lease has run out. While the database was away nobody could renew: after its start
 * everybody gets the time of a lease first.
 */
export async function endDeadConsumers(tx: Queryable, leaseMs: number): Promise<void> {
  await tx.query(
    `UPDATE broker.consumers SET ended = now()
     WHERE id IN (
       SELECT id FROM broker.consumers
       WHERE ended IS NULL AND lease_until < now()
         AND pg_postmaster_start_time() < now() - $1 * interval '1 millisecond'
       FOR UPDATE SKIP LOCKED
     )`,
    [leaseMs],
  );
}

/** Those that still have tasks stay: their tasks are found through them. */
export async function deleteEndedConsumers(db: Queryable): Promise<void> {
  await db.query(
    `DELETE FROM broker.consumers AS c
     WHERE ended < now() - interval '${KEPT}' AND NOT EXISTS (SELECT FROM broker.tasks WHERE consumer_id = c.id)`,
  );
}
