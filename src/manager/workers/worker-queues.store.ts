/** Zones and queues, which workers bring into being, and who takes from them. */

import type { Queryable } from "../../database/connect.ts";
import type { QueueFacts } from "./queue-name.ts";

/** A queue that a worker takes from, and whose it is. */
export interface WorkerQueue extends QueueFacts {
  readonly account: number;
}

/** Those of the accounts that are not there. */
export async function missingAccounts(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    "SELECT id FROM unnest($1::bigint[]) AS id WHERE NOT EXISTS (SELECT FROM accounts WHERE accounts.id = id.id)",
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** In the order of their names, so that those who do the same at the same time do not deadlock. */
export async function ensureZones(db: Queryable, queues: readonly WorkerQueue[]): Promise<void> {
  await db.query(
    `INSERT INTO zones (account_id, name)
     SELECT DISTINCT account, zone FROM unnest($1::bigint[], $2::text[]) AS queue (account, zone) ORDER BY account, zone
     ON CONFLICT (account_id, name) DO NOTHING`,
    [queues.map(({ account }) => account), queues.map(({ zone }) => zone)],
  );
}

export async function ensureQueues(db: Queryable, queues: readonly WorkerQueue[]): Promise<void> {
  await db.query(
    `INSERT INTO queues (zone_id, name, priority, untrusted, interrupt)
     SELECT zones.id, queue.name, priority, untrusted, interrupt
     FROM json_to_recordset($1::json) AS queue
       (account bigint, name text, zone text, priority smallint, untrusted boolean, interrupt boolean)
     JOIN zones ON zones.account_id = queue.account AND zones.name = queue.zone
     ORDER BY zones.id, queue.name
     ON CONFLICT (zone_id, name) DO NOTHING`,
    [JSON.stringify(queues)],
  );
}

/** From now on the worker takes from these queues, and from no others. */
export async function setWorkerQueues(db: Queryable, workerId: number, queues: readonly WorkerQueue[]): Promise<void> {
  await db.query(
    `WITH wanted AS (
       SELECT queues.id FROM unnest($2::bigint[], $3::text[], $4::text[]) AS queue (account, zone, name)
       JOIN zones ON zones.account_id = queue.account AND zones.name = queue.zone
       JOIN queues ON queues.zone_id = zones.id AND queues.name = queue.name
     ), left_ones AS (
       DELETE FROM worker_queues WHERE worker_id = $1 AND queue_id NOT IN (SELECT id FROM wanted)
     )
     INSERT INTO worker_queues (worker_id, queue_id) SELECT $1, id FROM wanted ON CONFLICT DO NOTHING`,
    [workerId, queues.map(({ account }) => account), queues.map(({ zone }) => zone), queues.map(({ name }) => name)],
  );
}

/** Whose worker it is from now on. */
export async function setWorkerAccount(db: Queryable, workerId: number, accountId: number): Promise<void> {
  await db.query("UPDATE workers SET account_id = $2 WHERE id = $1", [workerId, accountId]);
}
