/** Statements on `broker.tasks`. */

import type { Queryable } from "../../database/connect.ts";

/** Tells that tasks wait, with the name of their queue if it is one. */
export const TASKS_CHANNEL = "jobhub_tasks";
/** Tells that tasks are cancelled which a consumer has. */
export const CONTROL_CHANNEL = "jobhub_control";

export interface TaskRow {
  readonly id: number;
  readonly task_id: string;
  readonly queue: string;
  readonly priority: number;
  readonly retries: number;
  readonly max_attempts: number;
  readonly body: string;
  readonly deliveries: number;
}

export type NewTask = Omit<TaskRow, "id" | "deliveries">;

/** Adds tasks, in order, except those that are there. */
export async function insertTasks(db: Queryable, tasks: readonly NewTask[]): Promise<void> {
  await db.query(
    `WITH published AS (
       INSERT INTO broker.tasks (task_id, queue, priority, retries, max_attempts, body)
       SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::integer[], $5::integer[], $6::text[])
       ON CONFLICT (task_id) DO NOTHING
       RETURNING queue
     )
     SELECT pg_notify('${TASKS_CHANNEL}', CASE WHEN min(queue) = max(queue) THEN left(min(queue), 1000) ELSE '' END)
     FROM published HAVING count(*) > 0`,
    [
      tasks.map(({ task_id }) => task_id),
      tasks.map(({ queue }) => queue),
      tasks.map(({ priority }) => priority),
      tasks.map(({ retries }) => retries),
      tasks.map(({ max_attempts }) => max_attempts),
      tasks.map(({ body }) => body),
    ],
  );
}

/**
 * Takes up to `count` waiting tasks of some queues for a consumer, from each queue in turn. Two consumers never wait for each
 * other: what one of them is about to take, the other one passes over. A consumer that was given up gets none.
 */
export async function claimTasks(
  db: Queryable,
  consumerId: number,
  queues: readonly string[],
  count: number,
): Promise<TaskRow[]> {
  const { rows } = await db.query<TaskRow>(
    `WITH picked AS MATERIALIZED (
       SELECT head.id
       FROM unnest($2::text[]) WITH ORDINALITY AS q (queue, place)
       CROSS JOIN LATERAL (
         SELECT id, row_number() OVER () AS turn
         FROM (
           SELECT id FROM broker.tasks
           WHERE queue = q.queue AND consumer_id IS NULL
           ORDER BY priority DESC, id
           LIMIT $3
           FOR UPDATE SKIP LOCKED
         ) AS waiting
       ) AS head
       WHERE EXISTS (SELECT FROM broker.consumers WHERE id = $1 AND ended IS NULL)
       ORDER BY head.turn, q.place
       LIMIT $3
     )
     UPDATE broker.tasks SET consumer_id = $1, deliveries = deliveries + 1
     WHERE id = ANY (ARRAY(SELECT id FROM picked))
     RETURNING id, task_id, queue, priority, retries, max_attempts, body, deliveries`,
    [consumerId, queues, count],
  );
  return rows.sort((a, b) => b.priority - a.priority || a.id - b.id);
}

/** A task that some consumer had, or that is to be cancelled. */
export interface HeldTask {
  readonly id: number;
  readonly task_id: string;
  readonly retries: number;
  readonly max_attempts: number;
  readonly revoked: boolean;
  readonly consumer_id: number | null;
  /** Node name of the consumer, while it is known. */
  readonly hostname: string | null;
}

/** Locks the tasks of a consumer; all, or those with these row ids. */
export async function lockTasksOf(tx: Queryable, consumerId: number, ids: readonly number[] | null): Promise<HeldTask[]> {
  const { rows } = await tx.query<HeldTask>(
    `SELECT t.id, t.task_id, t.retries, t.max_attempts, t.revoked, t.consumer_id, c.hostname
     FROM broker.tasks AS t LEFT JOIN broker.consumers AS c ON c.id = t.consumer_id
     WHERE t.consumer_id = $1 AND ($2::bigint[] IS NULL OR t.id = ANY ($2))
     ORDER BY t.id
     FOR UPDATE OF t`,
    [consumerId, ids],
  );
  return rows;
}

/** Locks up to `count` tasks whose consumer has ended, also such as it claimed at the very moment. */
export async function lockOrphans(tx: Queryable, count: number): Promise<HeldTask[]> {
  const { rows } = await tx.query<HeldTask>(
    `SELECT t.id, t.task_id, t.retries, t.max_attempts, t.revoked, t.consumer_id, c.hostname
     FROM broker.consumers AS c JOIN broker.tasks AS t ON t.consumer_id = c.id
     WHERE c.ended IS NOT NULL
     LIMIT $1
     FOR UPDATE OF t SKIP LOCKED`,
    [count],
  );
  return rows;
}

/**
 * Locks tasks by their ids. The lock comes before the look at who has them: a claim under way is waited for, and its
 * outcome seen.
 */
export async function lockTasks(tx: Queryable, taskIds: readonly string[]): Promise<HeldTask[]> {
  const { rows } = await tx.query<HeldTask>(
    `SELECT id, task_id, retries, max_attempts, revoked, consumer_id, NULL AS hostname FROM broker.tasks
     WHERE task_id = ANY ($1)
     ORDER BY id
     FOR UPDATE`,
    [taskIds],
  );
  return rows;
}

/** Tells the consumers which of their tasks are cancelled. */
export async function flagRevoked(tx: Queryable, ids: readonly number[]): Promise<void> {
  await tx.query(
    `WITH flagged AS (UPDATE broker.tasks SET revoked = true WHERE id = ANY ($1) RETURNING id)
     SELECT pg_notify('${CONTROL_CHANNEL}', '') FROM flagged LIMIT 1`,
    [ids],
  );
}

/** Puts tasks back on their queues, at the place that they had. */
export async function requeueTasks(tx: Queryable, ids: readonly number[], attempts: 0 | 1): Promise<void> {
  await tx.query(
    `WITH requeued AS (
       UPDATE broker.tasks SET consumer_id = NULL, retries = retries + $2 WHERE id = ANY ($1) RETURNING id
     )
     SELECT pg_notify('${TASKS_CHANNEL}', '') FROM requeued LIMIT 1`,
    [ids, attempts],
  );
}

export async function deleteTasks(tx: Queryable, ids: readonly number[]): Promise<void> {
  await tx.query("DELETE FROM broker.tasks WHERE id = ANY ($1)", [ids]);
}

export interface DepthRow {
  readonly queue: string;
  readonly waiting: number;
  readonly claimed: number;
  readonly consumers: number;
  readonly oldest_seconds: number | null;
}

/** Counts by queue, also for queues that had a consumer in the last minutes. */
export async function countTasks(db: Queryable): Promise<DepthRow[]> {
  const { rows } = await db.query<DepthRow>(
    `SELECT queue, coalesce(waiting, 0) AS waiting, coalesce(claimed, 0) AS claimed, coalesce(consumers, 0) AS consumers,
       extract(epoch FROM now() - oldest)::float8 AS oldest_seconds
     FROM (
       SELECT queue, count(*) FILTER (WHERE consumer_id IS NULL) AS waiting, count(consumer_id) AS claimed,
         min(published) FILTER (WHERE consumer_id IS NULL) AS oldest
       FROM broker.tasks GROUP BY queue
     ) AS tasks
     FULL JOIN (
       SELECT queue, count(*) FILTER (WHERE ended IS NULL AND lease_until > now()) AS consumers
       FROM broker.consumers, unnest(queues) AS queue GROUP BY queue
     ) AS consumers USING (queue)
     ORDER BY queue`,
  );
  return rows;
}
