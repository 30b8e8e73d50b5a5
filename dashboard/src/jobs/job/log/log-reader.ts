/** Reads a log in parts, from its beginning to its end, and goes on where it stopped when there is more. */

import { type LogLine, lineOf } from "./log-lines.ts";

export interface LogPart {
  readonly count: number;
  readonly results: readonly unknown[];
}

export type ReadPart = (page: { offset: number; limit: number }, signal: AbortSignal) => Promise<LogPart>;

/** As many as the hub gives at once. */
export const PART = 5_000;

export class LogReader {
  /** Grows in its place. */
  readonly lines: LogLine[] = [];
  readonly #read: ReadPart;
  readonly #watchers = new Set<() => void>();
  #wanted = 0;
  #version = 0;
  #error: unknown = null;
  #reading: AbortController | null = null;

  constructor(read: ReadPart) {
    this.#read = read;
  }

  /** Changes whenever something else has. */
  get version(): number {
    return this.#version;
  }

  /** How long the log is, as far as is known. */
  get length(): number {
    return this.#wanted;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Why the last part could not be read; null once one was. */
  get error(): unknown {
    return this.#error;
  }

  watch = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange);
    return () => void this.#watchers.delete(onChange);
  };

  /** The log has this many lines by now. May be called again, also after a failure. */
  want(length: number): void {
    this.#wanted = Math.max(this.#wanted, length);
    if (this.#reading || this.lines.length >= this.#wanted) return;
    this.#reading = new AbortController();
    void this.#readOn(this.#reading);
  }

  /** Until `want` is called again. */
  stop(): void {
    this.#reading?.abort();
    this.#reading = null;
  }

  async #readOn(reading: AbortController): Promise<void> {
    this.#tell(null);
    try {
      while (this.lines.length < this.#wanted) {
        const { count, results } = await this.#read({ offset: this.lines.length, limit: PART }, reading.signal);
        if (reading.signal.aborted) return;
        this.#wanted = Math.max(this.#wanted, count);
        for (const entry of results) this.lines.push(lineOf(entry, this.lines.length + 1));
        // It is shorter than we were told: a gap in it was not filled yet.
        if (results.length === 0) break;
        this.#tell(null);
      }
      this.#reading = null;
      this.#tell(null);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#reading = null;
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    this.#error = error;
    this.#version += 1;
    for (const tell of this.#watchers) tell();
  }
}
