/** The errors of Ajv in plain words: which field, and what would be right. */

import type { ErrorObject } from "ajv";
import type { FieldError } from "../../core/errors.ts";
import { MAX_ERRORS } from "./prepare.ts";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

type Params = Record<string, unknown>;

const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as unknown[]).map(String).join(", ")}`,
  const: ({ allowedValue }) => `must be ${String(allowedValue)}`,
  required: () => "is required",
  format: ({ format }) => FORMATS[String(format)] ?? `must be a valid ${format}`,
  minLength: ({ limit }) => (limit === 1 ? "must not be empty" : `must have at least ${limit} characters`),
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minItems: ({ limit }) => `must have at least ${limit} item${limit === 1 ? "" : "s"}`,
  maxItems: ({ limit }) => `must have at most ${limit} items`,
  minProperties: () => "must not be empty",
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
};

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "must be a date and time in ISO 8601, such as 2026-01-31T12:00:00Z",
};

/** One error for each field. Of a union, what is wrong within the branch that was meant, else the kinds that it may have. */
export function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const byField = new Map<string, ErrorObject[]>();
  const outer = new Set<string>();
  for (const error of errors) {
    const path = pathOf(error);
    const field = path.join(".");
    const there = byField.get(field);
    if (there) there.push(error);
    else byField.set(field, [error]);
    for (let depth = 0; depth < path.length; depth += 1) outer.add(path.slice(0, depth).join("."));
  }
  const telling = [...byField].filter(([field, found]) => !outer.has(field) || !isOfUnion(found));
  return telling.slice(0, MAX_ERRORS).map(([field, found]) => ({ field, message: messageOf(found) }));
}

function isOfUnion(errors: readonly ErrorObject[]): boolean {
  return errors.some(({ keyword }) => keyword === "anyOf");
}

function messageOf(errors: readonly ErrorObject[]): string {
  const telling = errors.find(({ keyword }) => keyword !== "type" && keyword !== "anyOf");
  if (telling?.keyword === "pattern") return `must be ${telling.parentSchema?.["x-form"] ?? `like ${telling.params.pattern}`}`;
  if (telling) return WORDS[telling.keyword]?.(telling.params) ?? telling.message ?? "is not valid";
  const types = errors.filter(({ keyword }) => keyword === "type");
  return types.length > 0 ? `must be ${kinds(types)}` : "is not valid";
}

/** What would be right, by the errors of one value's type; null last. */
function kinds(errors: readonly ErrorObject[]): string {
  const types = errors.flatMap(({ params }) => String(params.type).split(","));
  const isNullable = errors.some(({ parentSchema }) => parentSchema?.nullable === true);
  return [...new Set([...types, ...(isNullable ? ["null"] : [])])].map((type) => KINDS[type] ?? type).join(" or ");
}

/** The names that lead to what is wrong, missing or unknown; none for the body itself. */
function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const path = instancePath.split("/").slice(1).map(unescapePart);
  return keyword === "required" ? [...path, params.missingProperty] : path;
}

function unescapePart(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
