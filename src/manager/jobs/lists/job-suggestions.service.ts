/** Suggests what a filter of a list may be, while it is typed. What it costs does not depend on how many jobs there are. */

import type { JsonObject, JsonValue } from "../../../core/json.ts";
import { STATUS_NAMES } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import * as store from "./job-suggestions.store.ts";
import { countKinds, EVERYBODY, type Kind } from "./jobs.counts.store.ts";

/** The names of the filters. */
export const SUGGESTED = ["method", "status", "createdBy", "queue", "worker", "errorType", "param"] as const;

export interface SuggestionsWanted {
  readonly project: number;
  readonly field: (typeof SUGGESTED)[number];
  readonly prefix: string;
  readonly limit: number;
}

/** Jobs whose worker or params are looked at. */
const NEWEST = 1_000;

export async function suggest(db: Queryable, wanted: SuggestionsWanted): Promise<store.Suggestion[]> {
  const { project, field, prefix, limit } = wanted;
  switch (field) {
    case "method":
    case "status":
      return suggestKinds(db, wanted, ({ [field]: value }) => value);
    case "createdBy":
      return store.suggestCreators(db, project, prefix, limit);
    case "queue":
      return store.suggestQueues(db, project, prefix, limit);
    case "worker":
      return merged(limit, [
        await store.suggestRecentWorkers(db, project, prefix, NEWEST, limit),
        await store.suggestIndexed(db, store.WORKER, project, prefix, limit),
      ]);
    case "errorType":
      // Mostly they are written with a capital.
      return merged(limit, [
        await store.suggestIndexed(db, store.ERROR_TYPE, project, prefix, limit),
        await store.suggestIndexed(db, store.ERROR_TYPE, project, capitalised(prefix), limit),
      ]);
    case "param":
      return suggestParams(await store.findRecentParams(db, project, NEWEST), prefix, limit);
  }
}

async function suggestKinds(db: Queryable, { project, prefix, limit }: SuggestionsWanted, nameOf: (kind: Kind) => string) {
  const kinds = await countKinds(db, { project, statuses: STATUS_NAMES, methods: null }, [EVERYBODY]);
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(nameOf(kind), (counts.get(nameOf(kind)) ?? 0) + kind.jobs);
  return mostFirst(counts, prefix, limit).map(([value, jobs]) => ({ value, jobs }));
}

/** Names of params; once a name and a colon are typed, its values. */
function suggestParams(recent: readonly JsonObject[], prefix: string, limit: number): store.Suggestion[] {
  const wantsValue = prefix.includes(":");
  const counts = new Map<string, number>();
  for (const [name, value] of recent.flatMap((params) => leavesOf(params))) {
    const text = wantsValue ? `${name}:${value}` : name;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return mostFirst(counts, prefix, limit).map(([value]) => ({ value, jobs: null }));
}

/** Longer values are not what people filter by. */
const LONGEST_VALUE = 200;
/** As deep as names of params go. */
const DEEPEST = 4;

/** The values within, by their names as filters have them. */
function leavesOf(value: JsonValue | undefined, name = "", depth = 0): [name: string, value: string][] {
  if (typeof value === "object" && value !== null) {
    if (depth === DEEPEST || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, name === "" ? key : `${name}.${key}`, depth + 1));
  }
  const text = String(value ?? "");
  return text === "" || text.length > LONGEST_VALUE ? [] : [[name, text]];
}

function mostFirst(counts: ReadonlyMap<string, number>, prefix: string, limit: number): [string, number][] {
  const start = prefix.toLowerCase();
  const matching = [...counts].filter(([value]) => value.toLowerCase().startsWith(start));
  return matching.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, limit);
}

function merged(limit: number, lists: readonly (readonly store.Suggestion[])[]): store.Suggestion[] {
  return [...new Map(lists.flat().map((suggestion) => [suggestion.value, suggestion])).values()].slice(0, limit);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
