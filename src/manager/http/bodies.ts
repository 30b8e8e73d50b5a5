/** JSON bodies: what is accepted as one. */

import { ApiError } from "../../core/errors.ts";
import type { App } from "./app.ts";
import { findFault } from "./faults.ts";

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
