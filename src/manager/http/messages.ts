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
  additionalProperties: () => "is not a known field",
  format: ({ format }) => FORMATS[String(format)] ?? `must be a valid ${format}`,
  pattern: ({ pattern }) => `must match ${pattern}`,
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

/** One error for each field; of a union, what its branches ask for together. */
export function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const byField = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const field = fieldOf(error);
    const there = byField.get(field);
    if (there) there.push(error);
    else byField.set(field, [error]);
  }
  const unionless = [...byField].filter(([field]) => !isInsideOfFailedUnion(field, byField));
  return unionless.slice(0, MAX_ERRORS).map(([field, found]) => ({ field, message: messageOf(found) }));
}

/** Where no branch of a union fits, the union's own error says what is asked for. */
function isInsideOfFailedUnion(field: string, byField: Map<string, ErrorObject[]>): boolean {
  const outer = field.includes(".") ? field.slice(0, field.lastIndexOf(".")) : null;
  if (outer === null) return false;
  const isTypeError = byField.get(outer)?.every(({ keyword }) => keyword === "type" || keyword === "anyOf");
  return (
    (isTypeError && byField.get(outer)?.some(({ keyword }) => keyword === "type")) || isInsideOfFailedUnion(outer, byField)
  );
}

function messageOf(errors: readonly ErrorObject[]): string {
  const telling = errors.find(({ keyword }) => keyword !== "type" && keyword !== "anyOf");
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

/** Dots between the names, and the name of what is missing or unknown at the end. Empty for the body itself. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const inner =
    keyword === "required" ? params.missingProperty : keyword === "additionalProperties" && params.additionalProperty;
  const path = instancePath.split("/").slice(1).map(unescapePart);
  return [...path, ...(typeof inner === "string" ? [inner] : [])].join(".");
}

function unescapePart(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
