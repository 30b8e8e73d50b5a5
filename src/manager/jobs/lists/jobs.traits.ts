/** What may be asked of a job beyond its kind: when it was made, its queue, its worker, its task, what went wrong, its params. */

import { badField } from "../../../core/errors.ts";

/** Null where it is not asked for. */
export interface JobTraits {
  /** ISO 8601: not before the one, and before the other. */
  readonly createdAfter: string | null;
  readonly createdBefore: string | null;
  readonly queues: readonly number[] | null;
  readonly worker: string | null;
  readonly errorType: string | null;
  readonly taskId: string | null;
  readonly params: readonly ParamTrait[];
}

/** A param that has a value. */
export interface ParamTrait {
  /** As it was given: `name`, or `outer.inner`. */
  readonly name: string;
  readonly path: readonly string[];
  /** A number or a boolean as it is written. */
  readonly value: string;
}

export function hasTraits({ params, ...others }: JobTraits): boolean {
  return params.length > 0 || Object.values(others).some((value) => value !== null);
}

/** @param text `name:value`. @throws a 400 for anything else. */
export function parseParam(text: string): ParamTrait {
  const end = text.indexOf(":");
  const name = text.slice(0, Math.max(0, end));
  if (name === "") throw badField("param", "must be name:value, or outer.inner:value");
  return { name, path: name.split("."), value: text.slice(end + 1) };
}

/** Params whose beginnings are in what a search looks through (`job_text` in migration 0013). */
const SEARCHED: ReadonlySet<string> = new Set(["path", "input", "source", "name", "snapshot", "text"]);
/** As much of them is in there whole. */
const SEARCHED_LENGTH = 100;

/**
 * Words that the searched text of each job with this param has; none if no search can tell. Only those are taken that every
 * locale takes for whole words.
 */
export function wordsOf({ name, value }: ParamTrait): string[] {
  if (!SEARCHED.has(name) || value.length > SEARCHED_LENGTH) return [];
  const words = value.toLowerCase().match(/(?<![a-z0-9]|[^\0-\x7f])[a-z0-9]+/g) ?? [];
  return [...new Set(words)];
}
