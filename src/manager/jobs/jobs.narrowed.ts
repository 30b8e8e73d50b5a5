/**
 * Lists of jobs by their traits. Of what is asked for, the part that leaves the fewest jobs and that an index has in order is the source;
 * the jobs from there are looked at one by one, so many of them for a page at most. If that is not enough, the page is short, or even
 * empty, and its cursor goes on where it stopped: so no page takes long, however rare its jobs are.
 */

import { badField } from "../../core/errors.ts";
import { STATUS_NAMES } from "../../core/status.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Kind } from "./jobs.counts.store.ts";
import { type Span, WHOLE } from "./jobs.cursor.ts";
import { countOf, findFiltered } from "./jobs.filtered.ts";
import { ANY_KIND, type Cut, type JobFilter } from "./jobs.list.store.ts";
import { searchAmong, searchTexts } from "./jobs.search.store.ts";
import { findBySearch, type Page, type Search } from "./jobs.search.ts";
import * as store from "./jobs.traits.store.ts";
import { type JobTraits, wordsOf } from "./jobs.traits.ts";

/** Jobs that are looked at for one page, at most: first a few, since mostly these are enough. */
const SLICES = [400, 1_200, 2_400];
const LOOKED_AT = 4_000;
/** Ids are drawn in the order of time but for so long: the time that it takes to make many jobs at once, and what clocks differ by. */
const DISORDER_MS = 10_000;

type FindIds = (cut: Cut) => Promise<readonly number[]>;

/** Where the jobs of a list are taken from, before they are looked at. */
interface Source {
  readonly find: FindIds;
  readonly count: number;
}

interface Wanted {
  readonly filter: JobFilter;
  readonly traits: JobTraits;
  readonly search: Search | null;
  readonly kinds: readonly Kind[];
}

export interface NarrowedPage extends Page {
  /** The last job that was looked at, if the page is short for that; else null. */
  readonly stoppedAt: number | null;
}

/** @throws a 400 for an offset further than is looked. */
export async function findNarrowed(db: Queryable, wanted: Wanted, cut: Cut): Promise<NarrowedPage> {
  const time = await spanOf(db, wanted.traits);
  const span = within(cut.span, time);
  const source = await sourceOf(db, wanted, time);
  const keep = (ids: readonly number[]) => keepWanted(db, wanted, ids);
  if (source.count <= LOOKED_AT)
    return cutShort(await keep(await source.find({ span: time, offset: 0, limit: LOOKED_AT })), cut);
  const page = await walk(source.find, keep, { ...cut, span });
  const least = await leastOf(db, wanted, time, source);
  const count = Math.max(least, page.count);
  return { ...page, count, isCountExact: page.isCountExact && cut.span === WHOLE };
}

function cutShort(all: readonly number[], { span, offset, limit }: Cut): NarrowedPage {
  const isWithin = all.filter((id) => id < span.before && id > span.after);
  const ids = (span.fromOldest ? isWithin.reverse() : isWithin).slice(offset, offset + limit);
  return { ids, count: all.length, isCountExact: true, stoppedAt: null };
}

async function walk(find: FindIds, keep: (ids: readonly number[]) => Promise<number[]>, cut: Cut): Promise<NarrowedPage> {
  const most = cut.offset + cut.limit;
  const found: number[] = [];
  let { span } = cut;
  for (const limit of SLICES) {
    const ids = await find({ span, offset: 0, limit });
    found.push(...(await keep(ids)));
    const last = ids.at(-1);
    if (ids.length < limit || last === undefined) return pageOf(found, cut, { isCountExact: true, stoppedAt: null });
    if (found.length >= most) return pageOf(found, cut, { isCountExact: false, stoppedAt: null });
    span = span.fromOldest ? { ...span, after: last } : { ...span, before: last };
  }
  if (cut.offset > 0) throw badField("offset", "is too far for this filter: begin with cursor=newest, and follow next");
  return pageOf(found, cut, { isCountExact: false, stoppedAt: span.fromOldest ? span.after : span.before });
}

