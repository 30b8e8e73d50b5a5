/** Validation of what comes in, by the schemas of the routes. Every fault is a 400 that names its field; a bad id is a 404. */

import { Ajv, type ValidateFunction } from "ajv";
import type { FastifySchemaCompiler } from "fastify";
import { ApiError, badField, type FieldError } from "../../core/errors.ts";
import { findFault } from "./faults.ts";
import { fieldErrors } from "./messages.ts";
import { camelCase, MAX_ERRORS, type Prepare, prepareFor, type Schema } from "./prepare.ts";
import { normalTime } from "./times.ts";

type Validated = { value: unknown } | { error: ApiError };

const FORMATS = { "date-time": (text: string) => normalTime(text) !== null };
const COMMON = { allErrors: true, verbose: true, useDefaults: true, strict: false, formats: FORMATS } as const;

const bodies = new Ajv({ ...COMMON, allowUnionTypes: true });
const queries = new Ajv({ ...COMMON, coerceTypes: true });

/** Compiles the schema of one part of a request. */
export const validatorCompiler: FastifySchemaCompiler<Schema> = ({ schema, httpPart }) => {
  if (httpPart === "params") return pathValidator(schema);
  if (httpPart === "querystring") return queryValidator(schema);
  return bodyValidator(schema);
};

function bodyValidator(schema: Schema) {
  const prepare = prepareFor(schema);
  const validate = bodies.compile(schema);
  const isObject = schema.properties !== undefined;
  // Fastify says null for no body, which is the same as no data.
  return (body: unknown) => check(body === null && isObject ? {} : body, "The body", prepare, validate);
}

function queryValidator(schema: Schema) {
  const prepare = prepareFor(schema, { query: true });
  const validate = queries.compile(schema);
  const isKnown = (name: string) => Object.hasOwn(schema.properties ?? {}, camelCase(name));
  const isList = (name: string) => isKnown(name) && schema.properties?.[camelCase(name)]?.items !== undefined;
  return (query: unknown) => {
    const given = withLists(withoutEmpty(query as Record<string, unknown>), isList);
    const known = Object.entries(given).filter(([name]) => isKnown(name));
    const fault = known
      .map(([name, value]) => (isList(name) ? findFault(value, name) : queryFault(camelCase(name), value)))
      .find((found) => found !== null);
    return fault ? { error: fault } : check(given, "The query", prepare, validate);
  };
}

function queryFault(name: string, value: unknown): ApiError | null {
  return Array.isArray(value) ? badField(name, "must be given once") : findFault(value, name);
}

/** What may be given several times is a list, also where it is given once. */
function withLists(given: Record<string, unknown>, isList: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, isList(name) ? [value].flat() : value]));
}

/** `?status=` asks for nothing. */
function withoutEmpty(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
}

function check(given: unknown, what: string, prepare: Prepare, validate: ValidateFunction): Validated {
  const errors: FieldError[] = [];
  const value = prepare ? prepare(given, "", errors) : given;
  if (validate(value) && errors.length === 0) return { value };
  const more = fieldErrors(validate.errors ?? []).filter(({ field }) => !errors.some((error) => error.field === field));
  return { error: refusal(what, [...errors, ...more].slice(0, MAX_ERRORS)) };
}

function refusal(what: string, errors: readonly FieldError[]): ApiError {
  const [first] = errors;
  if (!first) return new ApiError("badRequest");
  // What is wrong with the whole of it is not wrong with a field.
  if (first.field === "") return new ApiError("badRequest", `${what} ${first.message}.`);
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new ApiError("badRequest", `${first.field}: ${first.message}${more}`, errors);
}

/** Numbers in paths are ids. What is not one, or holds what the database cannot, is not the id of anything. */
function pathValidator(schema: Schema) {
  const properties = Object.entries(schema.properties ?? {});
  return (params: unknown): Validated => {
    const given = params as Record<string, string>;
    const value: Record<string, unknown> = { ...given };
    for (const [name, { type }] of properties) {
      const parsed = type === "integer" ? parseId(given[name] ?? "") : parseName(given[name] ?? "");
      if (parsed === null) return { error: new ApiError("notFound") };
      value[name] = parsed;
    }
    return { value };
  };
}

/** The id that a text stands for; null if it cannot be one. */
export function parseId(text: string): number | null {
  if (!/^[1-9]\d{0,15}$/.test(text)) return null;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : null;
}

function parseName(text: string): string | null {
  return text.includes("\0") || !text.isWellFormed() ? null : text;
}
