/** What values a filter may have: from counts, from an index that skips from value to value, and from the newest jobs. */

import type { JsonObject } from "../../../core/json.ts";
import type { Queryable } from "../../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../../accounts/hub-account.ts";
import { EVERYBODY, NOBODY } from "./jobs.counts.store.ts";

export interface Suggestion {
  readonly value: string;
  /** Jobs that have it, where that is known. */
  readonly jobs: number | null;
}

/** By the beginning of their names, in any case: those who made most first. */
export async function suggestCreators(db: Queryable, project: number, prefix: string, limit: number): Promise<Suggestion[]> {
  const { rows } = await db.query<Suggestion>(
    `SELECT username AS value, sum(jobs)::bigint AS jobs
     FROM (
       SELECT creator_id, jobs FROM job_counts WHERE project_id = $1 AND creator_id NOT IN (${EVERYBODY}, ${NOBODY})
       UNION ALL
       SELECT creator_id, jobs FROM job_deltas WHERE project_id = $1
     ) AS counted JOIN users ON users.id = creator_id
     WHERE starts_with(lower(username), lower($2))
     GROUP BY username HAVING sum(jobs) > 0 ORDER BY jobs DESC, value LIMIT $3`,
    [project, prefix, limit],
  );
  return rows;
}

/** Names of the queues of its account, and of the hub. */
export async function suggestQueues(db: Queryable, project: number, prefix: string, limit: number): Promise<Suggestion[]> {
  const { rows } = await db.query<Suggestion>(
    `SELECT DISTINCT queues.name AS value, NULL::bigint AS jobs
     FROM queues JOIN zones ON zones.id = zone_id JOIN accounts ON accounts.id = zones.account_id
     WHERE (accounts.id = (SELECT account_id FROM projects WHERE id = $1) OR ${IS_HUB_ACCOUNT})
       AND starts_with(lower(queues.name), lower($2))
     ORDER BY value LIMIT $3`,
    [project, prefix, limit],
  );
  return rows;
}

/** A column that has an index of its values, after the project. */
export const WORKER = `worker COLLATE "C"`;
export const ERROR_TYPE = `(error ->> 'type') COLLATE "C"`;

/** Values with this beginning, as it is written, in the order of their bytes. @param column `WORKER` or `ERROR_TYPE`. */
export async function suggestIndexed(
  db: Queryable,
  column: string,
  project: number,
  prefix: string,
  limit: number,
): Promise<Suggestion[]> {
  const there = column === ERROR_TYPE ? "error IS NOT NULL" : "worker IS NOT NULL";
  const first = (after: string) =>
    `(SELECT ${column} FROM jobs WHERE project_id = $1 AND ${there} AND ${column} ${after} ORDER BY ${column} LIMIT 1)`;
  const { rows } = await db.query<Suggestion>(
    `WITH RECURSIVE found AS (
       SELECT ${first(">= $2")} AS value, 1 AS place
       UNION ALL
       SELECT ${first("> value")}, place + 1 FROM found WHERE starts_with(value, $2) AND place < $3
     )
     SELECT value, NULL::bigint AS jobs FROM found WHERE starts_with(value, $2) ORDER BY place`,
    [project, prefix, limit],
  );
  return rows;
}

/** Workers of the newest jobs, by the beginning of their names in any case. */
export async function suggestRecentWorkers(
  db: Queryable,
  project: number,
  prefix: string,
  newest: number,
  limit: number,
): Promise<Suggestion[]> {
  const { rows } = await db.query<Suggestion>(
    `SELECT worker AS value, NULL::bigint AS jobs
     FROM (SELECT worker FROM jobs WHERE project_id = $1 ORDER BY id DESC LIMIT $3) AS newest
     WHERE starts_with(lower(worker), lower($2)) GROUP BY worker ORDER BY count(*) DESC, worker LIMIT $4`,
    [project, prefix, newest, limit],
  );
  return rows;
}

/** Of the newest jobs, but for those that are large. */
export async function findRecentParams(db: Queryable, project: number, newest: number): Promise<JsonObject[]> {
  const { rows } = await db.query<{ params: JsonObject }>(
    `SELECT params FROM (SELECT params FROM jobs WHERE project_id = $1 ORDER BY id DESC LIMIT $2) AS newest
     WHERE pg_column_size(params) < 2000`,
    [project, newest],
  );
  return rows.map(({ params }) => params);
}
