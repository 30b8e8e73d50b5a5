/**
 * Searching the texts of jobs: what they are described as, and what they are about (`job_text` in migration 0006). A word is found
 * where it is the beginning of one. The index knows the beginnings of all words, by project and stretch of ids.
 */

import type { Queryable } from "../../../database/connect.ts";
import type { Span } from "../../http/cursors.ts";

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
/** Stretches that are looked through for one page, if its words are rare; and if even the rarest of them is frequent, which makes each dear. */
const STRETCHES = { rare: 40, frequent: 8 };
/** Of the sample, a word that so many have is frequent. */
const FREQUENT = 4;

interface WordFound {
  readonly word: string;
  /** How many of the newest texts have it. */
  readonly texts: number;
}

/** The words, those first that the fewest of the newest texts have. */
async function byRarity(db: Queryable, project: number, words: readonly string[]): Promise<WordFound[]> {
  const { rows } = await db.query<WordFound>(
    `WITH newest AS MATERIALIZED (
       SELECT text FROM (SELECT id FROM jobs WHERE project_id = $1 ORDER BY id DESC LIMIT ${SAMPLE}) AS jobs JOIN job_texts ON job_id = id
     )
     SELECT word, (SELECT count(*) FROM newest WHERE position(word IN text) > 0) AS texts FROM unnest($2::text[]) AS word
     ORDER BY texts, length(word) DESC`,
    [project, words],
  );
  return rows;
}

/** As far as was looked. */
export interface Reached {
  /** In the direction of the span. */
  readonly ids: readonly number[];
  /** Beyond which id the search goes on; null if there is nothing more to look through, or enough was found. */
  readonly stoppedAt: number | null;
}

interface Stretches {
  readonly ids: number[];
  /** The last that was looked through, if there are more. */
  readonly stopped: number | null;
}

/**
 * Looks words up in the index, one stretch of ids after the other, until there are `most` texts with all words, or it has looked long
 * enough: the rarest word alone if it is rare, else the two rarest, of which the index knows what has both.
 * @param apart methods whose jobs are found by their name, and are left out here.
 */
export async function searchTexts(
  db: Queryable,
  project: number,
  words: readonly string[],
  apart: readonly string[],
  span: Span,
  most: number,
): Promise<Reached> {
  const [order, step, first] = span.fromOldest ? ["", 1, "lowest"] : ["DESC", -1, "highest"];
  const ranked = await byRarity(db, project, words);
  const isFrequent = (ranked[0]?.texts ?? 0) >= FREQUENT;
  const keys = ranked.slice(0, isFrequent ? 2 : 1).map(({ word }) => word);
  const compared = words.filter((word) => word.length > LONGEST_PREFIX || !keys.includes(word));
  // Not in the order of the primary key, which would mean to look at text after text: `+ 0` leaves the index of the words alone.
  const hits = (stretch: string) => `ARRAY(
    SELECT job_id FROM job_texts
    WHERE (project_id << 24) | (job_id >> 16) = ($1::bigint << 24) | (${stretch}) AND job_prefixes(text) @> $6::text[]
      AND ${hasWords("text", compared, 8)} AND job_id + 0 < $2 AND job_id + 0 > $3 AND split_part(text, ' ', 1) <> ALL($5::text[])
    ORDER BY job_id + 0 ${order} LIMIT $4)`;
  const { rows } = await db.query<Stretches>(
    `WITH RECURSIVE edges AS (
       SELECT min(id) / ${STRETCH} AS lowest, max(id) / ${STRETCH} AS highest FROM jobs WHERE project_id = $1 AND id < $2 AND id > $3
     ), stretches AS (
       SELECT 1 AS place, ${first} AS stretch, ${hits(first)} AS ids, 0 AS before FROM edges WHERE ${first} IS NOT NULL
       UNION ALL
       SELECT place + 1, stretch + ${step}, ${hits(`stretch + ${step}`)}, before + cardinality(ids) FROM stretches, edges
       WHERE place < $7 AND before + cardinality(ids) < $4 AND stretch + ${step} BETWEEN lowest AND highest
     )
     SELECT
       ARRAY(SELECT job_id FROM stretches, unnest(ids) AS job_id ORDER BY job_id ${order} LIMIT $4) AS ids,
       (SELECT stretch FROM stretches, edges
        WHERE place = $7 AND before + cardinality(ids) < $4 AND stretch + ${step} BETWEEN lowest AND highest) AS stopped`,
    [
      project,
      span.before,
      span.after,
      most,
      apart.map((method) => method.toLowerCase()),
      keys.map((word) => word.slice(0, LONGEST_PREFIX)),
      isFrequent ? STRETCHES.frequent : STRETCHES.rare,
      ...compared.map(patternOf),
    ],
  );
  const { ids = [], stopped = null } = rows[0] ?? {};
  return { ids, stoppedAt: stopped === null ? null : edgeOf(stopped, span) };
}

/** Where a page begins that is to go on after a stretch. */
function edgeOf(stretch: number, { fromOldest }: Span): number {
  return fromOldest ? (stretch + 1) * STRETCH - 1 : stretch * STRETCH;
}
