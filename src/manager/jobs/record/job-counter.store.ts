/** Adding up what has changed in the number of jobs (migration 0006). */

import type { Queryable } from "../../../database/connect.ts";
import { EVERYBODY } from "../lists/jobs.counts.store.ts";

/** Until the end of the transaction nobody else adds up. Answers false if somebody does. */
export async function takeTurn(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtext('jobhub counts of jobs')) AS taken",
  );
  return rows[0]?.taken ?? false;
}

/**
 * In one statement, so that whoever reads at the same time finds each change either here or there. Answers how many changes.
 * @param most so many at once.
 */
export async function addUp(tx: Queryable, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `WITH deltas AS (
       DELETE FROM job_deltas WHERE ctid = ANY(ARRAY(SELECT ctid FROM job_deltas LIMIT $1)) RETURNING *
     ), counted AS (
       INSERT INTO job_counts AS counts (project_id, creator_id, status, method, jobs)
       SELECT project_id, coalesce(creator_id, ${EVERYBODY}), status, method, sum(jobs) FROM deltas
       GROUP BY GROUPING SETS ((project_id, creator_id, status, method), (project_id, status, method)) HAVING sum(jobs) <> 0
       ON CONFLICT (project_id, creator_id, status, method) DO UPDATE SET jobs = counts.jobs + EXCLUDED.jobs
     ), counted_by_block AS (
       INSERT INTO job_blocks AS blocks (project_id, status, method, block, jobs)
       SELECT project_id, coalesce(status, ''), coalesce(method, ''), block, sum(jobs) FROM deltas
       GROUP BY GROUPING SETS ((project_id, status, method, block), (project_id, block)) HAVING sum(jobs) <> 0
       ON CONFLICT (project_id, status, method, block) DO UPDATE SET jobs = blocks.jobs + EXCLUDED.jobs
     ), used_by_hour AS (
       INSERT INTO account_usage AS used (account_id, hour, made, seconds)
       SELECT account_id, hour, sum(made), sum(seconds) FROM deltas JOIN accounts ON accounts.id = account_id
       WHERE hour IS NOT NULL GROUP BY account_id, hour
       ON CONFLICT (account_id, hour) DO UPDATE SET made = used.made + EXCLUDED.made, seconds = used.seconds + EXCLUDED.seconds
     )
     SELECT count(*) FROM deltas`,
    [most],
  );
  return rows[0]?.count ?? 0;
}

/** Kinds of which there are none any more. */
export async function deleteEmpty(tx: Queryable): Promise<void> {
  await tx.query("WITH counts AS (DELETE FROM job_counts WHERE jobs = 0) DELETE FROM job_blocks WHERE jobs = 0");
}

/** What was used before `hour`, ISO 8601. */
export async function forgetUsage(db: Queryable, hour: string): Promise<void> {
  await db.query("DELETE FROM account_usage WHERE hour < $1", [hour]);
}
