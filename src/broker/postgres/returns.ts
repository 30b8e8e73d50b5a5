/** What becomes of a task that its consumer gives back or has lost. */

import type { Event, TaskEvent } from "../../core/event.ts";
import type { Queryable } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";
import { type Ending, workerLost, workerStopped } from "../ending.ts";
import { insertEvents, notifyEvents } from "./events.store.ts";
import { deleteTasks, type HeldTask, requeueTasks } from "./tasks.store.ts";

/** Sender of the events that no worker can send. */
const BROKER = "broker";

/** Ends the attempts of tasks that the caller has locked: back to the queue, or, after the last attempt, off it. */
export async function returnTasks(tx: Queryable, tasks: readonly HeldTask[], ending: Ending): Promise<void> {
  if (tasks.length === 0) return;
  const ids = (of: readonly HeldTask[]) => of.map(({ id }) => id);
  const again = tasks.filter((task) => !task.revoked && (ending === "unstarted" || hasAttempts(task)));
  const events = ending === "unstarted" ? tasks.filter(({ revoked }) => revoked) : tasks;
  await deleteTasks(tx, ids(tasks.filter((task) => !again.includes(task))));
  await requeueTasks(tx, ids(again), ending === "unstarted" ? 0 : 1);
  await sendEvents(
    tx,
    events.map((task) => endOf(task, ending)),
  );
}

export async function sendEvents(tx: Queryable, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  const outgoing = events.map((event) => ({ event: toJson(event), settles: null }));
  await insertEvents(tx, outgoing);
  await notifyEvents(tx);
}

function hasAttempts({ retries, max_attempts }: HeldTask): boolean {
  return retries + 1 < max_attempts;
}

function endOf(task: HeldTask, ending: Ending): TaskEvent {
  if (task.revoked) return revokedEvent(task, ending !== "unstarted");
  const hostname = task.hostname ?? BROKER;
  return {
    type: hasAttempts(task) ? "task-retried" : "task-failed",
    uuid: task.task_id,
    retries: task.retries,
    hostname,
    timestamp: Date.now() / 1000,
    ...(ending === "lost" ? workerLost(`Worker ${hostname} was lost.`) : workerStopped(hostname)),
  };
}

/** That a cancelled task is off its queue. */
export function revokedEvent({ task_id, retries, hostname }: HeldTask, terminated: boolean): TaskEvent {
  return {
    type: "task-revoked",
    uuid: task_id,
    retries,
    hostname: hostname ?? BROKER,
    timestamp: Date.now() / 1000,
    terminated,
  };
}
