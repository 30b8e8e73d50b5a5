/**
 * The language of the list's filter: `method:convert status:failed params.path:report.md created:<1h`, and words to search for. A value with
 * spaces stands in quotes, and a quote in it as `\"`. Ages read as they are written: `created:<1h` is less than an hour ago,
 * `created:>2d` more than two days.
 */

import type { JobsFilter } from "../../../clients/typescript/src/generated/types.ts";
import { CATEGORIES, isStatus, STATUS_NAMES } from "../../../src/core/status.ts";

export interface ParsedFilter {
  readonly filter: JobsFilter;
  /** Parts that mean nothing: they are left out. */
  readonly faults: readonly string[];
}

export const FIELDS = ["status", "method", "created", "creator", "worker", "queue", "task", "error", "params."] as const;

const PART = /(?:[^\s"]|"(?:[^"\\]|\\(?:.|$))*(?:"|$))+/gs;
const QUOTED = /"((?:[^"\\]|\\(?:.|$))*)(?:"|$)/gs;
const ESCAPED = /\\(["\\])/g;
const AGE = /^([<>])(\d{1,6})([smhdw])$/;
const DATE = /^([<>]?)(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const DAY_MS = 86_400_000;
const CREATORS: readonly string[] = ["me", "other", "anon"];

type Filter = { -readonly [Name in keyof JobsFilter]: JobsFilter[Name] };
/** Puts a value into the filter. @returns false if it is none. */
type Reader = (filter: Filter, value: string, now: number) => boolean;

const READERS: Readonly<Record<string, Reader>> = {
  status: (filter, value) => set(filter, "status", statusOf(value)),
  method: (filter, value) => set(filter, "method", value),
  worker: (filter, value) => set(filter, "worker", value),
  queue: (filter, value) => set(filter, "queue", value),
  task: (filter, value) => set(filter, "taskId", value),
  error: (filter, value) => set(filter, "errorType", value),
  creator: (filter, value) =>
    CREATORS.includes(value) ? set(filter, "creator", value as Filter["creator"]) : set(filter, "createdBy", value),
  created: (filter, value, now) => readAge(filter, value, now) || readDate(filter, value),
};

/** @param now in milliseconds since the epoch: ages are before that. */
export function parseFilter(text: string, now: number): ParsedFilter {
  const filter: Filter = {};
  const faults: string[] = [];
  const words: string[] = [];
  for (const part of text.match(PART) ?? []) {
    const colon = part.indexOf(":");
    if (colon <= 0 || part.startsWith('"')) words.push(unquoted(part));
    else if (!readPart(filter, part.slice(0, colon), unquoted(part.slice(colon + 1)), now)) faults.push(part);
  }
  if (words.length > 0) filter.search = words.join(" ");
  return { filter, faults };
}

function readPart(filter: Filter, name: string, value: string, now: number): boolean {
  if (value === "") return false;
  if (name.startsWith("params.") && name.length > "params.".length) {
    filter.param = [...(filter.param ?? []), `${name.slice("params.".length)}:${value}`];
    return true;
  }
  return Object.hasOwn(READERS, name) && (READERS[name]?.(filter, value, now) ?? false);
}

function set<Name extends keyof Filter>(filter: Filter, name: Name, value: Filter[Name] | null): boolean {
  if (value === null || filter[name] !== undefined) return false;
  filter[name] = value;
  return true;
}

/** A category in any case, or a status; where both have a name, capitals mean the status. */
function statusOf(value: string): NonNullable<Filter["status"]> | null {
  if (isStatus(value)) return value;
  const lower = value.toLowerCase();
  const category = CATEGORIES.find((name) => name.toLowerCase() === lower);
  return category ?? STATUS_NAMES.find((name) => name.toLowerCase() === lower) ?? null;
}

function readAge(filter: Filter, value: string, now: number): boolean {
  const [, sign, count, unit = ""] = AGE.exec(value) ?? [];
  if (!sign) return false;
  const then = new Date(now - Number(count) * (UNIT_MS[unit] ?? 0)).toISOString();
  return set(filter, sign === "<" ? "createdAfter" : "createdBefore", then);
}

function readDate(filter: Filter, value: string): boolean {
  const [, sign, date = ""] = DATE.exec(value) ?? [];
  const time = Date.parse(date);
  if (Number.isNaN(time)) return false;
  const start = new Date(time).toISOString();
  if (sign === ">") return set(filter, "createdAfter", start);
  if (sign === "<") return set(filter, "createdBefore", start);
  return set(filter, "createdAfter", start) && set(filter, "createdBefore", new Date(time + DAY_MS).toISOString());
}

/** What is meant by what is written. */
export function unquoted(text: string): string {
  return text.replace(QUOTED, (_, inner: string) => inner.replace(ESCAPED, "$1"));
}

/** Whether what is filtered by goes on with the time: then the list is older than it says. */
export function hasAge(text: string): boolean {
  return (text.match(PART) ?? []).some((part) => part.startsWith("created:") && AGE.test(part.slice("created:".length)));
}

/** The part that one is writing, and where it is. */
export interface WrittenPart {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function partAt(text: string, caret: number): WrittenPart {
  for (const { 0: part, index } of text.matchAll(PART)) {
    const to = index + part.length;
    if (index <= caret && caret <= to) return { from: index, to, text: part };
  }
  return { from: caret, to: caret, text: "" };
}

/** With another part in its place. What is whole is followed by a space, so that one can go on. */
export function replacePart(text: string, { from, to }: WrittenPart, part: string): { text: string; caret: number } {
  const isWhole = !/[:.]$/.test(part);
  const rest = isWhole ? text.slice(to).trimStart() : text.slice(to);
  const before = text.slice(0, from) + part + (isWhole ? " " : "");
  return { text: before + rest, caret: before.length };
}

/** In quotes where it needs them; there `\"` is a quote and `\\` a backslash. */
function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;
}

/** Such as `worker:"one of mine"`. */
export function partOf(name: string, value: string): string {
  return `${name}:${quoted(value)}`;
}

/** The filter with a part of this name set, in place of another of that name; or without it. */
export function withPart(text: string, name: string, value: string | null): string {
  const others = (text.match(PART) ?? []).filter((part) => !part.startsWith(`${name}:`));
  return [...(value === null ? [] : [partOf(name, value)]), ...others].join(" ");
}
