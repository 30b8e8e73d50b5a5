import type { Queryable } from "../database/connect.ts";

/** Until the end of the transaction nobody else sets the hub up. */
export async function takeTurn(tx: Queryable): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('jobhub set-up'))");
}

/** A zone, and the queue of the same name in it. */
export async function ensureQueue(tx: Queryable, accountId: number, name: string): Promise<void> {
  await tx.query(
    `WITH made AS (
       INSERT INTO zones (account_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id
     ), zone AS (
       SELECT id FROM made UNION ALL SELECT id FROM zones WHERE account_id = $1 AND name = $2
     )
     INSERT INTO queues (zone_id, name) SELECT id, $2 FROM zone ON CONFLICT DO NOTHING`,
    [accountId, name],
  );
}
