/** Searching within a list of jobs. */

import type { Queryable } from "../../../database/connect.ts";
import { type Cut, type Span, WHOLE } from "../../http/cursors.ts";
import { parseId } from "../../http/validation.ts";
import type { Kind } from "./jobs.counts.store.ts";
import { countOf, findFiltered } from "./jobs.filtered.ts";
import { ANY_KIND } from "./jobs.list.store.ts";
import * as store from "./jobs.search.store.ts";

export type { Search } from "./jobs.search.store.ts";

/** What was found of a page, in the direction of its span. */
export interface Page {
  readonly ids: readonly number[];
  readonly count: number;
  /** False where there may be more than were counted. */
  readonly isCountExact: boolean;
  /** Where the looking stopped, if the page is short for that; else null. */
  readonly stoppedAt: number | null;
}

/** Null if nothing is searched for. */
export function parseSearch(text: string): store.Search | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return null;
  return { words: [...new Set(trimmed.split(/[^\p{L}\p{N}]+/u).filter(Boolean))].slice(0, MOST_WORDS), id: parseId(trimmed) };
}

const MOST_WORDS = 10;
/** Jobs that are looked at one by one, at most. */
const LOOKED_AT = 5_000;
/** Most jobs that are found only to be counted. */
const COUNTED = 500;

/** Of all jobs of a project. A list that is short is looked through; in a long one, an index finds the words. */
export async function findBySearch(
  db: Queryable,
  project: number,
  search: store.Search,
  kinds: readonly Kind[],
  cut: Cut,
): Promise<Page> {
  if (search.words.length === 0) return { ids: [], count: 0, isCountExact: true, stoppedAt: null };
  if (countOf(kinds) > LOOKED_AT) return findByIndex(db, project, search, kinds, cut);
  const all = await findFiltered(db, { ...ANY_KIND, project }, kinds, { span: WHOLE, offset: 0, limit: LOOKED_AT });
  const matching = await store.searchAmong(db, all, search);
  return { ids: cutOf(matching, cut), count: matching.length, isCountExact: true, stoppedAt: null };
}

/** Jobs that have no more of a text than their method are found by that: the counts of kinds know them. */
async function findByIndex(
  db: Queryable,
  project: number,
  search: store.Search,
  kinds: readonly Kind[],
  { span, offset, limit }: Cut,
): Promise<Page> {
  const named = [...new Set(kinds.map(({ method }) => method))].filter((method) => store.isNamed(method, search));
  const ofNamed = kinds.filter(({ method }) => named.includes(method));
  const most = Math.max(offset + limit, COUNTED);
  const [byText, byName, byId] = await Promise.all([
    store.searchTexts(db, project, search.words, named, span, most),
    findFiltered(db, { ...ANY_KIND, project, methods: named }, ofNamed, { span, offset: 0, limit: offset + limit }),
    search.id === null ? [] : store.searchId(db, project, search.id, named),
  ]);
  const reached = reachOf(span, byText.stoppedAt);
  // Whoever looks for a job by its id need not wait until the texts have been looked through that far.
  const others = new Set([...byText.ids, ...byId.filter((id) => isIn(span, id))]);
  const ids = [...others, ...byName.filter((id) => isIn(reached, id))];
  ids.sort((a, b) => (span.fromOldest ? a - b : b - a));
  const isShort = byText.stoppedAt !== null && ids.length < offset + limit;
  return {
    ids: ids.slice(offset, offset + limit),
    count: others.size + countOf(ofNamed),
    isCountExact: span === WHOLE && byText.stoppedAt === null && byText.ids.length < most,
    stoppedAt: isShort ? byText.stoppedAt : null,
  };
}

/** The part of a span that has been looked through. */
function reachOf(span: Span, stoppedAt: number | null): Span {
  if (stoppedAt === null) return span;
  return span.fromOldest ? { ...span, before: stoppedAt + 1 } : { ...span, after: stoppedAt - 1 };
}

function isIn({ before, after }: Span, id: number): boolean {
  return id < before && id > after;
}

/** @param ids all of them, newest first. */
function cutOf(ids: readonly number[], { span, offset, limit }: Cut): number[] {
  const within = ids.filter((id) => isIn(span, id));
  return (span.fromOldest ? within.reverse() : within).slice(offset, offset + limit);
}
