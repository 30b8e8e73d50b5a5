/**
 * Tasks that RabbitMQ has lost: a queue that was just declared, with what it has confirmed on it, may be gone after a crash, since
 * its record of queues goes to the disk every two seconds only; and somebody may delete a queue.
 */

import type { Connection } from "rabbitmq-client";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { HeardWorker, SentTask } from "../broker.ts";
import type { Controller } from "./controller.ts";
import { passiveDepth } from "./passive-depth.ts";
import { OVERSEER_QUEUE, RESULTS_QUEUE } from "./wire.ts";

export interface VanishedParts {
  readonly connection: Connection;
  readonly controller: Controller;
}

const ANSWER_MS = 3_000;

type Answers = Readonly<Record<string, JsonValue>>;

/** @param workers of whose queues nothing is sure while they are connected and silent: they may have tasks of them. */
export async function findVanished(
  tasks: readonly SentTask[],
  workers: readonly HeardWorker[],
  parts: VanishedParts,
): Promise<string[]> {
  const suspects = await onEmptyQueues(tasks, parts);
  if (suspects.length === 0 || !(await isAllHeard(parts))) return [];
  const [held, taking] = await askWorkers(suspects, parts);
  const silent = await silentOf(workers, held, parts);
  const mayBeHeld = ({ queue }: SentTask) => silent.some(({ queues }) => queues?.includes(queue) ?? true);
  const isHeld = ({ id }: SentTask) => Object.values(held).some((answer) => has(answer, id));
  const free = suspects.filter((task) => !isHeld(task) && !mayBeHeld(task));
  // What a worker has given back meanwhile is on its queue now.
  const stillEmpty = await onEmptyQueues(free, parts, (queue) => countTaking(taking, held, queue));
  return stillEmpty.map(({ id }) => id);
}

/** @param answering how many consumers of a queue have been heard: where it has more, one of them may have the task. */
async function onEmptyQueues(
  tasks: readonly SentTask[],
  { connection }: VanishedParts,
  answering: (queue: string) => number = () => Number.POSITIVE_INFINITY,
): Promise<SentTask[]> {
  const empty = new Set<string>();
  for (const queue of new Set(tasks.map(({ queue }) => queue))) {
    const { messageCount = 0, consumerCount = 0 } = (await passiveDepth(connection, queue)) ?? {};
    if (messageCount === 0 && consumerCount <= answering(queue)) empty.add(queue);
  }
  return tasks.filter(({ queue }) => empty.has(queue));
}

/** Whether somebody receives events and results, and has taken all: those that wait may tell of the task. */
async function isAllHeard({ connection }: VanishedParts): Promise<boolean> {
  const depths = await Promise.all([OVERSEER_QUEUE, RESULTS_QUEUE].map(({ queue }) => passiveDepth(connection, queue)));
  return depths.every((depth) => depth && depth.messageCount === 0 && depth.consumerCount > 0);
}

async function askWorkers(
  tasks: readonly SentTask[],
  { controller }: VanishedParts,
): Promise<[held: Answers, taking: Answers]> {
  const ids = tasks.map(({ id }) => id);
  return Promise.all([
    controller.request("query_task", { ids }, { timeoutMs: ANSWER_MS }),
    controller.request("active_queues", {}, { timeoutMs: ANSWER_MS }),
  ]);
}

/** Those that are connected, and have not answered. Heartbeats say nothing here: a worker without time for them may well have tasks. */
async function silentOf(
  workers: readonly HeardWorker[],
  answers: Answers,
  { controller }: VanishedParts,
): Promise<HeardWorker[]> {
  const silent = workers.filter(({ hostname }) => !answered(answers, hostname));
  const connected = await controller.connected(silent.map(({ hostname }) => hostname));
  return silent.filter(({ hostname }) => connected.includes(hostname));
}

function countTaking(taking: Answers, held: Answers, queue: string): number {
  const takes = (answer: JsonValue) =>
    Array.isArray(answer) && answer.some((one) => (one as JsonObject | null)?.name === queue);
  return Object.entries(taking).filter(([node, answer]) => answered(held, node) && takes(answer)).length;
}

/** Not with an error of its own. */
function answered(answers: Answers, node: string): boolean {
  return Object.hasOwn(answers, node) && !has(answers[node], "error");
}

function has(answer: JsonValue | undefined, name: string): boolean {
  return typeof answer === "object" && answer !== null && Object.hasOwn(answer, name);
}
