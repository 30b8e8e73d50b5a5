/** The record of tasks that others have sent. */

import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";

/** What is known of a task beside its job. Null for what is not. */
export interface TaskFacts {
  readonly args: readonly JsonValue[] | null;
  readonly kwargs: JsonObject | null;
  readonly queue: string | null;
}

export interface AdoptedJob {
  readonly taskId: string;
  readonly id: number;
  readonly method: string;
}

export interface NamedTask extends TaskFacts {
  readonly id: number;
  readonly taskId: string;
  readonly method: string | null;
  readonly params: JsonObject;
  /** ISO 8601. */
  readonly created: string | null;
}

/** Until the end of the transaction nobody else adopts. */
export async function lockAdoption(tx: Queryable): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('jobhub adoption'))");
}

export async function hasProject(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query("SELECT FROM projects WHERE id = $1", [id]);
  return rowCount > 0;
}

export async function findAdopted(db: Queryable, taskIds: readonly string[]): Promise<AdoptedJob[]> {
  const { rows } = await db.query<AdoptedJob>('SELECT task_id AS "taskId", id, method FROM jobs WHERE task_id = ANY($1)', [
    taskIds,
  ]);
  return rows;
}

/** Makes new jobs known by their tasks. */
export async function insertAdopted(tx: Queryable, tasks: readonly NamedTask[]): Promise<void> {
  await tx.query(
    `WITH given AS (
       SELECT * FROM json_to_recordset($1::json) AS given
         (id bigint, "taskId" text, created timestamptz, args jsonb, kwargs jsonb, queue text)
     ), named AS (
       UPDATE jobs SET task_id = given."taskId", created = least(jobs.created, given.created) FROM given WHERE jobs.id = given.id
     )
     INSERT INTO adopted_tasks (job_id, args, kwargs, queue) SELECT id, args, kwargs, queue FROM given`,
    [toJson(tasks)],
  );
}

/**
 * What was not known of adopted tasks so far. What is known stays, so that repetitions and the order of events change nothing.
 * @param unnamed the method of jobs of which only the task's id is known.
 */
export async function completeAdopted(tx: Queryable, tasks: readonly NamedTask[], unnamed: string): Promise<void> {
  await tx.query(
    `WITH given AS (
       SELECT * FROM json_to_recordset($1::json) AS given
         (id bigint, method text, params jsonb, created timestamptz, args jsonb, kwargs jsonb, queue text) ORDER BY id
     ), named AS (
       UPDATE jobs SET
         method = CASE WHEN jobs.method = $2 THEN given.method ELSE jobs.method END,
         params = CASE WHEN jobs.method = $2 THEN given.params ELSE jobs.params END,
         created = least(jobs.created, given.created), version = jobs.version + 1
       FROM given
       WHERE jobs.id = given.id AND (jobs.method = $2 OR jobs.created > given.created)
       RETURNING jobs.id, job_text(jobs.method, jobs.description, jobs.params) AS text
     ), found AS (
       UPDATE job_texts SET text = named.text FROM named WHERE job_texts.job_id = named.id
     )
     UPDATE adopted_tasks SET
       args = coalesce(adopted_tasks.args, given.args), kwargs = coalesce(adopted_tasks.kwargs, given.kwargs),
       queue = coalesce(adopted_tasks.queue, given.queue)
     FROM given
     WHERE job_id = id AND (adopted_tasks.args IS NULL OR adopted_tasks.kwargs IS NULL OR adopted_tasks.queue IS NULL)`,
    [toJson(tasks), unnamed],
  );
}

/** Null for a job that the hub itself has sent. */
export async function findTask(db: Queryable, jobId: number): Promise<TaskFacts | null> {
  const { rows } = await db.query<TaskFacts>("SELECT args, kwargs, queue FROM adopted_tasks WHERE job_id = $1", [jobId]);
  return rows[0] ?? null;
}

export async function deleteJob(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM jobs WHERE id = $1", [id]);
}

/** What the broker calls the tasks of jobs, in order of the ids. */
export async function taskIdsOf(db: Queryable, jobIds: readonly number[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT coalesce(task_id, given.id::text) AS id FROM unnest($1::bigint[]) AS given (id) LEFT JOIN jobs USING (id)`,
    [jobIds],
  );
  return rows.map(({ id }) => id);
}
