/** What the main thread and a job's thread tell each other. */

import type { JsonObject, JsonValue } from "../core/json.ts";
import type { LogLevel } from "./methods/method.ts";

/** Channel on which the main thread names the runs that are to stop. */
export const STOP_CHANNEL = "jobhub:stop";

/** One job for a thread. */
export interface ThreadJob {
  /** Number of the run, unique in the process. */
  readonly run: number;
  readonly method: string;
  readonly params: JsonObject;
  readonly secrets: JsonObject;
  readonly projectDir: string | null;
}

export interface LogLine {
  readonly time: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly [key: string]: string;
}

/** News of a job: lines since the last report, and its addresses and progress if they have changed. */
export interface Report {
  readonly log?: readonly LogLine[];
  readonly urls?: JsonValue;
  readonly progress?: JsonValue;
}

export interface ReportMessage {
  readonly run: number;
  readonly report: Report;
}

/** The last message of a thread that shall run no other job. It waits to be ended. */
export interface RetireMessage {
  readonly run: number;
  readonly result: ThreadResult;
}

/** How a method ended. `runtime` is in seconds. */
export type Outcome =
  | { readonly ok: true; readonly result: JsonValue; readonly runtime: number }
  | { readonly ok: false; readonly failure: Failure; readonly runtime: number };

export interface Failure {
  readonly type: string;
  readonly message: string;
  readonly trace: string | null;
}

export interface ThreadResult {
  readonly outcome: Outcome;
  /** What has not been reported yet. */
  readonly rest: Report | null;
  /** How many reports were posted before. */
  readonly posted: number;
}
