/** Statements on `broker.events` and `broker.set_aside`. */

import type { Queryable } from "../../database/connect.ts";

export const EVENTS_CHANNEL = "jobhub_events";

/** An event on its way out, as JSON, and the lease that it ends, if it is an outcome. */
export interface Outgoing {
  readonly event: string;
  readonly settles: Lease | null;
}

/** The hold of a consumer on a task. */
export interface Lease {
  readonly id: number;
  readonly consumerId: number;
}

/**
 * Deletes the tasks that are settled, as far as their leases hold, and adds all events but the outcomes of the others, as one
 * batch in this order. Answers the row ids of the tasks that were deleted. Whoever calls it says so afterwards with `notifyEvents`.
 */
export async function insertEvents(db: Queryable, outgoing: readonly Outgoing[]): Promise<Set<number>> {
  const { rows } = await db.query<{ settled: number[] }>(
    `WITH outgoing AS MATERIALIZED (
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS o (event, id, consumer_id, place)
     ), settled AS (
       DELETE FROM broker.tasks AS t
       WHERE t.id = ANY ($4) AND (t.id, t.consumer_id) IN (SELECT id, consumer_id FROM outgoing)
       RETURNING t.id
     ), batch AS (
       SELECT count(*) AS size, string_agg(event, ',' ORDER BY place) AS items FROM outgoing
       WHERE id IS NULL OR id IN (SELECT id FROM settled)
     ), sent AS (
       INSERT INTO broker.events (size, batch) SELECT size, '[' || items || ']' FROM batch WHERE size > 0
       RETURNING id
     )
     SELECT ARRAY(SELECT id FROM settled) AS settled, (SELECT count(*) FROM sent)`,
    [
      outgoing.map(({ event }) => event),
      outgoing.map(({ settles }) => settles?.id ?? null),
      outgoing.map(({ settles }) => settles?.consumerId ?? null),
      outgoing.flatMap(({ settles }) => settles?.id ?? []),
    ],
  );
  return new Set(rows[0]?.settled);
}

/**
 * Wakes the receivers. By itself, and not in the statement that inserts: PostgreSQL lets only one transaction at a time that
 * notifies commit, and those that write keep that lock until they are on the disk.
 */
export async function notifyEvents(db: Queryable): Promise<void> {
  await db.query(`SELECT pg_notify('${EVENTS_CHANNEL}', '')`);
}

/**
 * Takes up to `count` batches, oldest first, that no other receiver has. They are gone when the transaction commits, and back
 * when it does not.
 */
export async function takeBatches(tx: Queryable, count: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: number; batch: string }>(
    `DELETE FROM broker.events
     WHERE id = ANY (ARRAY(SELECT id FROM broker.events ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING id, batch`,
    [count],
  );
  return rows.sort((a, b) => a.id - b.id).map(({ batch }) => batch);
}

export async function insertSetAside(db: Queryable, events: readonly string[], reason: string): Promise<void> {
  await db.query("INSERT INTO broker.set_aside (event, reason) SELECT event, $2 FROM unnest($1::text[]) AS event", [
    events,
    reason,
  ]);
}

export interface SetAsideRow {
  readonly id: number;
  readonly event: string;
  readonly reason: string;
  readonly created: string;
}

export async function listSetAside(db: Queryable, limit: number, offset: number): Promise<SetAsideRow[]> {
  const { rows } = await db.query<SetAsideRow>(
    "SELECT id, event, reason, created FROM broker.set_aside ORDER BY id LIMIT $1 OFFSET $2",
    [limit, offset],
  );
  return rows;
}

export async function countSetAside(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>("SELECT count(*) FROM broker.set_aside");
  return rows[0]?.count ?? 0;
}

/** These or (null) all of them. Answers how many. */
export async function deleteSetAside(db: Queryable, ids: readonly string[] | null): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM broker.set_aside WHERE $1::text[] IS NULL OR id::text = ANY ($1)", [ids]);
  return rowCount;
}

/** Puts events that were set aside, these or (null) all of them, among those to be received. Answers how many. */
export async function replaySetAside(db: Queryable, ids: readonly string[] | null): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `WITH back AS (
       DELETE FROM broker.set_aside WHERE $1::text[] IS NULL OR id::text = ANY ($1)
       RETURNING id, event
     ), batch AS (
       SELECT count(*) AS size, string_agg(event, ',' ORDER BY id) AS items FROM back
     ), sent AS (
       INSERT INTO broker.events (size, batch) SELECT size, '[' || items || ']' FROM batch WHERE size > 0
       RETURNING id
     )
     SELECT size AS count, (SELECT pg_notify('${EVENTS_CHANNEL}', '') FROM sent) FROM batch`,
    [ids],
  );
  return rows[0]?.count ?? 0;
}
