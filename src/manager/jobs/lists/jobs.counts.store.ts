/** How many jobs there are of each kind, without looking at jobs: what was added up, and what was not yet (migration 0006). */

import type { Status } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";

/** Stands for all creators together. */
export const EVERYBODY = -1;
/** Stands for those of whom nobody knows who they were. */
export const NOBODY = 0;

export interface Kind {
  readonly creator: number;
  readonly status: Status;
  readonly method: string;
  readonly jobs: number;
}

export interface KindsFilter {
  readonly project: number;
  readonly statuses: readonly Status[];
  /** Null for all. */
  readonly methods: readonly string[] | null;
}

const IS_WANTED = "project_id = $1 AND status = ANY($2::text[]) AND ($3::text[] IS NULL OR method = ANY($3))";

/** By each of these creators. Kinds of which there are none are left out. */
export async function countKinds(
  db: Queryable,
  { project, statuses, methods }: KindsFilter,
  creators: readonly number[],
): Promise<Kind[]> {
  const { rows } = await db.query<Kind>(
    `SELECT creator_id AS creator, status, method, sum(jobs)::bigint AS jobs
     FROM (
       SELECT creator_id, status, method, jobs FROM job_counts WHERE ${IS_WANTED} AND creator_id = ANY($4::bigint[])
       UNION ALL
       SELECT creator, status, method, jobs
       FROM job_deltas CROSS JOIN LATERAL (VALUES (creator_id), (${EVERYBODY})) AS by_whom (creator)
       WHERE ${IS_WANTED} AND creator = ANY($4)
     ) AS kinds
     GROUP BY creator_id, status, method HAVING sum(jobs) > 0`,
    [project, statuses, methods, creators],
  );
  return rows;
}

/** By each of those who are known, but for one user. @param most at most so many kinds. */
export async function countKindsOfOthers(
  db: Queryable,
  { project, statuses, methods }: KindsFilter,
  user: number,
  most: number,
): Promise<Kind[]> {
  const { rows } = await db.query<Kind>(
    `SELECT creator_id AS creator, status, method, sum(jobs)::bigint AS jobs
     FROM (
       SELECT project_id, creator_id, status, method, jobs FROM job_counts
       UNION ALL
       SELECT project_id, creator_id, status, method, jobs FROM job_deltas
     ) AS kinds
     WHERE ${IS_WANTED} AND creator_id NOT IN (${EVERYBODY}, ${NOBODY}, $4)
     GROUP BY creator_id, status, method HAVING sum(jobs) > 0 LIMIT $5`,
    [project, statuses, methods, user, most],
  );
  return rows;
}

/** A place in the list of a project's jobs. */
export interface Place {
  /** The place is within the jobs with ids between these, neither included, and so is what is asked for from there on. */
  readonly before: number;
  readonly after: number;
  /** How many of those come before it. */
  readonly offset: number;
}

/** In place of a status and a method, in blocks. */
const ALL_KINDS = "";

/** Ids of one block: `id >> 14` in the migration. */
const BLOCK = 2 ** 14;

/** Where the jobs are that come after `offset` newer ones, `limit` of them. Null if there are not so many. */
export async function findPlace(
  db: Queryable,
  project: number,
  kinds: Omit<KindsFilter, "project"> | null,
  offset: number,
  limit: number,
): Promise<Place | null> {
  const { rows } = await db.query<{ first: number | null; passed: number; last: number }>(
    `WITH blocks AS (
       SELECT block, sum(jobs) AS jobs
       FROM (
         SELECT block, jobs FROM job_blocks WHERE ${IS_WANTED}
         UNION ALL
         SELECT block, jobs FROM job_deltas WHERE ${IS_WANTED} OR project_id = $1 AND $4
       ) AS counted
       GROUP BY block
     ), newest_first AS (
       SELECT block, jobs, sum(jobs) OVER (ORDER BY block DESC) AS upto FROM blocks
     )
     SELECT
       max(block) FILTER (WHERE upto > $5) AS first,
       (max(upto - jobs) FILTER (WHERE upto - jobs <= $5))::bigint AS passed,
       coalesce(max(block) FILTER (WHERE upto >= $6), min(block)) AS last
     FROM newest_first`,
    [project, kinds?.statuses ?? [ALL_KINDS], kinds ? kinds.methods : [ALL_KINDS], kinds === null, offset, offset + limit],
  );
  const [row] = rows;
  if (!row || row.first === null) return null;
  return { before: (row.first + 1) * BLOCK, after: row.last * BLOCK - 1, offset: offset - row.passed };
}
