/** Where the jobs of projects may go. */

import type { Queryable } from "../../database/connect.ts";
import { HUB_ACCOUNT } from "../workers/hub-account.ts";
import { isActiveWorker } from "../workers/workers.store.ts";

/** What the tier of an account says. Null is without limit. */
export interface Tier {
  /** Of its jobs, 0 (last) to 9 (first). */
  readonly priority: number;
  readonly maxActiveJobs: number | null;
  readonly maxJobsPerHour: number | null;
  readonly maxJobMinutesPerMonth: number | null;
}

export interface Candidate {
  readonly id: number;
  readonly name: string;
  readonly priority: number;
  readonly untrusted: boolean;
  readonly interrupt: boolean;
  readonly account: number;
  readonly isOfHub: boolean;
  /** Whether it is in the zone that the project chose; or in another one of its account. */
  readonly isChosen: boolean;
  readonly isOwn: boolean;
}

export interface ProjectRoutes {
  readonly project: number;
  readonly account: number;
  readonly accountName: string;
  readonly tier: Tier;
  /** In no order. */
  readonly queues: readonly Candidate[];
}

/** Queues in the zone that a row of `projects` chose, in those of its account, and in the hub's zone `default`. */
const WITHIN_REACH = `
  SELECT queues.id, queues.name, queues.priority, untrusted, interrupt, owner.id AS account, owner.is_hub AS "isOfHub",
    coalesce(zones.id = projects.zone_id, false) AS "isChosen", zones.account_id = projects.account_id AS "isOwn"
  FROM queues
  JOIN zones ON zones.id = queues.zone_id
  JOIN (SELECT id, lower(name) = '${HUB_ACCOUNT}' AS is_hub FROM accounts) AS owner ON owner.id = zones.account_id
  WHERE (zones.account_id = projects.account_id OR (is_hub AND (zones.name = 'default' OR zones.id = projects.zone_id)))`;

/** With the queues that active workers take from. @param now ISO 8601. */
export async function findRoutes(db: Queryable, projects: readonly number[], now: string): Promise<ProjectRoutes[]> {
  const { rows } = await db.query<ProjectRoutes>(
    `WITH served AS MATERIALIZED (
       SELECT DISTINCT queue_id FROM workers JOIN worker_queues ON worker_id = workers.id WHERE ${isActiveWorker("$2")}
     )
     SELECT projects.id AS project, accounts.id AS account, accounts.name AS "accountName",
       json_build_object('priority', tiers.priority, 'maxActiveJobs', max_active_jobs, 'maxJobsPerHour', max_jobs_per_hour,
         'maxJobMinutesPerMonth', max_job_minutes_per_month) AS tier,
       (SELECT coalesce(json_agg(reached), '[]')
        FROM (${WITHIN_REACH} AND queues.id IN (SELECT queue_id FROM served)) AS reached) AS queues
     FROM projects JOIN accounts ON accounts.id = projects.account_id JOIN tiers ON tiers.id = tier_id
     WHERE projects.id = ANY($1::bigint[])`,
    [projects, now],
  );
  return rows;
}

/** Whether or not there are workers. Where one was heard of last comes first, then the hub's `default`. */
export async function findWithinReach(db: Queryable, project: number): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>(
    `SELECT reached.* FROM projects CROSS JOIN LATERAL (${WITHIN_REACH}) AS reached
     WHERE projects.id = $1
     ORDER BY (SELECT max(updated) FROM worker_queues JOIN workers ON workers.id = worker_id WHERE queue_id = reached.id)
       DESC NULLS LAST, "isOfHub" DESC, reached.name <> 'default', reached.id`,
    [project],
  );
  return rows;
}
