/** Jobs of all projects in some stage. The counts of kinds tell where there are any, and an index of each project has them. */

import type { Queryable } from "../../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../../accounts/hub-account.ts";
import { brokerQueueName } from "../../workers/queue-name.ts";
import { isActiveWorker } from "../../workers/workers.store.ts";
import { EVERYBODY } from "./jobs.counts.store.ts";

/** SQL of the jobs in the stage `$1`, of these statuses, the newest of each project and method first, up to `$2` of each. */
export const IN_STAGE = (statuses: string) => `(
  SELECT DISTINCT project_id, method FROM (
    SELECT project_id, method FROM job_counts WHERE creator_id = ${EVERYBODY} AND status = ANY(${statuses}) AND jobs > 0
    UNION ALL
    SELECT project_id, method FROM job_deltas WHERE status = ANY(${statuses})
  ) AS counted
) AS kinds CROSS JOIN LATERAL (
  SELECT * FROM jobs
  WHERE jobs.project_id = kinds.project_id AND jobs.method = kinds.method AND stage = $1 ORDER BY id DESC LIMIT $2
) AS jobs`;

/** The jobs that were cancelled since `since`, and have not been confirmed. @param since ISO 8601. */
export async function findCancelled(db: Queryable, since: string, most: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT jobs.id FROM ${IN_STAGE("ARRAY['CANCELLED']")} WHERE jobs.updated >= $3 ORDER BY jobs.id DESC LIMIT $2`,
    ["CANCELLED", most, since],
  );
  return rows.map(({ id }) => id);
}

/** A job whose worker says nothing any more. */
export interface Stranded {
  readonly id: number;
  readonly worker: string;
  readonly retries: number;
  /** Raised by every write. */
  readonly version: number;
  /** What the broker calls its queue; null if it has none. */
  readonly brokerQueue: string | null;
}

/** Since when what is stranded is silent, and the present, ISO 8601. */
export interface StrandedTimes {
  readonly silentSince: string;
  /** For what was begun by a worker that has said goodbye. */
  readonly goodbyeSince: string;
  readonly now: string;
}

/** Jobs that a worker of Celery has begun of which nothing was heard for so long, nor of its process. Ours give back what they do not end. */
export async function findStranded(
  db: Queryable,
  { silentSince, goodbyeSince, now }: StrandedTimes,
  most: number,
): Promise<Stranded[]> {
  const { rows } = await db.query<Omit<Stranded, "brokerQueue"> & { name: string | null; account: number; isOfHub: boolean }>(
    `SELECT jobs.id, worker, retries, version, queues.name, accounts.id AS account,
       ${IS_HUB_ACCOUNT} AS "isOfHub"
     FROM ${IN_STAGE("ARRAY['STARTED', 'RUNNING']")}
     LEFT JOIN queues ON queues.id = jobs.queue_id
     LEFT JOIN zones ON zones.id = queues.zone_id
     LEFT JOIN accounts ON accounts.id = zones.account_id
     WHERE status IN ('STARTED', 'RUNNING') AND jobs.updated < $3
       AND EXISTS (SELECT FROM workers WHERE hostname = worker AND software LIKE 'py-celery-%')
       AND NOT EXISTS (
         SELECT FROM workers WHERE hostname = worker AND coalesce(started, created) <= began
           AND (${isActiveWorker("$4")} OR updated >= CASE WHEN said_goodbye THEN $5 ELSE $3 END::timestamptz)
       )`,
    ["TAKEN", most, silentSince, now, goodbyeSince],
  );
  return rows.map(({ name, account, isOfHub, ...job }) => ({
    ...job,
    brokerQueue: name && brokerQueueName(name, { id: account, isHub: isOfHub }),
  }));
}
