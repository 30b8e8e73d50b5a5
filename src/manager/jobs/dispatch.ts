/** Which queue a job goes to, and the task that asks a worker to run it. */

import type { JsonObject } from "../../core/json.ts";
import { DEFAULT_PRIORITY, DEFAULT_QUEUE, type Task } from "../../core/task.ts";
import type { Queryable } from "../../database/connect.ts";
import { HUB_ACCOUNT } from "../workers/hub-account.ts";
import { findQueue, type Queue } from "./dispatch.store.ts";

export type { Queue } from "./dispatch.store.ts";

/** The queue for new jobs: the shared one. Null if someone has removed it. */
export async function chooseQueue(db: Queryable): Promise<Queue | null> {
  return findQueue(db, HUB_ACCOUNT, DEFAULT_QUEUE);
}

export interface TaskFacts {
  readonly id: number;
  readonly project: number | null;
  readonly key: string;
  readonly method: string;
  readonly params: JsonObject;
  readonly retries: number;
  readonly maxAttempts: number;
}

/** What a param and the context both name is the context's: it decides where a worker reads and writes. */
export function taskOf(job: TaskFacts, queue: string, secrets: JsonObject | null): Task {
  return {
    id: String(job.id),
    name: job.method,
    kwargs: { ...job.params, job: job.id, project: job.project, key: job.key },
    retries: job.retries,
    maxAttempts: job.maxAttempts,
    queue,
    priority: DEFAULT_PRIORITY,
    timeLimit: null,
    secrets,
  };
}
