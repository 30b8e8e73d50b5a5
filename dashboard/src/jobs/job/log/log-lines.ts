/** Lines of a log as they are shown, and those of them that one looks for. */

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];

export interface LogLine {
  /** Place in the log, from 1. */
  readonly number: number;
  readonly time: string | null;
  readonly level: LogLevel;
  readonly message: string;
}

export interface LogFilter {
  /** This, or a graver one. */
  readonly level: LogLevel;
  /** In any case of letters; empty for all. */
  readonly search: string;
}

/** Our workers' entries have `time`, `level` and `message`; those of others are what they are. */
export function lineOf(entry: unknown, number: number): LogLine {
  if (typeof entry !== "object" || entry === null) return { number, time: null, level: "info", message: textOf(entry) };
  const { time, level, message, ...more } = entry as Record<string, unknown>;
  const isOurs = typeof message === "string";
  const known = LEVELS.find((name) => name === String(level).toLowerCase()) ?? gravity(level);
  const rest = isOurs && Object.keys(more).length > 0 ? ` ${textOf(more)}` : "";
  return {
    number,
    time: typeof time === "string" ? time : null,
    level: known,
    message: isOurs ? message + rest : textOf(message === undefined ? entry : message),
  };
}

/** Of the names that Python has: critical, warning. */
function gravity(level: unknown): LogLevel {
  const name = String(level).toLowerCase();
  if (name === "critical" || name === "fatal") return "error";
  return name === "warning" ? "warn" : "info";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function lineText({ time, level, message }: LogLine): string {
  return `${time ? `${time} ` : ""}${level.toUpperCase().padEnd(5)} ${message}`;
}

/** The lines that pass a filter. A log only grows: each line is looked at once. */
export class LogSieve {
  readonly passed: LogLine[] = [];
  readonly #least: number;
  readonly #search: string;
  #seen = 0;

  constructor({ level, search }: LogFilter) {
    this.#least = LEVELS.indexOf(level);
    this.#search = search.toLowerCase();
  }

  /** @param lines the same ones as before, and more. */
  take(lines: readonly LogLine[]): readonly LogLine[] {
    for (const line of lines.slice(this.#seen)) if (this.#passes(line)) this.passed.push(line);
    this.#seen = lines.length;
    return this.passed;
  }

  #passes({ level, message }: LogLine): boolean {
    return LEVELS.indexOf(level) >= this.#least && (this.#search === "" || message.toLowerCase().includes(this.#search));
  }
}

/** The message in pieces: every second one is what was searched for. */
export function piecesOf(message: string, search: string): string[] {
  if (search === "") return [message];
  const [small, wanted] = [message.toLowerCase(), search.toLowerCase()];
  // Some letters are longer in lower case: then places do not fit.
  if (small.length !== message.length) return [message];
  const pieces: string[] = [];
  let from = 0;
  for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, from)) {
    pieces.push(message.slice(from, at), message.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...pieces, message.slice(from)];
}
