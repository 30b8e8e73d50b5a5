/** JSON text that PostgreSQL takes. */

/** An escape of any kind; the ones that name U+0000 or half of a surrogate pair are matched whole. */
const ESCAPE = /\\(u0000|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g;

/**
 * `JSON.stringify`, but with U+FFFD in place of the two things that JSON can hold and PostgreSQL's `jsonb` cannot: U+0000 and
 * surrogates without their other half. One such character in a log line shall not make the rest of a statement fail.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes("\\u")) return text;
  return text.replace(ESCAPE, (whole, code: string) => (code.length === 5 ? "\ufffd" : whole));
}
