/** Values as Python writes them, for people who look at tasks with Celery's tools. */

import type { JsonValue } from "../core/json.ts";

/** What Celery allows for display. */
const MOST_CHARS = 1_024;

/** Python's `repr`, cut to what is displayed. */
export function repr(value: JsonValue | undefined): string {
  const text = whole(value ?? null);
  return text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 3)}...`;
}

function whole(value: JsonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(whole).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${whole(item)}`)
    .join(", ")}}`;
}

function quoted(text: string): string {
  const body = JSON.stringify(text.slice(0, MOST_CHARS)).slice(1, -1).replaceAll('\\"', '"');
  return body.includes("'") && !body.includes('"') ? `"${body}"` : `'${body.replaceAll("'", "\\'")}'`;
}

/** JSON as Python's encoder may write it: NaN and infinities, which no JSON has, are null. @throws on anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (part) => (part.startsWith('"') ? part : "null"));
    if (mended === text) throw error;
    return JSON.parse(mended);
  }
}
