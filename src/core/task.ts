/** The message that asks a worker to run a job: one attempt of it. */

import type { JsonObject, JsonValue } from "./json.ts";

export interface Task {
  /** Task id: the job's id in decimal, or the UUID of a task that someone else sent. */
  readonly id: string;
  /** Name of the method to run. */
  readonly name: string;
  /** Keyword arguments: the job's params, and what `JobContext` names. */
  readonly kwargs: JsonObject;
  /** Positional arguments, in tasks that others have sent: the result of the task before in a chain, for example. */
  readonly args?: readonly JsonValue[];
  /** Number of this attempt, from 0. */
  readonly retries: number;
  /** How often the task is started at most, when its workers die under it. */
  readonly maxAttempts: number;
  readonly queue: string;
  /** 0 (last) to 9 (first) within its queue. */
  readonly priority: number;
  /** Seconds after which the worker stops the task; null for never. */
  readonly timeLimit: number | null;
  /** Whether it takes nothing beside its arguments: the task of someone else, sent again. */
  readonly isBare?: boolean;
  /** The job's secrets, by name. Encrypted wherever they rest. */
  readonly secrets: JsonObject | null;
}

/** What a worker is told beside the params, as keyword arguments of the same names. */
export interface JobContext {
  readonly project: number | null;
  /** Random characters that open this job to whoever presents them. */
  readonly key: string;
}

export const DEFAULT_QUEUE = "default";
export const DEFAULT_PRIORITY = 4;
