import type { JobError } from "../core/job.ts";

const UNKNOWN: JobError = { type: "Error", message: "The worker gave no reason." };

/**
 * The error that an `exception` text stands for: Python's `repr`, such as `ValueError('bad')`, or `Type: message`. What
 * is neither is the message as a whole.
 */
export function parseException(exception: string | undefined, traceback: string | null | undefined): JobError {
  const error = exception ? named(exception) : UNKNOWN;
  return traceback ? { ...error, trace: traceback } : error;
}

function named(exception: string): JobError {
  const [, type, args] = /^([A-Za-z_][\w.]*)\((.*)\)$/s.exec(exception) ?? [];
  if (type !== undefined && args !== undefined) return { type, message: message(args) || type };
  const [, before, after] = /^([A-Za-z_][\w.]*): (.+)$/s.exec(exception) ?? [];
  if (before !== undefined && after !== undefined) return { type: before, message: after };
  return { type: "Error", message: exception };
}

/** The text of a single string argument; several arguments, or one of another type, as they are written. */
function message(args: string): string {
  const [, , text] = /^(['"])((?:(?!\1)[^\\]|\\.)*)\1,?$/s.exec(args) ?? [];
  return text === undefined ? args.replace(/,$/, "") : unescaped(text);
}

const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs;
const CONTROLS: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

function unescaped(text: string): string {
  return text.replace(ESCAPE, (whole: string, x?: string, u?: string, long?: string, char?: string) =>
    char === undefined ? (character(Number.parseInt(x ?? u ?? long ?? "", 16)) ?? whole) : (CONTROLS[char] ?? char),
  );
}

/** Null for what PostgreSQL does not take in a text: NUL and halves of surrogate pairs. */
function character(code: number): string | null {
  const isStorable = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isStorable ? String.fromCodePoint(code) : null;
}
