import type { TaskFailed } from "../core/event.ts";

/** How an attempt ended that has no outcome. */
export type Ending = "lost" | "stopped" | "unstarted";

/** What is said of an attempt that ended with its worker. */
export function workerLost(message: string): Required<Pick<TaskFailed, "error" | "exception" | "traceback">> {
  return { error: { type: "WorkerLost", message }, exception: `WorkerLost: ${message}`, traceback: null };
}

/** The same of a worker that gives back what it has not ended. */
export function workerStopped(hostname: string): ReturnType<typeof workerLost> {
  return workerLost(`Worker ${hostname} stopped before the task had ended.`);
}
