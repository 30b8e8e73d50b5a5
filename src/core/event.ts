/**
 * What happens to tasks and workers, in Celery's vocabulary on every transport. Common fields first; `uuid` is the
 * task's id. Python workers send the same types with fewer of the optional fields.
 */

import type { LogEntry } from "./job.ts";
import type { JsonObject, JsonValue } from "./json.ts";

interface EventBase {
  /** Node name of the sender, `name@host`. */
  readonly hostname: string;
  /** Seconds since the epoch, with a fraction. */
  readonly timestamp: number;
  readonly pid?: number;
  /** Lamport clock. */
  readonly clock?: number;
  /** Hours west of UTC. */
  readonly utcoffset?: number;
}

interface TaskEventBase extends EventBase {
  readonly uuid: string;
  /** Number of the attempt, from 0. Python workers send it with `task-received` only. */
  readonly retries?: number;
}

export interface TaskReceived extends TaskEventBase {
  readonly type: "task-received";
  readonly name?: string;
}
export interface TaskStarted extends TaskEventBase {
  readonly type: "task-started";
}
/** Progress of a running task: new log entries, and its addresses and progress as they are now. */
export interface TaskUpdated extends TaskEventBase {
  readonly type: "task-updated";
  readonly log?: readonly LogEntry[];
  /** Position of the first of `log` in the log of the attempt. 0 (the default) when `log` is the whole log so far. */
  readonly logOffset?: number;
  readonly urls?: JsonValue;
  readonly progress?: JsonValue;
  /** Position of this update in its attempt, from 0. */
  readonly sequence?: number;
}
export interface TaskSucceeded extends TaskEventBase {
  readonly type: "task-succeeded";
  readonly result?: JsonValue;
  /** The result as a Celery worker's monitors show it: Python's `repr`, cut. */
  readonly resultText?: string;
  /** Why there is no result, where the worker's never came. */
  readonly error?: JsonObject;
  /** Seconds. */
  readonly runtime?: number;
}
export interface TaskFailed extends TaskEventBase {
  readonly type: "task-failed";
  /** Python's `repr` of the exception, or `Type: message`. */
  readonly exception?: string;
  readonly traceback?: string | null;
  readonly error?: JsonObject;
  readonly runtime?: number;
}
/** The attempt ended without an outcome and the task is on its queue again. */
export interface TaskRetried extends TaskEventBase {
  readonly type: "task-retried";
  readonly exception?: string;
  readonly traceback?: string | null;
  readonly error?: JsonObject;
}
export interface TaskRevoked extends TaskEventBase {
  readonly type: "task-revoked";
  /** Whether it was stopped while it ran. */
  readonly terminated?: boolean;
  readonly expired?: boolean;
  readonly runtime?: number;
}
export interface TaskRejected extends TaskEventBase {
  readonly type: "task-rejected";
  readonly requeue?: boolean;
}

export type TaskEvent =
  | TaskReceived
  | TaskStarted
  | TaskUpdated
  | TaskSucceeded
  | TaskFailed
  | TaskRetried
  | TaskRevoked
  | TaskRejected;

/** The events after which a worker has nothing more to say of a task. */
export type OutcomeEvent = TaskSucceeded | TaskFailed | TaskRevoked | TaskRejected;

export interface WorkerEvent extends EventBase {
  readonly type: "worker-online" | "worker-heartbeat" | "worker-offline";
  /** Seconds between heartbeats. */
  readonly freq: number;
  /** Tasks running now. */
  readonly active: number;
  /** Tasks finished since the start. */
  readonly processed: number;
  /** Load averages over 1, 5 and 15 minutes. */
  readonly loadavg: readonly number[];
  readonly sw_ident: string;
  readonly sw_ver: string;
  readonly sw_sys: string;
  /** Names of the queues that it takes tasks from; Python workers tell them on inspection only. */
  readonly queues?: readonly string[];
  /** Names of the methods that it runs; the same goes for them. */
  readonly methods?: readonly string[];
}

export type Event = TaskEvent | WorkerEvent;

export function isTaskEvent(event: Event): event is TaskEvent {
  return event.type.startsWith("task-");
}
