/** Failures of jobs, as people read them. */

import { JobFailure } from "./methods/method.ts";
import type { Failure } from "./protocol.ts";
import type { Mask } from "./secret-mask.ts";

const MAX_MESSAGE = 4_000;
const MAX_TRACE = 16_000;

/** What a thrown value says. A `JobFailure` speaks for itself; anything else comes with its stack. */
export function failureOf(error: unknown, mask: Mask = (text) => text): Failure {
  const text = (value: string, most: number) => mask(value).slice(0, most);
  if (error instanceof JobFailure) return { type: error.type, message: text(error.message, MAX_MESSAGE), trace: null };
  if (error instanceof Error) {
    const trace = error.stack ? text(error.stack, MAX_TRACE) : null;
    return { type: error.name || "Error", message: text(error.message || error.name, MAX_MESSAGE), trace };
  }
  return { type: "Error", message: text(String(error), MAX_MESSAGE), trace: null };
}

/** Why a thread ended under its job. */
export function deathOf(error: unknown, memoryMb: number): Failure {
  const { code, message = "" } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { type: "OutOfMemory", message: `The job needed more than ${memoryMb} MB of memory.`, trace: null };
  }
  const [, exitCode] = /^worker exited with code: (-?\d+)$/.exec(message) ?? [];
  if (exitCode !== undefined) {
    return { type: "ThreadExited", message: `The method ended its own thread, with exit code ${exitCode}.`, trace: null };
  }
  if (!(error instanceof Error)) {
    const known = "The thread died of an error that it could not pass on. Was the result something that JSON cannot hold?";
    return { type: "ThreadDied", message: known, trace: null };
  }
  return failureOf(error);
}
