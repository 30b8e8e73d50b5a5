import type { JsonValue } from "../core/json.ts";

/** Shorter ones are too likely to be part of ordinary words. */
const SHORTEST = 4;
const SHOWN = "***";

export type Mask = (text: string) => string;

/** Takes the values of secrets, at any depth, out of a text. */
export function secretMask(secrets: JsonValue): Mask {
  const values = textsIn(secrets).filter((text) => text.length >= SHORTEST);
  if (values.length === 0) return (text) => text;
  // The longest first: of two that overlap no part shall stay.
  values.sort((a, b) => b.length - a.length);
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, SHOWN), text);
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(textsIn);
}
