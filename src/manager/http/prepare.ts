/**
 * What happens to a request's data before it is validated, following the schema of its route: keys become camelCase, times
 * become UTC, read-only fields are dropped, and unknown ones are named. Data of the user (`Json()` in the schema) is left as
 * it is.
 */

import type { FieldError } from "../../core/errors.ts";
import { normalTime } from "./times.ts";

/** The part of JSON Schema that this reads. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  /** A client may send back what it read; that is ignored. */
  readonly readOnly?: boolean;
  /** A larger number counts as this one. */
  readonly "x-clamp"?: number;
  /** Names of fields that a client may have read elsewhere, and send along: they are ignored, too. */
  readonly "x-ignored"?: readonly string[];
}

/** Answers the value as the handler gets it, and adds what is wrong to `errors`. Undefined where nothing is to be done. */
export type Prepare = ((value: unknown, field: string, errors: FieldError[]) => unknown) | undefined;

/** Most errors that one answer tells of. */
export const MAX_ERRORS = 20;

export interface PrepareOptions {
  /** A query string: its values are texts, and unknown ones are ignored. */
  readonly query?: boolean;
}

export function prepareFor(schema: Schema, options: PrepareOptions = {}): Prepare {
  if (schema.anyOf) return prepareUnion(schema.anyOf, options);
  if (schema.properties) return prepareObject(schema, schema.properties, options);
  if (schema.items) return prepareList(schema, schema.items, options);
  if (schema.format === "date-time") return (value) => (typeof value === "string" ? (normalTime(value) ?? value) : value);
  if (schema.type === "boolean" && options.query) return toBoolean;
  const most = schema["x-clamp"];
  if (most !== undefined) return (value) => (Number(value) > most ? most : value);
  return undefined;
}

/** Python clients write True and False; 1 and 0 are usual too. */
function toBoolean(value: unknown): unknown {
  const text = String(value).toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : value;
}

interface Property {
  readonly name: string;
  readonly isIgnored: boolean;
  readonly prepare: Prepare;
}

function prepareObject(schema: Schema, properties: Readonly<Record<string, Schema>>, options: PrepareOptions): Prepare {
  const known = new Map<string, Property>();
  for (const name of schema["x-ignored"] ?? []) known.set(name, { name, isIgnored: true, prepare: undefined });
  for (const [name, property] of Object.entries(properties)) {
    const entry = { name, isIgnored: property.readOnly === true, prepare: prepareFor(property, options) };
    known.set(snakeCase(name), entry).set(name, entry);
  }
  const refusesUnknown = !options.query && !schema.additionalProperties;
  return (value, field, errors) => {
    if (!isObject(value)) return value;
    const prepared: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const property = known.get(key);
      if (property) take(prepared, property, value[key], nameOf(field, property.name), errors);
      else if (refusesUnknown) complain(errors, nameOf(field, key), "is not a known field");
      else if (!options.query) prepared[key] = value[key];
    }
    return prepared;
  };
}

function take(into: Record<string, unknown>, property: Property, value: unknown, field: string, errors: FieldError[]): void {
  const { name, isIgnored, prepare } = property;
  if (isIgnored) return;
  if (Object.hasOwn(into, name)) complain(errors, field, "is given twice, in camelCase and in snake_case");
  into[name] = prepare ? prepare(value, field, errors) : value;
}

/** The length is checked before the items: what is wrong with a million of them is of no use to anybody. */
function prepareList(schema: Schema, items: Schema, options: PrepareOptions): Prepare {
  const prepare = prepareFor(items, options);
  const most = schema.maxItems ?? Number.POSITIVE_INFINITY;
  return (value, field, errors) => {
    if (!Array.isArray(value)) return value;
    if (value.length > most) {
      complain(errors, field, `must have at most ${most} items`);
      return [];
    }
    return prepare ? value.map((item, i) => prepare(item, nameOf(field, String(i)), errors)) : value;
  };
}

/** A union may have one branch of each kind; the value's own kind says which one is meant. */
function prepareUnion(branches: readonly Schema[], options: PrepareOptions): Prepare {
  const of = (fits: (schema: Schema) => boolean): Prepare => {
    const [prepare, another] = branches.filter(fits).map((branch) => prepareFor(branch, options));
    if (another) throw new Error("A schema for requests cannot have a union of several objects, or of several lists.");
    return prepare;
  };
  const object = of((schema) => schema.properties !== undefined);
  const list = of((schema) => schema.items !== undefined);
  const text = of((schema) => schema.type === "string" && schema.format !== undefined);
  if (!object && !list && !text) return undefined;
  return (value, field, errors) => {
    const prepare = Array.isArray(value) ? list : isObject(value) ? object : text;
    return prepare ? prepare(value, field, errors) : value;
  };
}

function complain(errors: FieldError[], field: string, message: string): void {
  if (errors.length < MAX_ERRORS) errors.push({ field, message });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(outer: string, inner: string): string {
  return outer === "" ? inner : `${outer}.${inner}`;
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
