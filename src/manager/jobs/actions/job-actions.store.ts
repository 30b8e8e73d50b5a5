/** Deleting jobs. */

import type { Queryable } from "../../../database/connect.ts";
import { JOBS_CHANGED } from "../record/jobs.changed.ts";

export interface Deleted {
  readonly deleted: number;
  /** The lowest of the ids that had their turn; null if none is there. */
  readonly reached: number | null;
}

/**
 * Those of some jobs that have ended, with their logs, newest first, until their logs have so many lines. Whoever watches the project is told
 * to read its jobs again.
 */
export async function deleteJobs(db: Queryable, project: number, ids: readonly number[], lines: number): Promise<Deleted> {
  const { rows } = await db.query<Deleted>(
    `WITH weighed AS (
       SELECT id, sum(log_length) OVER (ORDER BY id DESC) - log_length AS before FROM jobs WHERE id = ANY($2::bigint[]) AND project_id = $1
     ), next AS (
       SELECT id FROM weighed WHERE before < $3
     ), gone AS (
       DELETE FROM jobs WHERE id IN (SELECT id FROM next) AND NOT is_active
         AND NOT EXISTS (SELECT FROM jobs AS child WHERE child.parent_id = jobs.id AND child.is_active)
       RETURNING id
     )
     SELECT (SELECT count(*) FROM gone) AS deleted, (SELECT min(id) FROM next) AS reached,
       (SELECT count(pg_notify('${JOBS_CHANGED}', $1::bigint || ':*')) FROM (SELECT FROM gone LIMIT 1) AS any_gone) AS notified`,
    [project, ids, lines],
  );
  const { deleted = 0, reached = null } = rows[0] ?? {};
  return { deleted, reached };
}

/** The jobs of a project that an operation has run some jobs again as, by those. */
export async function findRunAgain(
  db: Queryable,
  project: number,
  ids: readonly number[],
  operation: string,
): Promise<Map<number, number>> {
  const { rows } = await db.query<{ of: number; id: number }>(
    `SELECT rerun_of AS of, id FROM jobs WHERE rerun_of = ANY($2::bigint[]) AND operation = $3 AND project_id = $1`,
    [project, ids, operation],
  );
  return new Map(rows.map(({ of, id }) => [of, id]));
}
