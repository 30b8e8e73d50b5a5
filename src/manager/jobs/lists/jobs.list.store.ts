/** Finding the jobs of a page: their ids. Each statement looks at little more than the page, however long the list is. */

import type { Status } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import type { Cut, Span } from "../../http/cursors.ts";
import { NOBODY } from "./jobs.counts.store.ts";

/** Null where it is not asked for. */
export interface JobFilter {
  readonly project: number;
  readonly methods: readonly string[] | null;
  readonly statuses: readonly Status[] | null;
  readonly creator: "me" | "other" | "anon" | null;
  readonly userId: number | null;
}

export const ANY_KIND = { methods: null, statuses: null, creator: null, userId: null } as const;

/** Whether nothing is left out. */
export function isAll({ methods, statuses, creator }: JobFilter): boolean {
  return methods === null && statuses === null && creator === null;
}

/** A part of an index, in the order of the list. */
export interface Part {
  readonly method: string;
  readonly stage: string;
  /** 0 for nobody known; null if the part is of all. */
  readonly creator: number | null;
  /** Most jobs that are read of it. */
  readonly quota: number;
}

/** SQL of the order of a list, in the direction of a span. */
export const orderOf = ({ fromOldest }: Span) => (fromOldest ? "id" : "id DESC");

/** Of all jobs of a project. */
export async function findIds(db: Queryable, project: number, { span, limit, offset }: Cut): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs WHERE project_id = $1 AND id < $2 AND id > $3 ORDER BY ${orderOf(span)} LIMIT $4 OFFSET $5`,
    [project, span.before, span.after, limit, offset],
  );
  return rows.map(({ id }) => id);
}

export interface Merged {
  readonly ids: number[];
  /** Places of the parts of which not enough was read. */
  readonly short: number[];
}

/** Of the jobs of some parts: all of them by creators who are known, or by nobody known, or none by creators. @param statuses where their stages have others, too. */
export async function mergeParts(
  db: Queryable,
  project: number,
  parts: readonly Part[],
  statuses: readonly Status[] | null,
  { span, limit, offset }: Cut,
): Promise<Merged> {
  const [order, last, isBeyond] = span.fromOldest ? ["id", "max", "<"] : ["id DESC", "min", ">"];
  const by = parts[0]?.creator ?? null;
  const isBy = by === NOBODY ? "AND creator_id IS NULL" : "AND creator_id = part.creator";
  const { rows } = await db.query<Merged>(
    `WITH pages AS MATERIALIZED (
       SELECT place, quota, page.id
       FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) WITH ORDINALITY AS part (method, stage, creator, quota, place)
       CROSS JOIN LATERAL (
         SELECT id FROM jobs
         WHERE project_id = $1 AND method = part.method AND stage = part.stage AND id < $6 AND id > $7
           ${by === null ? "" : isBy}
           ${statuses ? "AND status = ANY($10::text[])" : ""}
         ORDER BY ${order} LIMIT quota
       ) AS page
     ), edge AS (
       SELECT id FROM pages ORDER BY ${order} LIMIT 1 OFFSET $8::bigint + $9::bigint - 1
     )
     SELECT
       ARRAY(SELECT id FROM pages ORDER BY ${order} LIMIT $8 OFFSET $9) AS ids,
       ARRAY(
         SELECT place - 1 FROM pages GROUP BY place, quota
         HAVING count(*) = quota AND coalesce(${last}(id) ${isBeyond} (SELECT id FROM edge), true)
       ) AS short`,
    [
      project,
      parts.map(({ method }) => method),
      parts.map(({ stage }) => stage),
      parts.map(({ creator }) => creator),
      parts.map(({ quota }) => quota),
      span.before,
      span.after,
      limit,
      offset,
      ...(statuses ? [statuses] : []),
    ],
  );
  return rows[0] ?? { ids: [], short: [] };
}

/** SQL that tells whether a row of `jobs` is what the filter asks for; `matchValues` are the values from `$first` on. */
export function matches(first: number): string {
  const [project, methods, statuses, creator, user] = [0, 1, 2, 3, 4].map((i) => `$${first + i}`);
  return `project_id = ${project}
    AND (${methods}::text[] IS NULL OR method = ANY(${methods}))
    AND (${statuses}::text[] IS NULL OR status = ANY(${statuses}))
    AND CASE ${creator}::text
      WHEN 'me' THEN creator_id = ${user}
      WHEN 'other' THEN creator_id <> ${user}
      WHEN 'anon' THEN creator_id IS NULL
      ELSE true END`;
}

export function matchValues({ project, methods, statuses, creator, userId }: JobFilter): unknown[] {
  return [project, methods, statuses, creator, userId];
}

/** Of the matching ones among so many of the first jobs. */
export async function findIdsNear(
  db: Queryable,
  filter: JobFilter,
  candidates: number,
  { span, limit, offset }: Cut,
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id
     FROM (
       SELECT id, project_id, method, status, creator_id FROM jobs
       WHERE project_id = $1 AND id < $6 AND id > $7 ORDER BY ${orderOf(span)} LIMIT $8
     ) AS near
     WHERE ${matches(1)} ORDER BY ${orderOf(span)} LIMIT $9 OFFSET $10`,
    [...matchValues(filter), span.before, span.after, candidates, limit, offset],
  );
  return rows.map(({ id }) => id);
}
