/**
 * The log, progress and addresses of a job, on their way to the main thread. Each line goes at once, unless there are many
 * in a short time: those go together. That works without the thread's event loop too, which the job may keep busy.
 *
 * Limits, so that no job can fill the worker's memory or the record: a line is cut at 10,000 characters, and a log ends with
 * 100,000 lines or 16 million characters, whichever comes first. Its last line then says so.
 */

import type { JsonValue } from "../core/json.ts";
import type { LogLevel } from "./methods/method.ts";
import type { LogLine, Report } from "./protocol.ts";
import type { Mask } from "./secret-mask.ts";

export const LOG_LIMITS = { lineChars: 10_000, lines: 100_000, chars: 16_000_000 } as const;

/** Reports in a window of this length after which the rest waits for its end, or for `MOST_LINES`. */
const WINDOW_MS = 50;
const MOST_REPORTS = 5;
const MOST_LINES = 500;

export class Reporter {
  readonly #post: (report: Report) => void;
  readonly #mask: Mask;
  #waiting: { log?: LogLine[]; urls?: JsonValue; progress?: JsonValue } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #windowEnds = 0;
  #reports = 0;
  #posted = 0;
  #lines = 0;
  #chars = 0;
  #ended = false;

  constructor(post: (report: Report) => void, mask: Mask) {
    this.#post = post;
    this.#mask = mask;
  }

  log(level: LogLevel, message: string): void {
    if (this.#ended || this.#lines >= LOG_LIMITS.lines || this.#chars >= LOG_LIMITS.chars) return;
    const text = shortened(this.#mask(String(message)));
    this.#lines += 1;
    this.#chars += text.length;
    if (this.#lines >= LOG_LIMITS.lines)
      this.#add("warn", `The log ends here: it has ${LOG_LIMITS.lines} lines, which is the limit.`);
    else if (this.#chars >= LOG_LIMITS.chars) {
      this.#add("warn", `The log ends here: it has ${LOG_LIMITS.chars} characters, which is the limit.`);
    } else this.#add(level, text);
  }

  progress(progress: JsonValue): void {
    this.#wait().progress = progress;
    this.#report();
  }

  urls(urls: JsonValue): void {
    this.#wait().urls = urls;
    this.#report();
  }

  /** Nothing is posted from now on: what is left goes with the result. */
  end(): { rest: Report | null; posted: number } {
    clearTimeout(this.#timer);
    const rest = this.#waiting;
    this.#waiting = null;
    this.#ended = true;
    return { rest, posted: this.#posted };
  }

  #add(level: LogLevel, message: string): void {
    const waiting = this.#wait();
    waiting.log ??= [];
    waiting.log.push({ time: new Date().toISOString(), level, message });
    this.#report();
  }

  #wait() {
    this.#waiting ??= {};
    return this.#waiting;
  }

  #report(): void {
    if (this.#ended) return;
    const now = performance.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + WINDOW_MS;
      this.#reports = 0;
    }
    if (this.#reports < MOST_REPORTS || (this.#waiting?.log?.length ?? 0) >= MOST_LINES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), this.#windowEnds - now);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#waiting) return;
    this.#post(this.#waiting);
    this.#waiting = null;
    this.#reports += 1;
    this.#posted += 1;
  }
}

function shortened(text: string): string {
  const { lineChars } = LOG_LIMITS;
  return text.length <= lineChars ? text : `${text.slice(0, lineChars)} … (${text.length - lineChars} more characters)`;
}
