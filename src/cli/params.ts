/** `--param key=value` and its kin. */

import { readFileSync } from "node:fs";
import type { JsonObject, JsonValue } from "../core/json.ts";
import { CliError } from "./errors.ts";

/** Collects `key=value` options into an object; a later one replaces an earlier one. */
export function collect<Value>(
  option: string,
  values: readonly string[],
  parse: (text: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(values.map((text) => pair(option, text, parse)));
}

function pair<Value>(option: string, text: string, parse: (text: string) => Value): [string, Value] {
  const at = text.indexOf("=");
  if (at < 1) throw usage(`${option} ${text}: expected key=value`);
  return [text.slice(0, at), parse(text.slice(at + 1))];
}

/** `@file` is the text of a file; what reads as JSON is that; anything else is a string. */
export function paramValue(text: string): JsonValue {
  if (text.startsWith("@")) return readText(text.slice(1));
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** A secret is always a string, or the text of `@file`. */
export function secretValue(text: string): string {
  return text.startsWith("@") ? readText(text.slice(1)).trimEnd() : text;
}

/** `--params`: a JSON object, or `@file` that holds one. */
export function paramsObject(text: string): JsonObject {
  const source = text.startsWith("@") ? readText(text.slice(1)) : text;
  const value = parseJson(source);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw usage("--params: expected a JSON object");
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw usage(`--params: not JSON (${(error as Error).message})`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw usage(`@${path}: ${(error as Error).message}`);
  }
}

function usage(message: string): CliError {
  return new CliError(message, { exit: "usage" });
}
