/** One line of a part's output, as people read it. */

import type { Colors } from "../terminal.ts";
import { clock } from "../time.ts";

/** pino's levels by number. */
export const LEVELS = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export interface LogLine {
  /** Milliseconds or ISO 8601. */
  readonly time: number | string;
  readonly level: number;
  readonly message: string;
  /** What else it says, as `key=value`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly stack: string | null;
  /** Whether it is plain text, as of a program that crashes. */
  readonly isPlain?: boolean;
}

/** Fields that say nothing to a reader of one terminal. */
const HIDDEN = new Set(["time", "level", "msg", "name", "pid", "hostname", "err", "v"]);

/** A line of JSON from pino; any other text is taken as a message of its own. */
export function parseLine(text: string, plainLevel: number = LEVELS.info): LogLine {
  const entry = parseEntry(text);
  if (!entry) return { time: Date.now(), level: plainLevel, message: text, fields: {}, stack: null, isPlain: true };
  const { time, level, msg, err } = entry;
  return {
    time: typeof time === "string" || typeof time === "number" ? time : Date.now(),
    level: typeof level === "number" ? level : LEVELS.info,
    message: typeof msg === "string" ? msg : (err?.message ?? ""),
    fields: fieldsOf(entry),
    stack: err?.stack ?? null,
  };
}

interface Entry {
  readonly [key: string]: unknown;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

function parseEntry(text: string): Entry | null {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return null;
  }
}

function fieldsOf(entry: Entry): Record<string, unknown> {
  const fields = Object.entries(entry).filter(([key, value]) => !HIDDEN.has(key) && value !== null && value !== undefined);
  const reason = entry.err?.message;
  const isNews = reason && typeof entry.msg === "string" && !entry.msg.includes(reason);
  return { ...Object.fromEntries(fields), ...(isNews && { reason }) };
}

/** `16:09:37 manager  │ listening url=http://127.0.0.1:8000` */
export function formatLine(
  { time, level, message, fields, stack, isPlain }: LogLine,
  { label, colors, withStack }: { label: string; colors: Colors; withStack: boolean },
): string {
  const details = Object.entries(fields).map(([key, value]) => colors.dim(`${key}=${fieldText(value)}`));
  const first = [isPlain ? "" : mark(level, colors), shade(level, colors)(message), ...details]
    .filter((part) => part !== "")
    .join(" ");
  const rest = withStack && stack ? stack.split("\n").slice(1) : [];
  const bar = colors.dim("│");
  return [
    `${colors.dim(clock(time))} ${label} ${bar} ${first}`,
    ...rest.map((line) => `${" ".repeat(8)} ${label} ${bar} ${colors.dim(line)}`),
  ].join("\n");
}

function mark(level: number, colors: Colors): string {
  if (level >= LEVELS.error) return colors.red("error");
  if (level >= LEVELS.warn) return colors.yellow("warn");
  return "";
}

function shade(level: number, colors: Colors): (text: string) => string {
  if (level >= LEVELS.error) return colors.red;
  if (level >= LEVELS.warn) return colors.yellow;
  return level < LEVELS.info ? colors.dim : (text) => text;
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return /[\s"]/.test(value) ? JSON.stringify(value) : value;
  return JSON.stringify(value);
}
