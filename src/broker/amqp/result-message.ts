/** Results as Celery's workers send them back, for RPC and for result stores alike. */

import type { OutcomeEvent, TaskEvent, TaskFailed, TaskRetried } from "../../core/event.ts";
import type { JobError } from "../../core/job.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";

export interface ResultMeta {
  readonly task_id: string;
  readonly status: string;
  readonly result: JsonValue;
  readonly traceback: string | null;
  readonly children: readonly JsonValue[];
}

/** Python's own exceptions that methods of ours are likely to name: its client raises the very class. */
const BUILTIN = ["TypeError", "ValueError", "SyntaxError", "KeyError", "RuntimeError", "NotImplementedError", "TimeoutError"];
/** Failures of ours that Celery has a class for. */
const CELERY: Readonly<Record<string, readonly [type: string, module: string]>> = {
  WorkerLost: ["WorkerLostError", "billiard.exceptions"],
  TimeLimitExceeded: ["TimeLimitExceeded", "billiard.exceptions"],
  NotRegistered: ["NotRegistered", "celery.exceptions"],
};

/** The result that tells a client of Celery of an outcome. */
export function toResult(event: OutcomeEvent): ResultMeta {
  const meta = { task_id: event.uuid, traceback: null, children: [] };
  switch (event.type) {
    case "task-succeeded":
      return { ...meta, status: "SUCCESS", result: event.result ?? null };
    case "task-failed":
      return { ...meta, status: "FAILURE", result: toException(event), traceback: event.traceback ?? null };
    case "task-revoked":
      return {
        ...meta,
        status: "REVOKED",
        result: revocation(event.expired ? "expired" : event.terminated ? "terminated" : "revoked"),
      };
    case "task-rejected":
      return { ...meta, status: "FAILURE", result: exception("Reject", "celery.exceptions", ["rejected"]) };
  }
}

function toException({ error, exception: text }: TaskFailed): JsonObject {
  const { type = "Error", message = text ?? "" } = (error ?? {}) as Partial<JobError>;
  const [name, module] = CELERY[type] ?? [type, BUILTIN.includes(type) ? "builtins" : "jobhub"];
  return exception(name, module, [message]);
}

function revocation(why: string): JsonObject {
  return exception("TaskRevokedError", "celery.exceptions", [why]);
}

function exception(exc_type: string, exc_module: string, exc_message: readonly string[]): JsonObject {
  return { exc_type, exc_message, exc_module };
}

/** @throws if it is no result. */
export function readResult(value: unknown): ResultMeta {
  const meta = value as Partial<ResultMeta> | null;
  if (typeof meta?.task_id !== "string" || typeof meta.status !== "string") throw new Error("no result");
  return meta as ResultMeta;
}

/** States that say less than the events of the same task. */
const LESSER = ["PENDING", "RECEIVED", "STARTED"];

/**
 * What a result says, as an event; null for nothing new. A state that Celery does not know is progress: a worker has set it,
 * with `update_state`.
 */
export function toEvent({ task_id: uuid, status, result, traceback }: ResultMeta, now: number): TaskEvent | null {
  const base = { uuid, hostname: "", timestamp: now };
  if (LESSER.includes(status)) return null;
  switch (status) {
    case "SUCCESS":
      return { ...base, type: "task-succeeded", result };
    case "FAILURE":
      return { ...base, ...failure(result, traceback), type: "task-failed" };
    case "RETRY":
      return { ...base, ...failure(result, traceback), type: "task-retried" };
    case "REVOKED":
      return { ...base, type: "task-revoked", ...revoked(result) };
    default:
      return { ...base, type: "task-updated", progress: status === "PROGRESS" ? result : { state: status, meta: result } };
  }
}

function failure(result: JsonValue, traceback: string | null): Pick<TaskRetried, "error" | "exception" | "traceback"> {
  const { type, message } = readException(result);
  return { error: { type, message, trace: traceback }, exception: `${type}: ${message}`, traceback };
}

function readException(result: JsonValue): JobError {
  const { exc_type, exc_message } = (typeof result === "object" && result !== null ? result : {}) as JsonObject;
  const type = typeof exc_type === "string" ? exc_type : "Error";
  const parts = Array.isArray(exc_message) ? exc_message : [exc_message ?? result];
  const message = parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(", ");
  return { type, message: message || type };
}

function revoked(result: JsonValue): { terminated: boolean; expired: boolean } {
  const { message } = readException(result);
  return { terminated: message === "terminated", expired: message === "expired" };
}
