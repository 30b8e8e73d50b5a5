/** What one may be about to write into the filter. */

import { skipToken, useQuery } from "@tanstack/react-query";
import { CATEGORIES } from "../../../../src/core/status.ts";
import { jobsText } from "../../text/jobs.ts";
import { FIELDS, partOf, unquoted } from "../jobs.filter.ts";
import { suggestionsQuery } from "../jobs.queries.ts";

export interface Suggestion {
  /** What is put in place of what is written. */
  readonly part: string;
  readonly more: string | null;
}

const { fields, ages, creators, jobs } = jobsText.filter;

/** The fields whose values the hub knows, as it calls them. */
const ASKED = { method: "method", creator: "createdBy", worker: "worker", queue: "queue", error: "errorType" } as const;
type Asked = (typeof ASKED)[keyof typeof ASKED] | "param";

/** @param written the part that is being written. */
export function useSuggestions(project: number, written: string): readonly Suggestion[] {
  const question = questionFor(written);
  const query = question ? suggestionsQuery(project, question.field, question.prefix) : null;
  const { data } = useQuery({
    queryKey: query?.queryKey ?? ["no suggestions"],
    queryFn: query?.queryFn ?? skipToken,
    ...(query?.placeholderData && { placeholderData: query.placeholderData }),
  } as ReturnType<typeof suggestionsQuery>);
  const told =
    question && data
      ? data.results.map(({ value, jobs: n }) => ({ part: question.toPart(value), more: n === null ? null : jobs(n) }))
      : [];
  return [...known(written), ...told.filter(({ part }) => part !== written)];
}

interface Question {
  readonly field: Asked;
  readonly prefix: string;
  readonly toPart: (value: string) => string;
}

function questionFor(written: string): Question | null {
  if (written.startsWith("params.")) {
    const rest = written.slice("params.".length);
    return { field: "param", prefix: unquoted(rest), toPart: (value) => partOfParam(value, rest.includes(":")) };
  }
  const [name = "", value] = split(written);
  const field = ASKED[name as keyof typeof ASKED];
  return field && value !== null ? { field, prefix: value, toPart: (found) => partOf(name, found) } : null;
}

/** First a name, then one of its values. */
function partOfParam(found: string, isValue: boolean): string {
  const colon = found.indexOf(":");
  return isValue ? partOf(`params.${found.slice(0, colon)}`, found.slice(colon + 1)) : `params.${found}:`;
}

function split(written: string): [name: string, value: string | null] {
  const colon = written.indexOf(":");
  return colon < 0 ? [written, null] : [written.slice(0, colon), unquoted(written.slice(colon + 1))];
}

/** What needs no question: names of fields, statuses, ages. */
function known(written: string): Suggestion[] {
  const [name, value] = split(written);
  if (value === null) return FIELDS.filter((field) => field.startsWith(name) && field !== name).map(fieldSuggestion);
  const listed = { status: statuses(), created: Object.entries(ages), creator: Object.entries(creators) }[name] ?? [];
  return listed
    .filter(([known]) => known.startsWith(value.toLowerCase()) && known !== value)
    .map(([known, more]) => ({ part: `${name}:${known}`, more }));
}

function fieldSuggestion(field: (typeof FIELDS)[number]): Suggestion {
  return { part: field.endsWith(".") ? field : `${field}:`, more: fields[field] };
}

function statuses(): [string, string | null][] {
  return CATEGORIES.map((category) => [category.toLowerCase(), null]);
}
