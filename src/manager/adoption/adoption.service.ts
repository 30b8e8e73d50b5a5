/** Tasks that others have sent, as jobs: made from what their events tell, in whatever order that comes. */

import { randomUUID } from "node:crypto";
import { ApiError, badField } from "../../core/errors.ts";
import { DEFAULT_MAX_ATTEMPTS } from "../../core/job.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { DEFAULT_PRIORITY } from "../../core/task.ts";
import type { Queryable } from "../../database/connect.ts";
import { randomText } from "../auth/token.ts";
import type { Hub } from "../hub.ts";
import { findRoutes } from "../jobs/dispatch/dispatch.store.ts";
import { ownerOf } from "../jobs/dispatch/dispatch.ts";
import { insertJobs } from "../jobs/dispatch/jobs.create.store.ts";
import { checkQuotas } from "../jobs/dispatch/quotas.ts";
import type { AdoptedTask, AdoptionRequest } from "./adoption.schemas.ts";
import * as store from "./adoption.store.ts";

/** The method of a job until an event tells what its task is called. */
const UNNAMED = "unknown";
/** Names of tasks that are the names of methods as well. */
const METHOD_NAME = /^[!-~]{1,256}$/;
/** Celery's, for tasks whose events do not tell their queue. */
const USUAL_QUEUE = "celery";

/** Answers the job of each task, which is made where there is none. May be repeated. @throws a 400 if there is no such project. */
export async function adoptTasks({ database, now }: Hub, { project, tasks }: AdoptionRequest) {
  const merged = [...mergeTasks(tasks).values()];
  const time = new Date(now()).toISOString();
  const jobs = await database.transaction(async (tx) => {
    if (!(await store.hasProject(tx, project))) throw badField("project", "there is no such project");
    const known = await findKnown(tx, merged);
    const told = merged.filter(({ taskId, method }) => method && known.has(taskId)).map((task) => named(task, known));
    if (told.length > 0) await store.completeAdopted(tx, told, UNNAMED);
    const fresh = merged.filter(({ taskId }) => !known.has(taskId));
    if (fresh.length > 0) for (const [taskId, id] of await make(tx, project, fresh, time)) known.set(taskId, id);
    return known;
  });
  return { jobs: merged.map(({ taskId }) => ({ taskId, id: jobs.get(taskId) ?? 0 })) };
}

/**
 * The task of an adopted job once more, with the same arguments, as a job of its own. Answers the new job's id.
 * @throws a 409 if they are not known, a 402 over quota, and what the broker throws: then there is no new job.
 */
export async function sendAgain(hub: Hub, job: SentBefore, creator: number): Promise<number> {
  const { database, broker } = hub;
  const { args = null, kwargs = null, queue = null } = (await store.findTask(database, job.id)) ?? {};
  if (args === null || kwargs === null || job.method === UNNAMED) {
    throw new ApiError("conflict", "Its events did not tell its arguments in full: whoever sent it can send it again.");
  }
  const taskId = randomUUID();
  const { method, params, project } = job;
  const task = { taskId, method, params, args: [...args], kwargs, queue };
  const time = new Date(hub.now()).toISOString();
  const owners = (await findRoutes(database, [project], [], time)).map(ownerOf);
  const made = await database.transaction(async (tx) => {
    const [refusal] = await checkQuotas(tx, owners, hub.now());
    if (refusal) throw refusal;
    return make(tx, project, [task], time, { creator, rerunOf: job.id });
  });
  const id = made.get(taskId) as number;
  try {
    await broker.publish([{ ...USUAL_TASK, id: taskId, name: method, args, kwargs, queue: queue ?? USUAL_QUEUE }]);
  } catch (error) {
    // Should it have been sent after all, its events make a job of it again.
    await store.deleteJob(database, id);
    throw error;
  }
  return id;
}

const USUAL_TASK = {
  retries: 0,
  maxAttempts: DEFAULT_MAX_ATTEMPTS,
  priority: DEFAULT_PRIORITY,
  timeLimit: null,
  secrets: null,
  isBare: true,
};

interface SentBefore {
  readonly id: number;
  readonly project: number;
  readonly method: string;
  readonly params: JsonObject;
}

/** Of several that are told of one task, what each of them knows. */
function mergeTasks(tasks: readonly AdoptedTask[]): Map<string, AdoptedTask> {
  const merged = new Map<string, AdoptedTask>();
  for (const task of tasks) merged.set(task.taskId, merge(merged.get(task.taskId), task));
  return merged;
}

function merge(a: AdoptedTask | undefined, b: AdoptedTask): AdoptedTask {
  if (!a) return b;
  const [first, second] = a.method ? [a, b] : [b, a];
  const created = [a.created, b.created].filter((time) => time).sort()[0] ?? null;
  return {
    ...first,
    args: first.args ?? second.args ?? null,
    kwargs: first.kwargs ?? second.kwargs ?? null,
    queue: first.queue ?? second.queue ?? null,
    created,
  };
}

async function findKnown(tx: Queryable, tasks: readonly AdoptedTask[]): Promise<Map<string, number>> {
  const ids = tasks.map(({ taskId }) => taskId);
  const find = async () => new Map((await store.findAdopted(tx, ids)).map(({ taskId, id }) => [taskId, id]));
  const known = await find();
  if (known.size === ids.length) return known;
  await store.lockAdoption(tx);
  return find();
}

interface Origin {
  readonly creator: number | null;
  readonly rerunOf: number | null;
}

const OTHERS: Origin = { creator: null, rerunOf: null };

async function make(
  tx: Queryable,
  project: number,
  tasks: readonly AdoptedTask[],
  time: string,
  { creator, rerunOf }: Origin = OTHERS,
): Promise<Map<string, number>> {
  const rows = tasks.map((task) => ({
    project,
    creator,
    queue: null,
    priority: DEFAULT_PRIORITY,
    key: randomText(32),
    description: null,
    method: methodOf(task),
    params: task.params ?? {},
    maxAttempts: DEFAULT_MAX_ATTEMPTS,
    status: "DISPATCHED" as const,
    rerunOf,
    operation: null,
    sealed: null,
  }));
  const ids = await insertJobs(tx, rows, time);
  const known = new Map(tasks.map(({ taskId }, i) => [taskId, ids[i] as number]));
  await store.insertAdopted(
    tx,
    tasks.map((task) => named(task, known)),
  );
  return known;
}

function named(task: AdoptedTask, known: ReadonlyMap<string, number>): store.NamedTask {
  const { taskId, params, args = null, kwargs = null, queue = null, created = null } = task;
  const id = known.get(taskId) as number;
  return { id, taskId, method: methodOf(task), params: params ?? {}, args: args as JsonValue[] | null, kwargs, queue, created };
}

function methodOf({ method }: AdoptedTask): string {
  return method && METHOD_NAME.test(method) ? method : UNNAMED;
}
