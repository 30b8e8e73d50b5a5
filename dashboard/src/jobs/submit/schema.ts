/** Forms from JSON Schema: fields of what a method takes, and what is written in them as params. What a field cannot hold is JSON. */

import type { JsonObject, JsonValue } from "../../../../src/core/json.ts";
import { submitText } from "../../text/submit.ts";

export interface Field {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly isRequired: boolean;
  readonly kind: "text" | "lines" | "number" | "integer" | "choice" | "json";
  /** As JSON. */
  readonly choices: readonly JsonValue[];
  readonly default: JsonValue | undefined;
  readonly limits: Limits;
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

interface Schema extends Limits {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: JsonValue;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** A text that may be longer than this may have several lines. */
const LINE = 1_000;

/** @param examples params; the hub does not keep the order of a schema, so fields come by how many examples have them. */
export function fieldsOf(schema: JsonObject, examples: readonly JsonObject[] = []): Field[] {
  const { properties = {}, required = [] } = schema as Schema;
  const weight = (name: string) =>
    (required.includes(name) ? 1_000 : 0) + examples.filter((one) => Object.hasOwn(one, name)).length;
  const entries = Object.entries(properties).sort(([a], [b]) => weight(b) - weight(a));
  return entries.map(([name, of]) => ({
    name,
    title: of.title ?? name,
    description: of.description ?? null,
    isRequired: required.includes(name),
    kind: kindOf(of),
    choices: choicesOf(of) ?? [],
    default: of.default,
    limits: of,
  }));
}

function kindOf(schema: Schema): Field["kind"] {
  if (choicesOf(schema)) return "choice";
  const { type, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (type === "number" || type === "integer") return type;
  if (type === "string") return maxLength > LINE ? "lines" : "text";
  return "json";
}

function choicesOf({ type, enum: values, anyOf, oneOf }: Schema): readonly JsonValue[] | null {
  if (type === "boolean") return [true, false];
  if (values) return values;
  const constants = (anyOf ?? oneOf ?? []).map((one) => one.const);
  return constants.length > 0 && constants.every((value) => value !== undefined) ? (constants as JsonValue[]) : null;
}

/** What is written in the fields, by their names. Empty for what is not given. */
export type Written = Readonly<Record<string, string>>;

/** Null if there are params that no field is for. */
export function writtenOf(fields: readonly Field[], params: JsonObject): Written | null {
  const known = new Map(fields.map((field) => [field.name, field]));
  if (Object.keys(params).some((name) => !known.has(name))) return null;
  const isText = (name: string) => ["text", "lines"].includes(known.get(name)?.kind ?? "");
  if (Object.entries(params).some(([name, value]) => isText(name) && typeof value !== "string")) return null;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isText(name) ? String(value) : JSON.stringify(value)]),
  );
}

export type Faults = Readonly<Record<string, string>>;

export interface Draft {
  readonly params: JsonObject;
  /** By the names of the fields; `params` for the whole of it. Empty if all is well. */
  readonly faults: Faults;
}

export function draftOf(fields: readonly Field[], written: Written): Draft {
  const params: Record<string, JsonValue> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const text = written[field.name] ?? "";
    if (text === "") {
      if (field.isRequired) faults[field.name] = submitText.faults.required;
      continue;
    }
    const { value, fault } = readField(field, text);
    if (fault) faults[field.name] = fault;
    else params[field.name] = value;
  }
  return { params, faults };
}

interface Value {
  readonly value: JsonValue;
  readonly fault: string | null;
}

function readField({ kind, limits }: Field, text: string): Value {
  if (kind === "text" || kind === "lines") return { value: text, fault: textFault(text, limits) };
  if (kind === "number" || kind === "integer") return { value: Number(text), fault: numberFault(text, kind, limits) };
  return parsed(text);
}

function numberFault(text: string, kind: "number" | "integer", { minimum, maximum }: Limits): string | null {
  const { faults } = submitText;
  const value = Number(text);
  if (!Number.isFinite(value)) return faults.number;
  if (kind === "integer" && !Number.isInteger(value)) return faults.integer;
  if (minimum !== undefined && value < minimum) return faults.least(minimum);
  return maximum !== undefined && value > maximum ? faults.most(maximum) : null;
}

function textFault(text: string, { minLength = 0, maxLength, pattern }: Limits): string | null {
  const { faults } = submitText;
  if (text.length < minLength) return faults.shortest(minLength);
  if (maxLength !== undefined && text.length > maxLength) return faults.longest(maxLength);
  return pattern !== undefined && !new RegExp(pattern, "u").test(text) ? faults.pattern(pattern) : null;
}

function parsed(text: string): Value {
  try {
    return { value: JSON.parse(text), fault: null };
  } catch (error) {
    return { value: null, fault: submitText.faults.json((error as Error).message) };
  }
}

/** Of params that are written as JSON. Nothing at all is no params. */
export function draftOfJson(text: string): Draft {
  const { value, fault } = text.trim() === "" ? { value: {}, fault: null } : parsed(text);
  if (fault) return { params: {}, faults: { params: fault } };
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? { params: value as JsonObject, faults: {} } : { params: {}, faults: { params: submitText.faults.object } };
}

/** Where a worker says what is wrong with which param: `seconds: must be at least 0`. */
export function faultOfError(error: unknown): Faults {
  if (typeof error !== "object" || error === null) return {};
  const { type, message } = error as Record<string, unknown>;
  const [, name, says] = (type === "BadParams" && /^([\w.-]+): (.+)$/s.exec(String(message))) || [];
  return name && says ? { [name]: says } : {};
}
