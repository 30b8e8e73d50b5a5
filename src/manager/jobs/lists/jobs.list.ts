/**
 * Pages of a project's jobs, newest first, however many there are. The counts of each kind of job (`jobs.counts.store.ts`) tell how long the
 * list is, and which parts of an index it is a merge of; each part is in order, and read no further than the page goes.
 */

import { badField } from "../../../core/errors.ts";
import type { Queryable } from "../../../database/connect.ts";
import { type Cut, cutOf, type FoundPage, foundPage, type PageWanted } from "../../http/cursors.ts";
import { countOf, findFiltered, kindsOf } from "./jobs.filtered.ts";
import { isAll, type JobFilter } from "./jobs.list.store.ts";
import { findNarrowed } from "./jobs.narrowed.ts";
import { findBySearch, type Page, type Search } from "./jobs.search.ts";
import { hasTraits, type JobTraits } from "./jobs.traits.ts";

/** Largest offset where the jobs before it have to be walked over. */
const MOST_OFFSET = 10_000;

/** Which jobs a list is of. */
export interface JobSelection {
  readonly filter: JobFilter;
  readonly traits: JobTraits;
  /** Null if nothing is searched for. */
  readonly search: Search | null;
}

export interface JobList extends FoundPage {
  readonly count: number;
  /** False where there may be more than were counted. */
  readonly isCountExact: boolean;
  /** Offsets lead to the next pages up to here: from then on, cursors do. */
  readonly mostOffset: number;
}

/** @throws a 400 for a cursor that is none, or an offset that is too far. */
export async function listIds(db: Queryable, selection: JobSelection, page: PageWanted): Promise<JobList> {
  const cut = cutOf(page);
  const mostOffset = mostOffsetOf(selection);
  if (cut.offset > mostOffset) {
    throw badField("offset", `must be at most ${mostOffset} for this filter: follow the address of the next page`);
  }
  const { ids, count, isCountExact, stoppedAt } = await find(db, selection, cut);
  const isShort = stoppedAt !== null || (isNarrowed(selection) && !isCountExact);
  return { ...foundPage(ids, cut, stoppedAt), count, isCountExact, mostOffset: isShort ? -1 : mostOffset };
}

/** Where no index finds a place far down the list, the jobs before it are walked over. */
function mostOffsetOf({ filter, traits, search }: JobSelection): number {
  return filter.creator !== null || search || hasTraits(traits) ? MOST_OFFSET : Number.MAX_SAFE_INTEGER;
}

/** Whether jobs have to be looked at one by one. */
function isNarrowed({ filter, traits, search }: JobSelection): boolean {
  return hasTraits(traits) || (search !== null && !isAll(filter));
}

async function find(db: Queryable, { filter, traits, search }: JobSelection, cut: Cut): Promise<Page> {
  const kinds = await kindsOf(db, filter);
  if (isNarrowed({ filter, traits, search })) return findNarrowed(db, { filter, traits, search, kinds }, cut);
  if (search) return findBySearch(db, filter.project, search, kinds, cut);
  return { ids: await findFiltered(db, filter, kinds, cut), count: countOf(kinds), isCountExact: true, stoppedAt: null };
}
