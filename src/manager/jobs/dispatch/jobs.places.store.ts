/** Where dispatched jobs stand in their queues. */

import type { Queryable } from "../../../database/connect.ts";
import { isActiveWorker } from "../../workers/workers.store.ts";
import type { Place } from "../record/jobs.messages.ts";

/** Positions further back are not counted: the cost of a look stays the same, however long a queue is. */
export const MOST_COUNTED = 1_000;

const FIND_PLACES = `
  WITH wanted AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS wanted (id, queue_id)
  ), queue AS (
    SELECT queue_id AS id, name, EXISTS (
      SELECT FROM worker_queues JOIN workers ON workers.id = worker_queues.worker_id
      WHERE worker_queues.queue_id = ids.queue_id AND ${isActiveWorker("$3")}
    ) AS is_served
    FROM (SELECT DISTINCT queue_id FROM wanted) AS ids LEFT JOIN queues ON queues.id = queue_id
  ), place AS (
    SELECT first.id, row_number() OVER (PARTITION BY queue.id ORDER BY first.priority DESC, first.id) AS position
    FROM queue, LATERAL (
      SELECT jobs.id, jobs.priority FROM jobs
      WHERE jobs.queue_id = queue.id AND stage = 'QUEUED' AND status = 'DISPATCHED'
      ORDER BY jobs.priority DESC, jobs.id LIMIT ${MOST_COUNTED}
    ) AS first
  )
  SELECT wanted.id, place.position, queue.name AS queue, queue.is_served AS "isServed"
  FROM wanted JOIN queue ON queue.id = wanted.queue_id LEFT JOIN place ON place.id = wanted.id`;

export interface QueuedJob {
  readonly id: number;
  readonly queue: number;
}

/** @param now ISO 8601. */
export async function findPlaces(db: Queryable, jobs: readonly QueuedJob[], now: string): Promise<Map<number, Place>> {
  const { rows } = await db.query<Place & { id: number }>(FIND_PLACES, [
    jobs.map(({ id }) => id),
    jobs.map(({ queue }) => queue),
    now,
  ]);
  return new Map(rows.map(({ id, position, queue, isServed }) => [id, { position, queue, isServed }]));
}
