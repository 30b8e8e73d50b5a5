/** Lists of jobs by method, status and creator: which parts of an index a list is a merge of. */

import { STATUS_NAMES } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import type { Cut } from "../../http/cursors.ts";
import { fillStages, stageOf } from "../record/jobs.stage.ts";
import {
  countKinds,
  countKindsOfOthers,
  EVERYBODY,
  findPlace,
  type Kind,
  type KindsFilter,
  NOBODY,
} from "./jobs.counts.store.ts";
import type { JobFilter } from "./jobs.list.store.ts";
import * as store from "./jobs.list.store.ts";

/** Of the newest jobs, so many are looked at for those of others. */
const CANDIDATES = 2_000;
/** From this offset on, its place is looked up. */
const DEEP = 200;
/** Most parts in one merge. */
const MOST_PARTS = 1_000;
/** Read of each part beyond its share. */
const SPARE = 16;

export function countOf(kinds: readonly Kind[]): number {
  return kinds.reduce((sum, { jobs }) => sum + jobs, 0);
}

/** The kinds of jobs in a list, of all its creators together. */
export async function kindsOf(db: Queryable, filter: JobFilter): Promise<Kind[]> {
  const { creator, userId } = filter;
  const wanted = kindsFilter(filter);
  if (creator === "anon") return countKinds(db, wanted, [NOBODY]);
  if (creator === "me") return userId === null ? [] : countKinds(db, wanted, [userId]);
  if (creator === null) return countKinds(db, wanted, [EVERYBODY]);
  const kinds = await countKinds(db, wanted, [EVERYBODY, NOBODY, ...(userId === null ? [] : [userId])]);
  return kinds
    .filter((kind) => kind.creator === EVERYBODY)
    .map((all) => ({ ...all, jobs: 2 * all.jobs - countOf(kinds.filter((kind) => isSameKind(kind, all))) }))
    .filter(({ jobs }) => jobs > 0);
}

function isSameKind(a: Kind, b: Kind): boolean {
  return a.status === b.status && a.method === b.method;
}

function kindsFilter({ project, statuses, methods }: JobFilter): KindsFilter {
  return { project, statuses: statuses ?? STATUS_NAMES, methods };
}

/** Their ids, in the direction of the span. @param kinds those of the filter that there are. */
export async function findFiltered(db: Queryable, filter: JobFilter, kinds: readonly Kind[], cut: Cut): Promise<number[]> {
  if (kinds.length === 0) return [];
  if (filter.creator === "other") return findOfOthers(db, filter, cut);
  const place = cut.offset >= DEEP && filter.creator === null ? await placeOf(db, filter, cut) : cut;
  if (place === null) return [];
  if (store.isAll(filter)) return store.findIds(db, filter.project, place);
  return merge(db, filter, kinds, place);
}

async function placeOf(db: Queryable, filter: JobFilter, cut: Cut): Promise<Cut | null> {
  const place = await findPlace(db, filter.project, store.isAll(filter) ? null : kindsFilter(filter), cut.offset, cut.limit);
  return place && { span: { ...place, fromOldest: false }, offset: place.offset, limit: cut.limit };
}

/** Mostly some of the newest jobs are those of others. If they are rare, the parts of each of them are merged. */
async function findOfOthers(db: Queryable, filter: JobFilter, cut: Cut): Promise<number[]> {
  const near = await store.findIdsNear(db, filter, CANDIDATES, cut);
  if (near.length === cut.limit) return near;
  const kinds = await countKindsOfOthers(db, kindsFilter(filter), filter.userId ?? NOBODY, MOST_PARTS + 1);
  if (kinds.length > MOST_PARTS) return store.findIdsNear(db, filter, Number.MAX_SAFE_INTEGER, cut);
  return merge(db, filter, kinds, cut);
}

/**
 * Reads of each part as much as its share of the list suggests, and where that was not enough, more. So the cost is that of
 * the page and what is before it, and not as much for each part.
 */
async function merge(db: Queryable, { project, statuses }: JobFilter, kinds: readonly Kind[], cut: Cut): Promise<number[]> {
  const most = cut.offset + cut.limit;
  const shares = sharesOf(kinds);
  const exact = statuses && fillStages(statuses) ? null : statuses;
  let parts = shares.map(({ share, ...part }) => ({ ...part, quota: Math.min(most, Math.ceil(most * share * 1.5) + SPARE) }));
  for (;;) {
    const { ids, short } = await store.mergeParts(db, project, parts, exact, cut);
    const isShort = (place: number) => short.includes(place) && (parts[place]?.quota ?? 0) < most;
    if (!parts.some((_, place) => isShort(place))) return ids;
    parts = parts.map((part, place) => (isShort(place) ? { ...part, quota: Math.min(most, part.quota * 8) } : part));
  }
}

type Share = Omit<store.Part, "quota"> & { readonly share: number };

function sharesOf(kinds: readonly Kind[]): Share[] {
  const total = countOf(kinds);
  const shares = new Map<string, Share>();
  for (const { status, method, creator, jobs } of kinds) {
    const part = { method, stage: stageOf(status), creator: creator === EVERYBODY ? null : creator };
    const key = Object.values(part).join();
    shares.set(key, { ...part, share: (shares.get(key)?.share ?? 0) + jobs / total });
  }
  return [...shares.values()];
}
