/** A task as the row of its table: what people look for in columns, the rest as JSON with its secrets sealed. */

import type { JsonObject } from "../../core/json.ts";
import { open, type SecretKey, seal } from "../../core/secrets.ts";
import type { Task } from "../../core/task.ts";
import { toJson } from "../../database/json.ts";
import type { NewTask, TaskRow } from "./tasks.store.ts";

interface Body extends Pick<Task, "name" | "kwargs" | "timeLimit"> {
  readonly secrets?: string;
}

export function toRow(task: Task, key: SecretKey): NewTask {
  const { id, queue, priority, retries, maxAttempts, name, kwargs, timeLimit, secrets } = task;
  const body: Body = { name, kwargs, timeLimit, ...(secrets && { secrets: seal(secrets, key) }) };
  return { task_id: id, queue, priority, retries, max_attempts: maxAttempts, body: toJson(body) };
}

/** @throws if the secrets were sealed with another key. */
export function fromRow(row: TaskRow, key: SecretKey): Task {
  const { name, kwargs, timeLimit, secrets } = JSON.parse(row.body) as Body;
  return {
    id: row.task_id,
    name,
    kwargs,
    retries: row.retries,
    maxAttempts: row.max_attempts,
    queue: row.queue,
    priority: row.priority,
    timeLimit,
    secrets: secrets === undefined ? null : (open(secrets, key) as JsonObject),
  };
}
