/** Writing new jobs. */

import type { JsonObject } from "../../../core/json.ts";
import type { Status } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import { JOBS_CHANGED, MAX_IDS } from "../record/jobs.changed.ts";

export interface NewJobRow {
  readonly project: number;
  readonly creator: number | null;
  readonly queue: number | null;
  readonly priority: number;
  readonly key: string;
  readonly description: string | null;
  readonly method: string;
  readonly params: JsonObject;
  readonly maxAttempts: number;
  readonly status: Status;
  /** The job that it is run again of, and the operation that does so. Null for none. */
  readonly rerunOf: number | null;
  readonly operation: string | null;
  /** The secrets, sealed. */
  readonly sealed: string | null;
}

/** Ids are drawn first, so that jobs and their secrets go in with one statement. */
const INSERT_JOBS = `
  WITH given AS (
    SELECT nextval(pg_get_serial_sequence('jobs', 'id')) AS id, given.*
    FROM ROWS FROM (json_to_recordset($1::json) AS (
      project bigint, creator bigint, queue bigint, priority smallint, key text, description text, method text, params jsonb,
      "maxAttempts" smallint, status text, "rerunOf" bigint, operation text, sealed text
    )) WITH ORDINALITY AS given
      (project, creator, queue, priority, key, description, method, params, max_attempts, status, rerun_of, operation, sealed, place)
  ), made AS (
    INSERT INTO jobs
      (id, project_id, creator_id, queue_id, priority, key, description, method, params, max_attempts, status, created, updated,
       rerun_of, operation)
    SELECT id, project, creator, queue, priority, key, description, method, params, max_attempts, status, $2, $2, rerun_of, operation
    FROM given ORDER BY id
  ), kept AS (
    INSERT INTO job_secrets (job_id, sealed) SELECT id, sealed FROM given WHERE sealed IS NOT NULL
  )
  SELECT
    ARRAY(SELECT id FROM given ORDER BY place) AS ids,
    (SELECT count(pg_notify('${JOBS_CHANGED}', project || ':' || CASE WHEN count > ${MAX_IDS} THEN '*' ELSE ids END))
     FROM (SELECT project, count(*), string_agg(id::text, ',') AS ids FROM given GROUP BY project) AS projects) AS notified`;

/** Answers their ids, in order. @param now becomes `created` and `updated`, ISO 8601. */
export async function insertJobs(db: Queryable, jobs: readonly NewJobRow[], now: string): Promise<number[]> {
  const { rows } = await db.query<{ ids: number[] }>(INSERT_JOBS, [JSON.stringify(jobs), now]);
  return rows[0]?.ids ?? [];
}
