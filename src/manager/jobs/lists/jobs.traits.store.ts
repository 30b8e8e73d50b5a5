/** Jobs by their traits. Each index is in the order of the list (migration 0013), and is read no further than it is asked for. */

import type { Queryable } from "../../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../../accounts/hub-account.ts";
import type { Cut, Span } from "../../http/cursors.ts";
import { parseId } from "../../http/validation.ts";
import { type JobFilter, matches, matchValues, orderOf } from "./jobs.list.store.ts";
import type { JobTraits } from "./jobs.traits.ts";

export async function findIdsByQueues(
  db: Queryable,
  project: number,
  queues: readonly number[],
  { span, limit }: Cut,
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT page.id
     FROM unnest($2::bigint[]) AS queue
     CROSS JOIN LATERAL (
       SELECT id FROM jobs WHERE project_id = $1 AND queue_id = queue AND id < $3 AND id > $4 ORDER BY ${orderOf(span)} LIMIT $5
     ) AS page
     ORDER BY ${orderOf(span)} LIMIT $5`,
    [project, queues, span.before, span.after, limit],
  );
  return rows.map(({ id }) => id);
}

export async function findIdsByWorker(db: Queryable, project: number, worker: string, { span, limit }: Cut): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs WHERE project_id = $1 AND worker COLLATE "C" = $2 AND id < $3 AND id > $4 ORDER BY ${orderOf(span)} LIMIT $5`,
    [project, worker, span.before, span.after, limit],
  );
  return rows.map(({ id }) => id);
}

export async function findIdsByError(db: Queryable, project: number, type: string, { span, limit }: Cut): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs
     WHERE project_id = $1 AND error IS NOT NULL AND (error ->> 'type') COLLATE "C" = $2 AND id < $3 AND id > $4
     ORDER BY ${orderOf(span)} LIMIT $5`,
    [project, type, span.before, span.after, limit],
  );
  return rows.map(({ id }) => id);
}

/** One, or none. A task that nobody else has sent is named by its job's id. */
export async function findIdsByTask(db: Queryable, project: number, taskId: string, { span, limit }: Cut): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs
     WHERE project_id = $1 AND (task_id = $2 OR (id = $3 AND task_id IS NULL)) AND id < $4 AND id > $5 LIMIT $6`,
    [project, taskId, parseId(taskId), span.before, span.after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Which of some jobs are what is asked for, in the same order. */
export async function keepMatching(
  db: Queryable,
  ids: readonly number[],
  filter: JobFilter,
  { createdAfter, createdBefore, queues, worker, errorType, taskId, params }: JobTraits,
): Promise<number[]> {
  const hasParam = (_: unknown, i: number) =>
    `AND coalesce(params #>> $${13 + 3 * i}::text[], params ->> $${14 + 3 * i}) = $${15 + 3 * i}`;
  const { rows } = await db.query<{ id: number }>(
    `SELECT jobs.id FROM unnest($1::bigint[]) WITH ORDINALITY AS given (id, place) JOIN jobs ON jobs.id = given.id
     WHERE ${matches(2)}
       AND ($7::timestamptz IS NULL OR created >= $7) AND ($8::timestamptz IS NULL OR created < $8)
       AND ($9::bigint[] IS NULL OR queue_id = ANY($9))
       AND ($10::text IS NULL OR worker = $10)
       AND ($11::text IS NULL OR error ->> 'type' = $11)
       AND ($12::text IS NULL OR coalesce(task_id, jobs.id::text) = $12)
       ${params.map(hasParam).join(" ")}
     ORDER BY place`,
    [
      ids,
      ...matchValues(filter),
      createdAfter,
      createdBefore,
      queues,
      worker,
      errorType,
      taskId,
      ...params.flatMap(({ path, name, value }) => [path, name, value]),
    ],
  );
  return rows.map(({ id }) => id);
}

/** The queues of this name that jobs of a project may have gone to: those of its account, and the hub's. */
export async function findQueuesNamed(db: Queryable, project: number, name: string): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT queues.id
     FROM queues JOIN zones ON zones.id = zone_id JOIN accounts ON accounts.id = zones.account_id
     WHERE queues.name = $2 AND (accounts.id = (SELECT account_id FROM projects WHERE id = $1) OR ${IS_HUB_ACCOUNT})`,
    [project, name],
  );
  return rows.map(({ id }) => id);
}

/**
 * The id of the last job that was made before a time, 0 if there is none. Ids are drawn in the order of time but for moments, so a
 * search by halves finds it, in as many looks at the primary key as the number of ids has binary digits.
 */
export async function findLastBefore(db: Queryable, time: string): Promise<number> {
  const { rows } = await db.query<{ low: number }>(
    `WITH RECURSIVE halves AS (
       SELECT 0::bigint AS low, coalesce((SELECT max(id) FROM jobs), 0) + 1 AS high
       UNION ALL
       SELECT CASE WHEN is_before THEN probe.id ELSE low END, CASE WHEN is_before THEN high ELSE (low + high) / 2 END
       FROM halves LEFT JOIN LATERAL (
         SELECT id, created < $1 AS is_before FROM jobs WHERE id >= (low + high) / 2 AND id < high ORDER BY id LIMIT 1
       ) AS probe ON true
       WHERE high - low > 1
     )
     SELECT low FROM halves ORDER BY high - low LIMIT 1`,
    [time],
  );
  return rows[0]?.low ?? 0;
}

/** How many jobs of these kinds have ids between two, in whole blocks of ids: there may be more at both ends. */
export async function countBetween(
  db: Queryable,
  { project, statuses, methods }: { project: number; statuses: readonly string[]; methods: readonly string[] | null },
  { after, before }: Span,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT coalesce(sum(jobs), 0)::bigint AS count FROM (
       SELECT jobs, block, status, method, project_id FROM job_blocks
       UNION ALL
       SELECT jobs, block, status, method, project_id FROM job_deltas
     ) AS counted
     WHERE project_id = $1 AND status = ANY($2::text[]) AND ($3::text[] IS NULL OR method = ANY($3) AND method <> '') AND block > $4::bigint >> 14 AND block < $5::bigint >> 14`,
    [project, statuses, methods, after, before],
  );
  return rows[0]?.count ?? 0;
}
