/**
 * Lists of jobs by their traits. Of what is asked for, the part that leaves the fewest jobs and that an index has in order is the source;
 * the jobs from there are looked at one by one, so many of them for a page at most. If that is not enough, the page is short, or even
 * empty, and its cursor goes on where it stopped: so no page takes long, however rare its jobs are.
 */

import { badField } from "../../../core/errors.ts";
import { STATUS_NAMES } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import { type Cut, type Span, WHOLE } from "../../http/cursors.ts";
import type { Kind } from "./jobs.counts.store.ts";
import { countOf, findFiltered, kindsOf } from "./jobs.filtered.ts";
import { ANY_KIND, type JobFilter } from "./jobs.list.store.ts";
import { type Reached, searchAmong, searchTexts } from "./jobs.search.store.ts";
import { findBySearch, type Page, type Search } from "./jobs.search.ts";
import * as store from "./jobs.traits.store.ts";
import { type JobTraits, wordsOf } from "./jobs.traits.ts";

/** Jobs that are looked at for one page, at most: first a few, since mostly these are enough. */
const SLICES = [200, 400];
const LOOKED_AT = 600;
/** Ids are drawn in the order of time but for so long: the time that it takes to make many jobs at once, and what clocks differ by. */
const DISORDER_MS = 10_000;

type Find = (cut: Cut) => Promise<Reached>;

/** Where the jobs of a list are taken from. */
interface Source {
  readonly find: Find;
  /** The first of the page's span: those that are looked at, and one more if there are more. */
  readonly first: Reached;
}

interface Wanted {
  readonly filter: JobFilter;
  readonly traits: JobTraits;
  readonly search: Search | null;
  readonly kinds: readonly Kind[];
}

/** @throws a 400 for an offset further than is looked. */
export async function findNarrowed(db: Queryable, wanted: Wanted, cut: Cut): Promise<Page> {
  const time = await spanOf(db, wanted.traits);
  const source = await sourceOf(db, wanted, within(cut.span, time));
  const keep = (ids: readonly number[]) => keepWanted(db, wanted, ids);
  const all = await allOf(source, cut.span === WHOLE ? null : time);
  if (all) return cutShort(await keep(all), cut);
  const page = await walk(source.first, keep, cut);
  return { ...page, count: Math.max(page.count, await leastOf(db, wanted, time, source)) };
}

/** Null if they are more than are looked at. @param rest where the others are, if the page's span is not the whole. */
async function allOf({ find, first }: Source, rest: Span | null): Promise<readonly number[] | null> {
  if (!isWhole(first)) return null;
  const all = rest === null ? first : await find({ span: rest, offset: 0, limit: LOOKED_AT + 1 });
  return isWhole(all) ? all.ids : null;
}

/** Whether these are all that there are. */
function isWhole({ ids, stoppedAt }: Reached): boolean {
  return stoppedAt === null && ids.length <= LOOKED_AT;
}

function cutShort(all: readonly number[], { span, offset, limit }: Cut): Page {
  const isWithin = all.filter((id) => id < span.before && id > span.after);
  const ids = (span.fromOldest ? isWithin.reverse() : isWithin).slice(offset, offset + limit);
  return { ids, count: all.length, isCountExact: true, stoppedAt: null };
}

async function walk(
  first: Reached,
  keep: (ids: readonly number[]) => Promise<number[]>,
  { offset, limit }: Cut,
): Promise<Page> {
  const found: number[] = [];
  let looked = 0;
  for (const slice of SLICES) {
    found.push(...(await keep(first.ids.slice(looked, looked + slice))));
    looked += slice;
    if (found.length >= offset + limit || looked >= first.ids.length) break;
  }
  const last = looked < first.ids.length ? (first.ids[looked - 1] ?? null) : first.stoppedAt;
  const stoppedAt = found.length < offset + limit ? last : null;
  if (stoppedAt !== null && offset > 0) {
    throw badField("offset", "is too far for this filter: begin with cursor=newest, and follow next");
  }
  return { ids: found.slice(offset, offset + limit), count: found.length, isCountExact: false, stoppedAt };
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

/** The one of those that there are which has the fewest jobs, as far as they are looked at. */
async function sourceOf(db: Queryable, { filter, traits, search, kinds }: Wanted, span: Span): Promise<Source> {
  const begin = async (find: Find): Promise<Source> => ({ find, first: await find({ span, offset: 0, limit: LOOKED_AT + 1 }) });
  const ofKinds: Find = (cut) => findFiltered(db, filter, kinds, cut).then(completely);
  if (countOf(kinds) <= LOOKED_AT) return begin(ofKinds);
  if (search) return begin(await searchSource(db, filter.project, search));
  const [best, ...others] = await Promise.all(indexesFor(db, filter.project, traits).map(begin));
  if (!best) return begin(ofKinds);
  return others.reduce((least, other) => (isBetter(other.first, least.first) ? other : least), best);
}

function isBetter(a: Reached, b: Reached): boolean {
  return isWhole(a) === isWhole(b) ? a.ids.length < b.ids.length : isWhole(a);
}

function completely(ids: readonly number[]): Reached {
  return { ids, stoppedAt: null };
}

/** Of all jobs: the work is bounded by what is found, and not by how much of that the filter leaves out. */
async function searchSource(db: Queryable, project: number, search: Search): Promise<Find> {
  const kinds = await kindsOf(db, { ...ANY_KIND, project });
  return (cut) => findBySearch(db, project, search, kinds, cut);
}

/** Those that know best come first. */
function indexesFor(db: Queryable, project: number, { params, errorType, worker, queues, taskId }: JobTraits): Find[] {
  const words = params.map(wordsOf).reduce((best, other) => (other.length > best.length ? other : best), []);
  return [
    taskId !== null && ((cut: Cut) => store.findIdsByTask(db, project, taskId, cut).then(completely)),
    words.length > 0 && ((cut: Cut) => searchTexts(db, project, words, [], cut.span, cut.limit)),
    errorType !== null && ((cut: Cut) => store.findIdsByError(db, project, errorType, cut).then(completely)),
    worker !== null && ((cut: Cut) => store.findIdsByWorker(db, project, worker, cut).then(completely)),
    queues !== null && ((cut: Cut) => store.findIdsByQueues(db, project, queues, cut).then(completely)),
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
  if (asked.length === 1 && ["queues", "worker", "errorType"].some(isAsked)) return source.first.ids.length;
  if (!asked.every((name) => KNOWN_BY_BLOCK.has(name))) return 0;
  return store.countBetween(db, { project, statuses: statuses ?? STATUS_NAMES, methods }, time);
}

const KNOWN_BY_BLOCK: ReadonlySet<string> = new Set(["statuses", "methods", "createdAfter", "createdBefore"]);

/** The names of what narrows a list. */
function askedFor({ filter: { project: _, userId: __, ...kind }, traits: { params, ...traits }, search }: Wanted): string[] {
  const all = { ...kind, ...traits, params: params.length > 0 ? params : null, search };
  return Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [name]));
}
