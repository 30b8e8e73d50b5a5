/** What accounts have used of their quotas (migration 0006). */

import { STATUS_NAMES, STATUSES } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import { EVERYBODY } from "../lists/jobs.counts.store.ts";
import { stageOf } from "../record/jobs.stage.ts";

/** In the order of their ids, so that two who lock the same do not deadlock. Until the end of the transaction nobody else counts on them. */
export async function lockAccounts(tx: Queryable, ids: readonly number[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('jobhub quotas of ' || id, 0))
     FROM (SELECT id FROM unnest($1::bigint[]) AS id ORDER BY id) AS ids`,
    [ids],
  );
}

export interface Usage {
  readonly account: number;
  readonly activeJobs: number;
  /** Made since the beginning of the hour. */
  readonly jobs: number;
  /** Run by jobs that have ended since the beginning of the month, and by those that run now. */
  readonly seconds: number;
}

const ACTIVE = STATUS_NAMES.filter((status) => !STATUSES[status].ended);
const RUNNING = ACTIVE.filter((status) => stageOf(status) === "TAKEN");

/** @param now and the beginning of its hour and month, ISO 8601. */
export async function findUsage(
  db: Queryable,
  ids: readonly number[],
  { now, hour, month }: { now: string; hour: string; month: string },
): Promise<Usage[]> {
  const { rows } = await db.query<Usage>(
    `WITH kinds AS (
       SELECT account_id, project_id, method, status, sum(jobs) AS jobs
       FROM (
         SELECT project_id, method, status, jobs FROM job_counts WHERE creator_id = ${EVERYBODY} AND status = ANY($5::text[])
         UNION ALL
         SELECT project_id, method, status, jobs FROM job_deltas WHERE status = ANY($5)
       ) AS counts JOIN projects ON projects.id = project_id
       WHERE projects.account_id = ANY($1::bigint[])
       GROUP BY account_id, project_id, method, status
     ), used AS (
       SELECT account_id, hour, made, seconds FROM account_usage WHERE account_id = ANY($1) AND hour >= $4::timestamptz
       UNION ALL
       SELECT account_id, hour, made, seconds FROM job_deltas WHERE account_id = ANY($1) AND hour >= $4
     )
     SELECT account,
       (SELECT coalesce(sum(jobs), 0) FROM kinds WHERE account_id = account)::bigint AS "activeJobs",
       (SELECT coalesce(sum(made), 0) FROM used WHERE account_id = account AND hour = $3::timestamptz)::bigint AS jobs,
       (SELECT coalesce(sum(seconds), 0) FROM used WHERE account_id = account)
         + (SELECT coalesce(sum(extract(epoch FROM $2::timestamptz - began)), 0)::float8
            FROM (SELECT DISTINCT project_id, method FROM kinds WHERE account_id = account AND status = ANY($6::text[])) AS running
            JOIN jobs ON jobs.project_id = running.project_id AND jobs.method = running.method AND stage = 'TAKEN') AS seconds
     FROM unnest($1) AS account`,
    [ids, now, hour, month, ACTIVE, RUNNING],
  );
  return rows;
}
