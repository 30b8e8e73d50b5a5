/** Values that JSON allows, and that neither we nor the database could keep. */

import { type ApiError, badField } from "../../core/errors.ts";

/** The first fault within a value; `field` is its own name, empty for a whole body. */
export function findFault(value: unknown, field: string): ApiError | null {
  if (typeof value === "string") return textFault(value, field);
  if (typeof value === "number") return Number.isFinite(value) ? null : badField(field, "is too large a number");
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const name = field === "" ? key : `${field}.${key}`;
    const fault = textFault(key, field) ?? findFault(inner, name);
    if (fault) return fault;
  }
  return null;
}

/** What is wrong with a text, whatever it is for. */
function textFault(text: string, field: string): ApiError | null {
  if (text.includes("\0")) return badField(field, "must not hold the character U+0000");
  return text.isWellFormed() ? null : badField(field, "must not hold half of a surrogate pair");
}