function pageOf(
  found: readonly number[],
  { offset, limit }: Cut,
  how: Pick<NarrowedPage, "isCountExact" | "stoppedAt">,
): NarrowedPage {
  return { ids: found.slice(offset, offset + limit), count: found.length, ...how };
}

/** The ids among which the jobs of a time are, and a few more. */
async function spanOf(db: Queryable, { createdAfter, createdBefore }: JobTraits): Promise<Span> {
  const at = (time: string, shift: number) => new Date(Date.parse(time) + shift).toISOString();
  const [after, before] = await Promise.all([
    createdAfter === null ? WHOLE.after : store.findLastBefore(db, at(createdAfter, -DISORDER_MS)),
    createdBefore === null ? WHOLE.before : store.findLastBefore(db, at(createdBefore, DISORDER_MS)).then((id) => id + 1),
  ]);
  return { ...WHOLE, after, before };
}

function within(a: Span, b: Span): Span {
  return { ...a, after: Math.max(a.after, b.after), before: Math.min(a.before, b.before) };
}

/** The one of those that there are which has the fewest jobs, as far as they are counted. */
async function sourceOf(db: Queryable, wanted: Wanted, time: Span): Promise<Source> {
  const { filter, traits, search, kinds } = wanted;
  if (search) return counted((cut) => findBySearch(db, filter, search, kinds, cut).then(({ ids }) => ids), time);
  const ofKinds: Source = { find: (cut) => findFiltered(db, filter, kinds, cut), count: countOf(kinds) };
  if (ofKinds.count <= LOOKED_AT) return ofKinds;
  const others = await Promise.all(indexesFor(db, filter.project, traits).map((find) => counted(find, time)));
  if (others.length === 0)
    return time.after === WHOLE.after && time.before === WHOLE.before ? ofKinds : counted(ofKinds.find, time);
  return others.reduce((best, other) => (other.count < best.count ? other : best));
}

async function counted(find: FindIds, span: Span): Promise<Source> {
  const ids = await find({ span, offset: 0, limit: LOOKED_AT + 1 });
  return { find, count: ids.length };
}

/** Those that know best come first. */
function indexesFor(db: Queryable, project: number, { params, errorType, worker, queues }: JobTraits): FindIds[] {
  const words = params.map(wordsOf).reduce((best, other) => (other.length > best.length ? other : best), []);
  const all = { ...ANY_KIND, project };
  return [
    words.length > 0 && ((cut: Cut) => searchTexts(db, all, { words, id: null }, [], cut.span, cut.limit)),
    errorType !== null && ((cut: Cut) => store.findIdsByError(db, project, errorType, cut)),
    worker !== null && ((cut: Cut) => store.findIdsByWorker(db, project, worker, cut)),
    queues !== null && ((cut: Cut) => store.findIdsByQueues(db, project, queues, cut)),
  ].filter((find) => find !== false);
}

async function keepWanted(db: Queryable, { filter, traits, search }: Wanted, ids: readonly number[]): Promise<number[]> {
  const kept = ids.length > 0 ? await store.keepMatching(db, ids, filter, traits) : [];
  return search && kept.length > 0 ? searchAmong(db, kept, search) : kept;
}

/** How many there are at least, where that is known without looking at them. */
async function leastOf(db: Queryable, wanted: Wanted, time: Span, source: Source): Promise<number> {
  const { project, statuses, methods } = wanted.filter;
  const isAsked = (name: string) => asked.includes(name);
  const asked = askedFor(wanted);
  if (asked.length === 1 && ["queues", "worker", "errorType"].some(isAsked)) return source.count;
  if (!asked.every((name) => KNOWN_BY_BLOCK.has(name))) return 0;
  return store.countBetween(db, { project, statuses: statuses ?? STATUS_NAMES, methods }, time);
}

const KNOWN_BY_BLOCK: ReadonlySet<string> = new Set(["statuses", "methods", "createdAfter", "createdBefore"]);

/** The names of what narrows a list. */
function askedFor({ filter: { project: _, userId: __, ...kind }, traits: { params, ...traits }, search }: Wanted): string[] {
  const all = { ...kind, ...traits, params: params.length > 0 ? params : null, search };
  return Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [name]));
}
