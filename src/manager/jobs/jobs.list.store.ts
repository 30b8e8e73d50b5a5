/** Finding the jobs of a page: their ids. Each statement looks at little more than the page, however long the list is. */

import type { Method } from "../../core/job.ts";
import type { Status } from "../../core/status.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Span } from "./jobs.cursor.ts";

/** Null where it is not asked for. */
export interface JobFilter {
  readonly project: number;
  readonly methods: readonly Method[] | null;
  readonly statuses: readonly Status[] | null;
  readonly creator: "me" | "other" | "anon" | null;
  readonly userId: number | null;
}

export interface Cut {
  readonly span: Span;
  readonly limit: number;
  readonly offset: number;
}

/** A part of an index, in the order of the list. `creator` is 0 for nobody known; if it is absent, the part is of all. */
export interface Part {
  readonly method: string;
  readonly stage: string;
  readonly creator?: number;
}

const orderOf = ({ fromOldest }: Span) => (fromOldest ? "id" : "id DESC");

/** Of all jobs of a project. */
export async function findIds(db: Queryable, project: number, { span, limit, offset }: Cut): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs WHERE project_id = $1 AND id < $2 AND id > $3 ORDER BY ${orderOf(span)} LIMIT $4 OFFSET $5`,
    [project, span.before, span.after, limit, offset],
  );
  return rows.map(({ id }) => id);
}

/** Of the jobs of some parts. @param statuses where the stages of the parts have others, too. */
export async function findIdsOfParts(
  db: Queryable,
  project: number,
  parts: readonly Part[],
  statuses: readonly Status[] | null,
  { span, limit, offset }: Cut,
): Promise<number[]> {
  const byCreator = parts[0]?.creator !== undefined;
  const { rows } = await db.query<{ id: number }>(
    `SELECT page.id
     FROM unnest($2::text[], $3::text[]${byCreator ? ", $8::bigint[]" : ""}) AS part (method, stage${byCreator ? ", creator" : ""})
     CROSS JOIN LATERAL (
       SELECT id FROM jobs
       WHERE project_id = $1 AND method = part.method AND stage = part.stage AND id < $4 AND id > $5
         ${byCreator ? "AND coalesce(creator_id, 0) = part.creator" : ""}
         ${statuses ? `AND status = ANY($${byCreator ? 9 : 8}::text[])` : ""}
       ORDER BY ${orderOf(span)} LIMIT $6::bigint + $7
     ) AS page
     ORDER BY ${orderOf(span)} LIMIT $6 OFFSET $7`,
    [
      project,
      parts.map(({ method }) => method),
      parts.map(({ stage }) => stage),
      span.before,
      span.after,
      limit,
      offset,
      ...(byCreator ? [parts.map(({ creator }) => creator)] : []),
      ...(statuses ? [statuses] : []),
    ],
  );
  return rows.map(({ id }) => id);
}

/** SQL that tells whether a row of `jobs` is what the filter asks for; `matchValues` are `$1` to `$5`. */
export const MATCHES = `
  project_id = $1
  AND ($2::text[] IS NULL OR method = ANY($2))
  AND ($3::text[] IS NULL OR status = ANY($3))
  AND CASE $4::text
    WHEN 'me' THEN creator_id = $5
    WHEN 'other' THEN creator_id <> $5
    WHEN 'anon' THEN creator_id IS NULL
    ELSE true END`;

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
     WHERE ${MATCHES} ORDER BY ${orderOf(span)} LIMIT $9 OFFSET $10`,
    [...matchValues(filter), span.before, span.after, candidates, limit, offset],
  );
  return rows.map(({ id }) => id);
}
