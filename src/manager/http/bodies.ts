/** JSON bodies: what is accepted as one, and what neither we nor the database could keep. */

import { ApiError, badField } from "../../core/errors.ts";
import type { App } from "./types.ts";

/** Deepest nesting of a body. */
const MAX_DEPTH = 200;

/** Bodies that may hold what JSON allows and PostgreSQL does not: NUL and lone surrogates, or numbers that overflow. */
const SUSPECT = /\\u0000|\\ud[89a-f]|[eE]\+?\d{3}|\d{309}/i;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i;

export function addJsonBodies(app: App): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(JSON_TYPE, { parseAs: "string" }, (request, text, done) => {
    // Some generated clients name the type and send nothing.
    if (text.trim() === "") return done(null, undefined);
    if (nestsTooDeep(text)) return done(new ApiError("badRequest", `The body is nested deeper than ${MAX_DEPTH} levels.`));
    parse(request, text, (error, value) => {
      if (error) return done(new ApiError("malformedJson"));
      if (value === null) return done(new ApiError("badRequest", "The body must not be null."));
      const fault = SUSPECT.test(text) ? findFault(value, "") : null;
      return fault ? done(fault) : done(null, value);
    });
  });
}

/** Counts brackets outside of strings; stops at the first that is too deep. */
function nestsTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) i = endOfString(text, i);
    else if (char === OPEN_LIST || char === OPEN_OBJECT) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function findFault(value: unknown, field: string): ApiError | null {
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

function textFault(text: string, field: string): ApiError | null {
  if (text.includes("\0")) return badField(field, "must not hold the character U+0000");
  return text.isWellFormed() ? null : badField(field, "must not hold half of a surrogate pair");
}
