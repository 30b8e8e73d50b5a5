/** What is stored of a job, as the manager works with it. */

import type { JobState } from "../../../core/job.ts";
import type { JsonObject } from "../../../core/json.ts";

/** What an operator may set, and no event ever says. */
export interface JobDetails {
  readonly key: string;
  readonly description: string | null;
  readonly project: number | null;
  readonly snapshot: string | null;
  readonly parent: number | null;
  readonly callbackId: string | null;
  readonly callbackMethod: string | null;
  readonly callbackType: number | null;
  readonly users: readonly number[];
  readonly anonUsers: readonly string[];
}

export const DETAIL_NAMES = [
  "key",
  "description",
  "project",
  "snapshot",
  "parent",
  "callbackId",
  "callbackMethod",
  "callbackType",
  "users",
  "anonUsers",
] as const satisfies readonly (keyof JobDetails)[];

export interface JobRecord extends JobState, JobDetails {
  readonly id: number;
  readonly creator: number | null;
  readonly queue: number | null;
  readonly method: string;
  readonly params: JsonObject;
  readonly maxAttempts: number;
  /** What the broker calls its task, where someone else has sent that; null where it is the job's id. */
  readonly taskId: string | null;
  /** The job that it is run again of. */
  readonly rerunOf: number | null;
  readonly created: string;
  readonly updated: string;
  /** Raised by every write. One that was computed from an older version is refused. */
  readonly version: number;
  /** How many entries the log of the current attempt has, and the place after the last: they differ while it has a gap. */
  readonly logLength: number;
  readonly logEnd: number;
}

/** What the broker calls the task of a job. */
export function taskIdOf({ id, taskId }: Pick<JobRecord, "id" | "taskId">): string {
  return taskId ?? String(id);
}
