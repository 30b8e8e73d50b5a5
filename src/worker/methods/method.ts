/** What a job method is, and what it is given. A method runs in a thread of its own and may use it as it likes. */

import type { JsonObject, JsonValue } from "../../core/json.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface MethodContext {
  /** Adds a line to the job's log. A secret in it shows as `***`. */
  log(level: LogLevel, message: string): void;
  /** Tells how far it is, for people: a fraction, `{done, total}`, or what it is at. The last one counts. */
  progress(progress: JsonValue): void;
  /** Tells where the job can be reached while it runs. The last one counts. */
  urls(urls: JsonValue): void;
  /** Aborted when the job is to stop. What does not stop within a second is ended with its thread. */
  readonly signal: AbortSignal;
  /** Working directory of the job's project, absolute; it need not exist yet. Null for a job without a project. */
  readonly projectDir: string | null;
  readonly secrets: JsonObject;
  /** This thread shall run no other job after this one: it is broken, or holds too much memory. */
  retire(): void;
}

export type Method<Params = never> = (context: MethodContext, params: Params) => Promise<JsonValue>;

/** A failure that people can understand without a stack trace. */
export class JobFailure extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = "JobFailure";
    this.type = type;
  }
}
