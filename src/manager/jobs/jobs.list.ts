/**
 * Pages of a project's jobs, newest first, however many there are. The counts of each kind of job (`jobs.counts.store.ts`) tell how long the
 * list is, and which parts of an index it is a merge of; each part is in order, and read no further than the page goes.
 */

import { badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Kind } from "./jobs.counts.store.ts";
import { parseCursor, type Span, WHOLE } from "./jobs.cursor.ts";
import { countOf, findFiltered, kindsOf } from "./jobs.filtered.ts";
import type { Cut, JobFilter } from "./jobs.list.store.ts";
import { findBySearch, type Page, type Search } from "./jobs.search.ts";

/** Largest offset where the jobs before it have to be walked over. */
export const MOST_OFFSET = 10_000;

export interface PageWanted {
  readonly limit: number;
  readonly offset: number;
  /** In place of the offset. */
  readonly cursor: string | null;
}

export interface JobList {
  /** The part that the page is of. */
  readonly span: Span;
  /** Newest first. */
  readonly ids: number[];
  readonly count: number;
  /** False where there may be more than were counted. */
  readonly isCountExact: boolean;
  /** Beyond which job the list goes on, in the direction of the span; null if it does not. */
  readonly goesOnAt: number | null;
}

/** Whether the jobs before an offset have to be walked over. */
export function isWalked(filter: JobFilter, search: Search | null): boolean {
  return filter.creator !== null || search !== null;
}

/** @throws a 400 for a cursor that is none, or an offset that is too far. */
export async function listIds(db: Queryable, filter: JobFilter, search: Search | null, page: PageWanted): Promise<JobList> {
  const span = page.cursor === null ? WHOLE : parseCursor(page.cursor);
  const offset = page.cursor === null ? page.offset : 0;
  if (offset > MOST_OFFSET && isWalked(filter, search)) {
    throw badField("offset", `must be at most ${MOST_OFFSET} with creator or search: follow the address of the next page`);
  }
  // One more than is shown tells whether there are more.
  const cut = { span, offset, limit: page.limit + 1 };
  const kinds = await kindsOf(db, filter);
  const found = search ? await findBySearch(db, filter, search, kinds, cut) : await findByFilter(db, filter, kinds, cut);
  const ids = found.ids.slice(0, page.limit);
  const goesOnAt = found.ids.length > page.limit ? (ids.at(-1) ?? null) : null;
  const { count, isCountExact } = found;
  return { span, ids: span.fromOldest ? ids.reverse() : ids, count, isCountExact, goesOnAt };
}

async function findByFilter(db: Queryable, filter: JobFilter, kinds: readonly Kind[], cut: Cut): Promise<Page> {
  return { ids: await findFiltered(db, filter, kinds, cut), count: countOf(kinds), isCountExact: true };
}
