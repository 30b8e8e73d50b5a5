/** One job while a group of changes is folded into it: the record as read, as it will be, and what becomes of its logs. */

import { isDeepStrictEqual } from "node:util";
import type { JobState, LogEntry, LogPart } from "../../../core/job.ts";
import type { JsonValue } from "../../../core/json.ts";
import { type AttemptErrors, firstLine, historyLines } from "../record/jobs.history.ts";
import type { JobDetails, JobRecord } from "../record/jobs.record.ts";
import { LogIndex } from "../record/log-index.ts";

export interface NewLogEntry {
  readonly attempt: number;
  readonly position: number;
  readonly entry: LogEntry;
}

export class JobDraft {
  readonly stored: JobRecord;
  readonly #logs: Map<number, LogIndex>;
  #job: JobRecord;
  #entries: NewLogEntry[] = [];
  #forgetsFrom: number | null = null;
  #hasDetails = false;
  #history = "";
  #attemptErrors: Record<string, JsonValue> | null = null;

  /**
   * @param logs by attempt, those that cannot be told from the record alone: of its own attempt if that has gaps, and of an
   * earlier one that it is to return to.
   */
  constructor(stored: JobRecord, logs: ReadonlyMap<number, LogIndex> = new Map()) {
    this.stored = stored;
    this.#job = stored;
    this.#logs = new Map([[stored.retries, new LogIndex(stored.logLength, stored.logEnd)], ...logs]);
  }

  /** The job after the changes so far. */
  get job(): JobRecord {
    return this.#job;
  }

  /** What is to be stored of its logs. */
  get entries(): readonly NewLogEntry[] {
    return this.#entries;
  }

  /** The first attempt whose stored log goes, and with it those of all later ones; null if none does. */
  get forgetsFrom(): number | null {
    return this.#forgetsFrom;
  }

  /** Whether details may have changed. */
  get hasDetails(): boolean {
    return this.#hasDetails;
  }

  /** What is to be added to its history. */
  get history(): string {
    return this.stored.version === 0 ? firstLine(this.stored) + this.#history : this.#history;
  }

  /** What is to be kept of attempts that failed and are past now; null if nothing is. */
  get attemptErrors(): AttemptErrors | null {
    return this.#attemptErrors;
  }

  /** Whether there is anything to write. */
  get isChanged(): boolean {
    return this.#entries.length > 0 || this.#forgetsFrom !== null || !isSame(this.#job, this.stored);
  }

  /** @param now ISO 8601. */
  update(state: JobState, now: string): void {
    const before = this.#job;
    if (state === before) return;
    this.#job = { ...before, ...state };
    this.#history += historyLines(before, state, now);
    if (state.retries > before.retries && before.error !== null) {
      this.#attemptErrors = { ...this.#attemptErrors, [before.retries]: before.error };
    }
    if (state.retries < before.retries) this.#forgetLogs(state.retries + 1);
    if (state.retries !== before.retries) this.#measureLog();
  }

  updateDetails(details: Partial<JobDetails>): void {
    this.#job = { ...this.#job, ...details };
    this.#hasDetails = true;
  }

  /** Adds what is new of a part of the current attempt's log. */
  addLog({ entries, offset }: LogPart): void {
    const attempt = this.#job.retries;
    const log = this.#log();
    for (let position = Math.max(offset, log.prefix); position < offset + entries.length; position += 1) {
      if (log.add(position)) this.#entries.push({ attempt, position, entry: entries[position - offset] ?? null });
    }
    this.#measureLog();
  }

  /** From now on the current attempt's log is these entries and no others. */
  replaceLog(part: LogPart): void {
    this.#forgetLogs(this.#job.retries);
    this.addLog(part);
  }

  #log(): LogIndex {
    const attempt = this.#job.retries;
    const known = this.#logs.get(attempt);
    if (known) return known;
    const log = new LogIndex(0);
    this.#logs.set(attempt, log);
    return log;
  }

  #forgetLogs(from: number): void {
    this.#forgetsFrom = Math.min(from, this.#forgetsFrom ?? from);
    this.#entries = this.#entries.filter(({ attempt }) => attempt < from);
    for (const attempt of this.#logs.keys()) if (attempt >= from) this.#logs.delete(attempt);
  }

  #measureLog(): void {
    const { length, end } = this.#log();
    if (length !== this.#job.logLength || end !== this.#job.logEnd) {
      this.#job = { ...this.#job, logLength: length, logEnd: end };
    }
  }
}

/** Deep equality only where it is needed: most fields are the same value. */
function isSame(a: JobRecord, b: JobRecord): boolean {
  if (a === b) return true;
  for (const name in a) {
    const key = name as keyof JobRecord;
    if (a[key] !== b[key] && !isDeepStrictEqual(a[key], b[key])) return false;
  }
  return true;
}
