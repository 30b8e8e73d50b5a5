/** Adding up what happened to jobs (migration 0014). Each statement is whole: whoever reads finds a change here or there. */

import type { Queryable } from "../../database/connect.ts";

/** Until the end of the transaction nobody else adds up. Answers false if somebody does. */
export async function takeTurn(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtext('jobhub statistics of jobs')) AS taken",
  );
  return rows[0]?.taken ?? false;
}

const SPANS = "(VALUES (60), (900), (3600)) AS spans (seconds)";
const START = "date_bin(seconds * interval '1 second', time, 'epoch')";

/** Answers how many measures. @param most so many at once. */
export async function addUpMeasures(tx: Queryable, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `WITH measures AS (
       DELETE FROM job_measures WHERE ctid = ANY(ARRAY(SELECT ctid FROM job_measures LIMIT $1)) RETURNING *
     ), minutes AS (
       SELECT date_trunc('minute', time) AS time, project_id, method, kind, error_type, bucket, sum(jobs) AS jobs
       FROM measures GROUP BY 1, 2, 3, 4, 5, 6
     ), kept AS (
       INSERT INTO job_statistics AS kept (subject, subject_id, seconds, time, method, kind, error_type, bucket, jobs)
       SELECT subject, subject_id, seconds, ${START}, method, kind, error_type, bucket, sum(jobs)
       FROM minutes LEFT JOIN projects ON projects.id = project_id
       CROSS JOIN LATERAL (VALUES ('project', projects.id), ('account', account_id), ('hub', 0)) AS subjects (subject, subject_id)
       CROSS JOIN ${SPANS}
       WHERE subject_id IS NOT NULL
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
       ON CONFLICT (subject, subject_id, seconds, time, method, kind, error_type, bucket)
       DO UPDATE SET jobs = kept.jobs + EXCLUDED.jobs
     )
     SELECT count(*) FROM measures`,
    [most],
  );
  return rows[0]?.count ?? 0;
}

/** Answers how many moves of jobs. @param most so many at once. */
export async function addUpQueues(tx: Queryable, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `WITH deltas AS (
       DELETE FROM queue_deltas WHERE ctid = ANY(ARRAY(SELECT ctid FROM queue_deltas LIMIT $1)) RETURNING *
     ), kept AS (
       INSERT INTO job_statistics AS kept (subject, subject_id, seconds, time, method, kind, error_type, bucket, jobs)
       SELECT 'queue', queue_id, seconds, ${START}, '', kind, '', -1, sum(jobs)
       FROM deltas CROSS JOIN LATERAL (VALUES ('ENTERED', entered), ('LEFT', left_it)) AS moves (kind, jobs) CROSS JOIN ${SPANS}
       GROUP BY queue_id, seconds, ${START}, kind HAVING sum(jobs) > 0
       ON CONFLICT (subject, subject_id, seconds, time, method, kind, error_type, bucket)
       DO UPDATE SET jobs = kept.jobs + EXCLUDED.jobs
     ), deep AS (
       INSERT INTO queue_depths AS depths (queue_id, jobs) SELECT queue_id, sum(entered - left_it) FROM deltas GROUP BY queue_id
       ON CONFLICT (queue_id) DO UPDATE SET jobs = depths.jobs + EXCLUDED.jobs
     )
     SELECT count(*) FROM deltas`,
    [most],
  );
  return rows[0]?.count ?? 0;
}

/** Minutes and quarters of an hour serve charts of a day, hours those of months. @param now ISO 8601. */
export async function forgetOld(db: Queryable, now: string): Promise<void> {
  await db.query(
    `DELETE FROM job_statistics
     WHERE time < $1::timestamptz - interval '48 hours' AND (seconds < 3600 OR time < $1::timestamptz - interval '90 days')`,
    [now],
  );
}

/** Of queues that are gone. */
export async function forgetQueues(db: Queryable): Promise<void> {
  await db.query("DELETE FROM queue_depths WHERE NOT EXISTS (SELECT FROM queues WHERE queues.id = queue_id)");
}
