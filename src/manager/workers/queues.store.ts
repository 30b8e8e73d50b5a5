/** Zones and queues, which workers bring into being, and who takes from them. */

import type { Queryable } from "../../database/connect.ts";
import type { QueueFacts } from "./queue-name.ts";

/** In the order of their names, so that those who do the same at the same time do not deadlock. */
export async function ensureZones(db: Queryable, accountId: number, names: readonly string[]): Promise<void> {
  await db.query(
    `INSERT INTO zones (account_id, name) SELECT $1, name FROM unnest($2::text[]) AS name ORDER BY name
     ON CONFLICT (account_id, name) DO NOTHING`,
    [accountId, [...new Set(names)]],
  );
}

export async function ensureQueues(db: Queryable, accountId: number, queues: readonly QueueFacts[]): Promise<void> {
  await db.query(
    `INSERT INTO queues (zone_id, name, priority, untrusted, interrupt)
     SELECT zones.id, queue.name, priority, untrusted, interrupt
     FROM json_to_recordset($2::json) AS queue (name text, zone text, priority smallint, untrusted boolean, interrupt boolean)
     JOIN zones ON zones.account_id = $1 AND zones.name = queue.zone
     ORDER BY zones.id, queue.name
     ON CONFLICT (zone_id, name) DO NOTHING`,
    [accountId, JSON.stringify(queues)],
  );
}

/** From now on the worker takes from these queues of its account, and from no others. */
export async function setWorkerQueues(db: Queryable, workerId: number, names: readonly string[]): Promise<void> {
  await db.query(
    `WITH wanted AS (
       SELECT queues.id FROM workers
       JOIN zones ON zones.account_id = workers.account_id
       JOIN queues ON queues.zone_id = zones.id
       WHERE workers.id = $1 AND queues.name = ANY($2::text[]) AND zones.name = split_part(queues.name, ':', 1)
     ), left_ones AS (
       DELETE FROM worker_queues WHERE worker_id = $1 AND queue_id NOT IN (SELECT id FROM wanted)
     )
     INSERT INTO worker_queues (worker_id, queue_id) SELECT $1, id FROM wanted ON CONFLICT DO NOTHING`,
    [workerId, names],
  );
}
