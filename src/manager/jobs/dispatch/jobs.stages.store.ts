/** Jobs of all projects in some stage. The counts of kinds tell where there are any, and an index of each project has them. */

import type { Queryable } from "../../../database/connect.ts";
import { EVERYBODY } from "../lists/jobs.counts.store.ts";

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
