/** Reading what workers run. */

import type { JsonValue } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../accounts/hub-account.ts";
import { isActiveWorker } from "../workers/workers.store.ts";

export interface MethodRow {
  readonly name: string;
  readonly workers: number;
  /** As the newest worker tells of it that does. */
  readonly facts: JsonValue;
}

/** Of the workers that take jobs of an account: its own, and the hub's. @param now ISO 8601. */
export async function listMethods(db: Queryable, account: number, now: string): Promise<MethodRow[]> {
  const { rows } = await db.query<MethodRow>(
    `WITH reached AS (
       SELECT id, methods, details -> 'methods' AS facts FROM workers
       WHERE ${isActiveWorker("$2")} AND id IN (
         SELECT worker_id FROM worker_queues
         JOIN queues ON queues.id = queue_id JOIN zones ON zones.id = zone_id JOIN accounts ON accounts.id = zones.account_id
         WHERE accounts.id = $1 OR ${IS_HUB_ACCOUNT}
       )
     )
     SELECT name, count(*) AS workers, (array_agg(facts -> name ORDER BY id DESC) FILTER (WHERE facts ? name))[1] AS facts
     FROM reached CROSS JOIN LATERAL unnest(methods) AS name GROUP BY name ORDER BY name`,
    [account, now],
  );
  return rows;
}
