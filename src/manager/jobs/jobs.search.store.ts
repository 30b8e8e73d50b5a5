/**
 * Searching the texts of jobs: what they are described as, and what they are about (`job_text` in migration 0006). A word is found
 * where it is the beginning of one. The index knows the beginnings of all words, by project and stretch of ids.
 */

import type { Queryable } from "../../database/connect.ts";
import type { Span } from "./jobs.cursor.ts";
import { isAll, type JobFilter, matches, matchValues } from "./jobs.list.store.ts";

export interface Search {
  /** In lower case, of letters and digits alone. Each has to be the beginning of a word of the text. */
  readonly words: readonly string[];
  /** The job of this id is found, too. */
  readonly id: number | null;
}

/** Longest beginning that the index knows (`job_prefixes` in migration 0006). */
const LONGEST_PREFIX = 12;
/** Ids of a stretch: `job_id >> 16` in the migration. */
const STRETCH = 2 ** 16;

/** SQL that tells whether a text has all words, which are the values from `$first` on. */
function hasWords(text: string, words: readonly string[], first: number): string {
  return words.map((_, i) => `${text} ~ $${first + i}`).join(" AND ") || "true";
}

const patternOf = (word: string) => `(^|[^[:alnum:]])${word}`;

/** Whether the name of a method is a match by itself. */
export function isNamed(method: string, { words }: Search): boolean {
  const parts = method.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

/** Which of these jobs match, in the same order. */
export async function searchAmong(db: Queryable, ids: readonly number[], { words, id }: Search): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT jobs.id FROM unnest($1::bigint[]) WITH ORDINALITY AS given (id, place)
     JOIN jobs ON jobs.id = given.id LEFT JOIN job_texts ON job_id = jobs.id
     WHERE (${hasWords("coalesce(text, lower(method))", words, 3)}) OR jobs.id = $2 ORDER BY place`,
    [ids, id, ...words.map(patternOf)],
  );
  return rows.map((row) => row.id);
}

/** The job of this id, if the filter asks for it. */
export async function searchId(db: Queryable, filter: JobFilter, id: number, apart: readonly string[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM jobs WHERE ${matches(1)} AND id = $6 AND method <> ALL($7::text[])`,
    [...matchValues(filter), id, apart],
  );
  return rows.map((row) => row.id);
}

/**
 * Looks the words up in the index, one stretch of ids after the other, until there are `most`: what is frequent is found in the first
 * of them, and what is rare costs little in each.
 * @param apart methods whose jobs are found by their name, and are left out here.
 */
export async function searchTexts(
  db: Queryable,
  filter: JobFilter,
  { words }: Search,
  apart: readonly string[],
  span: Span,
  most: number,
): Promise<number[]> {
  const [order, step, first] = span.fromOldest ? ["", 1, "lowest"] : ["DESC", -1, "highest"];
  const long = words.filter((word) => word.length > LONGEST_PREFIX);
  const values = [
    filter.project,
    span.before,
    span.after,
    most,
    apart.map((method) => method.toLowerCase()),
    words.map((word) => word.slice(0, LONGEST_PREFIX)),
    ...long.map(patternOf),
  ];
  // Not in the order of the primary key, which would mean to look at text after text: `+ 0` leaves the index of the words alone.
  const hits = (stretch: string) => `ARRAY(
    SELECT job_id FROM job_texts
    WHERE (project_id << 24) | (job_id >> 16) = ($1::bigint << 24) | (${stretch}) AND job_prefixes(text) @> $6::text[]
      AND ${hasWords("text", long, 7)} AND job_id + 0 < $2 AND job_id + 0 > $3 AND split_part(text, ' ', 1) <> ALL($5::text[])
      ${isAll(filter) ? "" : `AND EXISTS (SELECT FROM jobs WHERE id = job_id AND ${matches(values.length + 1)})`}
    ORDER BY job_id + 0 ${order} LIMIT $4)`;
  const { rows } = await db.query<{ id: number }>(
    `WITH RECURSIVE edges AS (
       SELECT min(id) / ${STRETCH} AS lowest, max(id) / ${STRETCH} AS highest FROM jobs WHERE project_id = $1 AND id < $2 AND id > $3
     ), stretches AS (
       SELECT ${first} AS stretch, ${hits(first)} AS ids, 0 AS before FROM edges WHERE ${first} IS NOT NULL
       UNION ALL
       SELECT stretch + ${step}, ${hits(`stretch + ${step}`)}, before + cardinality(ids) FROM stretches, edges
       WHERE before + cardinality(ids) < $4 AND stretch + ${step} BETWEEN lowest AND highest
     )
     SELECT job_id AS id FROM stretches, unnest(ids) AS job_id ORDER BY job_id ${order} LIMIT $4`,
    [...values, ...(isAll(filter) ? [] : matchValues(filter))],
  );
  return rows.map(({ id }) => id);
}
