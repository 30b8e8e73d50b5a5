/** Where the jobs of projects may go. */

import type { Queryable } from "../../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../../accounts/hub-account.ts";
import { isActiveWorker } from "../../workers/workers.store.ts";

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
  /** Whether it is in the hub's zone `default`. */
  readonly isDefault: boolean;
  /** Of the methods that were asked for, those that a worker of it runs; and whether all its workers do. */
  readonly runs: Readonly<Record<string, boolean>>;
}

export interface ProjectRoutes {
  readonly project: number;
  readonly account: number;
  readonly accountName: string;
  readonly tier: Tier;
  /** In no order. */
  readonly queues: readonly Candidate[];
}

/** A method that is asked for. */
export interface Wanted {
  readonly method: string;
  /** Whether a worker that does not say what it runs is taken to run it. */
  readonly isKnown: boolean;
}

/** Queues in the zones of the account of a row of `projects`, and in those of the hub, with what their workers run. */
const WITHIN_REACH = `
  SELECT queues.id, queues.name, queues.priority, untrusted, interrupt, owner.id AS account, owner.is_hub AS "isOfHub",
    coalesce(zones.id = projects.zone_id, false) AS "isChosen", zones.account_id = projects.account_id AS "isOwn",
    owner.is_hub AND zones.name = 'default' AS "isDefault", coalesce(served.runs, '{}') AS runs
  FROM queues
  JOIN zones ON zones.id = queues.zone_id
  JOIN (SELECT id, ${IS_HUB_ACCOUNT} AS is_hub FROM accounts) AS owner ON owner.id = zones.account_id
  LEFT JOIN served ON served.queue_id = queues.id
  WHERE (zones.account_id = projects.account_id OR is_hub)`;

/** What the workers of queues run of the methods in `$2` (all) and `$3` (the known ones). @param who SQL that chooses the workers. */
function served(who: string): string {
  return `served AS MATERIALIZED (
    SELECT queue_id, coalesce(json_object_agg(method, by_all) FILTER (WHERE by_any), '{}') AS runs
    FROM (
      SELECT queue_id, method, bool_and(runs_it) AS by_all, bool_or(runs_it) AS by_any
      FROM workers JOIN worker_queues ON worker_id = workers.id
      CROSS JOIN LATERAL (
        SELECT method, coalesce(method = ANY(methods), method = ANY($3)) AS runs_it FROM unnest($2::text[]) AS method
      ) AS wanted
      WHERE ${who} GROUP BY queue_id, method
    ) AS by_method GROUP BY queue_id
  )`;
}

function wantedValues(wanted: readonly Wanted[]): [string[], string[]] {
  return [wanted.map(({ method }) => method), wanted.flatMap(({ method, isKnown }) => (isKnown ? [method] : []))];
}

/** With the queues that active workers take from. @param now ISO 8601. */
export async function findRoutes(
  db: Queryable,
  projects: readonly number[],
  wanted: readonly Wanted[],
  now: string,
): Promise<ProjectRoutes[]> {
  const { rows } = await db.query<ProjectRoutes>(
    `WITH ${served(isActiveWorker("$4"))}
     SELECT projects.id AS project, accounts.id AS account, accounts.name AS "accountName",
       json_build_object('priority', tiers.priority, 'maxActiveJobs', max_active_jobs, 'maxJobsPerHour', max_jobs_per_hour,
         'maxJobMinutesPerMonth', max_job_minutes_per_month) AS tier,
       (SELECT coalesce(json_agg(reached), '[]')
        FROM (${WITHIN_REACH} AND served.queue_id IS NOT NULL) AS reached) AS queues
     FROM projects JOIN accounts ON accounts.id = projects.account_id JOIN tiers ON tiers.id = tier_id
     WHERE projects.id = ANY($1::bigint[])`,
    [projects, ...wantedValues(wanted), now],
  );
  return rows;
}

/** Whether or not there are workers: what they run, those do who are gone, too. Where one was heard of last comes first, then the hub's `default`. */
export async function findWithinReach(db: Queryable, project: number, wanted: Wanted): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>(
    `WITH ${served("true")}
     SELECT reached.* FROM projects CROSS JOIN LATERAL (${WITHIN_REACH}) AS reached
     WHERE projects.id = $1
     ORDER BY (SELECT max(updated) FROM worker_queues JOIN workers ON workers.id = worker_id WHERE queue_id = reached.id)
       DESC NULLS LAST, "isOfHub" DESC, reached.name <> 'default', reached.id`,
    [project, ...wantedValues([wanted])],
  );
  return rows;
}
