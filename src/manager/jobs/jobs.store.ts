/** Reading the record of jobs. */

import type { LogEntry } from "../../core/job.ts";
import type { Queryable } from "../../database/connect.ts";
import type { PageQuery } from "../http/pages.ts";
import type { JobRecord } from "./record/jobs.record.ts";

/** A `JobRecord`, but for its name. */
const RECORD = `
  id, project_id AS project, parent_id AS parent, creator_id AS creator, queue_id AS queue, snapshot, key, description, method,
  params, max_attempts AS "maxAttempts", task_id AS "taskId", rerun_of AS "rerunOf", created, updated, version, status, is_active AS "isActive", retries, sequence, began,
  ended, runtime, worker, result, error, urls, progress, callback_id AS "callbackId", callback_method AS "callbackMethod",
  callback_type AS "callbackType", users, anon_users AS "anonUsers", log_length AS "logLength", log_end AS "logEnd"`;

export async function findJobs(db: Queryable, ids: readonly number[]): Promise<JobRecord[]> {
  const { rows } = await db.query<JobRecord>(`SELECT ${RECORD} FROM jobs WHERE id = ANY($1::bigint[])`, [ids]);
  return rows;
}

export async function findJobOfProject(db: Queryable, project: number, id: number): Promise<JobRecord | null> {
  const { rows } = await db.query<JobRecord>(`SELECT ${RECORD} FROM jobs WHERE id = $1 AND project_id = $2`, [id, project]);
  return rows[0] ?? null;
}

/** Of a project's jobs, those that are asked for. */
export async function findJobsOfProject(db: Queryable, project: number, ids: readonly number[]): Promise<JobRecord[]> {
  const { rows } = await db.query<JobRecord>(
    `SELECT ${RECORD} FROM jobs WHERE id = ANY($1::bigint[]) AND project_id = $2 ORDER BY id`,
    [ids, project],
  );
  return rows;
}

export interface LogName {
  readonly id: number;
  readonly attempt: number;
}

export async function findLog(db: Queryable, { id, attempt }: LogName, { limit, offset }: PageQuery): Promise<LogEntry[]> {
  const { rows } = await db.query<{ entry: LogEntry }>(
    `SELECT entry FROM job_logs WHERE job_id = $1 AND attempt = $2 ORDER BY position LIMIT $3 OFFSET $4`,
    [id, attempt, limit, offset],
  );
  return rows.map(({ entry }) => entry);
}

/** The whole logs, in the order of their names; null for one that is empty. */
export async function findLogs(db: Queryable, names: readonly LogName[]): Promise<(LogEntry[] | null)[]> {
  const { rows } = await db.query<{ entries: LogEntry[] | null }>(
    `SELECT (SELECT jsonb_agg(entry ORDER BY position) FROM job_logs WHERE job_id = name.id AND attempt = name.attempt) AS entries
     FROM unnest($1::bigint[], $2::integer[]) WITH ORDINALITY AS name (id, attempt, place) ORDER BY place`,
    [names.map(({ id }) => id), names.map(({ attempt }) => attempt)],
  );
  return rows.map(({ entries }) => entries);
}

export interface LogRange extends LogName {
  /** The first position of it, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** The positions that are stored of parts of logs, in the order of the parts. */
export async function findLogPositions(db: Queryable, ranges: readonly LogRange[]): Promise<number[][]> {
  const { rows } = await db.query<{ positions: number[] }>(
    `SELECT ARRAY(
       SELECT position FROM job_logs WHERE job_id = part.id AND attempt = part.attempt AND position >= "from" AND position < "to"
     ) AS positions
     FROM json_to_recordset($1::json) AS part (id bigint, attempt integer, "from" bigint, "to" bigint)`,
    [JSON.stringify(ranges)],
  );
  return rows.map(({ positions }) => positions);
}

export interface LogSize {
  readonly logLength: number;
  readonly logEnd: number;
}

/** Of an attempt that is not the job's own, for which the job's row has it. */
export async function measureLog(db: Queryable, { id, attempt }: LogName): Promise<LogSize> {
  const { rows } = await db.query<LogSize>(
    `SELECT count(*) AS "logLength", coalesce(max(position) + 1, 0) AS "logEnd" FROM job_logs WHERE job_id = $1 AND attempt = $2`,
    [id, attempt],
  );
  return rows[0] ?? { logLength: 0, logEnd: 0 };
}

export async function findChildren(db: Queryable, id: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>("SELECT id FROM jobs WHERE parent_id = $1 ORDER BY id", [id]);
  return rows.map((child) => child.id);
}
