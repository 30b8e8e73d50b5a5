/** Jobs, and what is in them, as text for people. */

import type { ListedJob } from "../../../clients/typescript/src/client.ts";
import type { LogEntry } from "../../core/job.ts";
import type { JsonValue } from "../../core/json.ts";
import { type Category, STATUSES, type Status } from "../../core/status.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Colors } from "../terminal.ts";
import { clock, duration } from "../time.ts";

const COLOURS = {
  Pending: "yellow",
  Running: "cyan",
  Finished: "green",
  Cancelled: "magenta",
  Failed: "red",
} as const satisfies Record<Category, keyof Colors>;

const MARKS: Record<Category, string> = { Pending: "…", Running: "…", Finished: "✓", Cancelled: "■", Failed: "✗" };

const OUTCOMES: Record<Category, keyof typeof EXIT_CODES> = {
  Pending: "interrupted",
  Running: "interrupted",
  Finished: "success",
  Cancelled: "interrupted",
  Failed: "failure",
};

export function statusText(status: Status, colors: Colors): string {
  return colors[COLOURS[STATUSES[status].category]](status);
}

/** "✓ SUCCESS", in the colour of the outcome. */
export function outcomeText(status: Status, colors: Colors): string {
  const { category } = STATUSES[status];
  return colors[COLOURS[category]](`${MARKS[category]} ${status}`);
}

/** Exit code of a command that followed the job. */
export function exitCodeOf(status: Status): number {
  return EXIT_CODES[OUTCOMES[STATUSES[status].category]].code;
}

/** One entry, one line or more: `16:09:37 message`. Workers may log any JSON. */
export function logLine(entry: LogEntry, colors: Colors): string {
  const { time, level, message } = parts(entry);
  const stamp = time ? `${colors.dim(clock(time))} ` : "";
  return stamp + shade(level, colors)(message);
}

function parts(entry: LogEntry): { time: string | number | null; level: string; message: string } {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return { time: null, level: "info", message: typeof entry === "string" ? entry : JSON.stringify(entry) };
  }
  const { time, level, message } = entry as Record<string, JsonValue>;
  return {
    time: typeof time === "string" || typeof time === "number" ? time : null,
    level: typeof level === "string" ? level : "info",
    message: typeof message === "string" ? message : JSON.stringify(entry),
  };
}

function shade(level: string, colors: Colors): (text: string) => string {
  if (level === "error") return colors.red;
  if (level === "warn") return colors.yellow;
  return level === "debug" ? colors.dim : (text) => text;
}

/** What went wrong, in one line: "ValueError: no such file". */
export function errorLine(error: JsonValue): string | null {
  if (error === null || error === undefined) return null;
  if (typeof error !== "object" || Array.isArray(error)) return String(error);
  const { type, message } = error as Record<string, JsonValue>;
  return [type, message].filter((part) => typeof part === "string" && part !== "").join(": ") || JSON.stringify(error);
}

/** How long it has run, or ran; null before it began. */
export function runtimeText({ runtime, began, ended }: ListedJob | Omit<ListedJob, "log">, now = Date.now()): string | null {
  if (runtime !== null) return duration(runtime * 1000);
  if (!began) return null;
  return duration((ended ? Date.parse(ended) : now) - Date.parse(began));
}

/** "42 %", "3 of 10", or what the job itself says. */
export function progressText(progress: JsonValue): string | null {
  if (progress === null || progress === undefined) return null;
  if (typeof progress === "number") return `${Math.round(progress <= 1 ? progress * 100 : progress)} %`;
  if (typeof progress === "string") return progress;
  const { done, total } = progress as Record<string, JsonValue>;
  return typeof done === "number" && typeof total === "number" ? `${done} of ${total}` : JSON.stringify(progress);
}
