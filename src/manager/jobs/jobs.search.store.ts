/**
 * Searching the texts of jobs: what they are described as, and what they are about (`job_text` in migration 0006). A word is found
 * where it is the beginning of one. The index knows the beginnings of all words, by project and stretch of ids.
 */

import type { Queryable } from "../../database/connect.ts";
import type { Span } from "./jobs.cursor.ts";

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

/** The job of this id, if the project has it. */
export async function searchId(db: Queryable, project: number, id: number, apart: readonly string[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    "SELECT id FROM jobs WHERE project_id = $1 AND id = $2 AND method <> ALL($3::text[])",
    [project, id, apart],
  );
  return rows.map((row) => row.id);
}

/** Texts by which words are compared. */
const SAMPLE = 200;

/** The word that the fewest of the newest texts have. */
async function rarestOf(db: Queryable, project: number, words: readonly string[]): Promise<string> {
  const { rows } = await db.query<{ word: string }>(
    `WITH newest AS MATERIALIZED (
       SELECT text FROM (SELECT id FROM jobs WHERE project_id = $1 ORDER BY id DESC LIMIT ${SAMPLE}) AS jobs JOIN job_texts ON job_id = id
     )
     SELECT word FROM unnest($2::text[]) AS word
     ORDER BY (SELECT count(*) FROM newest WHERE position(word IN text) > 0), length(word) DESC LIMIT 1`,
    [project, words],
  );
  return rows[0]?.word ?? "";
}

/**
 * Looks the rarest of the words up in the index, one stretch of ids after the other, until there are `most` texts with all words: what is
 * frequent is found in the first of them, and what is rare costs little in each.
 * @param apart methods whose jobs are found by their name, and are left out here.
 */
export async function searchTexts(
  db: Queryable,
  project: number,
  words: readonly string[],
  apart: readonly string[],
  span: Span,
  most: number,
): Promise<number[]> {
  const [order, step, first] = span.fromOldest ? ["", 1, "lowest"] : ["DESC", -1, "highest"];
  const rarest = words.length > 1 ? await rarestOf(db, project, words) : (words[0] ?? "");
  const isWhole = rarest.length <= LONGEST_PREFIX;
  const compared = words.filter((word) => word !== rarest || !isWhole);
  // Not in the order of the primary key, which would mean to look at text after text: `+ 0` leaves the index of the words alone.
  const hits = (stretch: string) => `ARRAY(
    SELECT job_id FROM job_texts
    WHERE (project_id << 24) | (job_id >> 16) = ($1::bigint << 24) | (${stretch}) AND job_prefixes(text) @> ARRAY[$6::text]
      AND ${hasWords("text", compared, 7)} AND job_id + 0 < $2 AND job_id + 0 > $3 AND split_part(text, ' ', 1) <> ALL($5::text[])
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
    [
      project,
      span.before,
      span.after,
      most,
      apart.map((method) => method.toLowerCase()),
      rarest.slice(0, LONGEST_PREFIX),
      ...compared.map(patternOf),
    ],
  );
  return rows.map(({ id }) => id);
}
