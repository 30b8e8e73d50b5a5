/**
 * Where a job goes, and the task that asks a worker to run it.
 *
 * Of the queues within its project's reach that active workers take from, a job goes to the one that comes first:
 * 1. Its workers run the method. What the worker of a queue has not told, it is taken to run if it is a method of the API generation.
 * 2. It fits. Queues that are `untrusted` are for jobs that run untrusted code, and those that are not, for the others; `interrupt` queues
 *    are for jobs that may be interrupted. One that does not fit is taken only where no other one has workers.
 * 3. All its workers run the method: which of them takes a task, only chance decides.
 * 4. It is near: in the zone that the project chose, else in another one of its account, else the hub's shared `default`. For the tasks of
 *    Celery that a worker has registered, other zones of the hub come last.
 * 5. It is an `interrupt` queue: such workers are cheap, and others are left free for what needs them.
 * 6. Its priority is the highest that is not above that of the job; else the lowest.
 *
 * Where nobody takes jobs, a job waits on the queue that a worker was heard of last, which is the likeliest to have one again, and says so in its
 * `statusMessage`. It stays there: brokers do not let go of tasks. All this is looked up once for each group of new jobs.
 */

import { isKnownMethod } from "../../../core/job.ts";
import type { JsonObject } from "../../../core/json.ts";
import { DEFAULT_QUEUE, type Task } from "../../../core/task.ts";
import type { Queryable } from "../../../database/connect.ts";
import { brokerQueueName } from "../../workers/queue-name.ts";
import { type Candidate, findRoutes, findWithinReach, type ProjectRoutes, type Tier, type Wanted } from "./dispatch.store.ts";

/** What decides where a job goes. */
export interface Errand {
  readonly project: number;
  /** Null for somebody who is not signed in. */
  readonly creator: number | null;
  /** Whether who made it may change the project's code: AUTHOR or above. */
  readonly isTrusted: boolean;
  readonly method: string;
  readonly maxAttempts: number;
}

export interface Route {
  /** Null if there is none at all. */
  readonly queue: { readonly id: number; readonly brokerName: string } | null;
  /** On its queue, 0 (last) to 9 (first). */
  readonly priority: number;
  readonly account: { readonly id: number; readonly name: string; readonly tier: Tier } | null;
  /** Whether its method is known: to the API generation, or to a worker within reach, be it there or gone. */
  readonly isRunnable: boolean;
}

/** Methods that run code which came with the job, or with what it works on. */
const RUNS_CODE: ReadonlySet<string> = new Set(["execute", "session", "compile", "build"]);
/** Methods that people wait at, or that others see the effects of: what was done once is not done again lightly. */
const NOT_INTERRUPTIBLE: ReadonlySet<string> = new Set(["execute", "session", "push"]);
/** Of those who are not signed in. */
const LOWEST_PRIORITY = 0;

/** One route each, in order. @param now ISO 8601. */
export async function routesFor(db: Queryable, errands: readonly Errand[], now: string): Promise<Route[]> {
  const methods = [...new Set(errands.map(({ method }) => method))].map(wantedOf);
  const projects = new Map(
    (await findRoutes(db, [...new Set(errands.map(({ project }) => project))], methods, now)).map(byProject),
  );
  const known = new Map<string, Route>();
  const routes: Route[] = [];
  for (const errand of errands) {
    const needs = needsOf(errand);
    const key = `${errand.project} ${errand.method} ${errand.creator === null} ${needs.untrusted} ${needs.interruptible}`;
    const route = known.get(key) ?? (await routeOf(db, projects.get(errand.project), errand, needs));
    known.set(key, route);
    routes.push(route);
  }
  return routes;
}

const NOWHERE: Route = { queue: null, priority: LOWEST_PRIORITY, account: null, isRunnable: false };

const byProject = (routes: ProjectRoutes) => [routes.project, routes] as const;

interface Needs {
  readonly untrusted: boolean;
  readonly interruptible: boolean;
}

function needsOf({ method, isTrusted, creator, maxAttempts }: Errand): Needs {
  return {
    untrusted: RUNS_CODE.has(method) && (!isTrusted || creator === null),
    interruptible: maxAttempts > 1 && !NOT_INTERRUPTIBLE.has(method),
  };
}

async function routeOf(db: Queryable, found: ProjectRoutes | undefined, errand: Errand, needs: Needs): Promise<Route> {
  if (!found) return { ...NOWHERE, isRunnable: true };
  const { tier, queues } = found;
  const priority = errand.creator === null ? LOWEST_PRIORITY : tier.priority;
  const runners = queues.filter((queue) => isOption(queue, errand.method) && queue.runs[errand.method] !== undefined);
  const best =
    first(runners, (queue) => [
      misfit(queue, needs),
      queue.runs[errand.method] ? 0 : 1,
      distance(queue),
      interruptRank(queue),
      priorityRank(queue, priority),
      queue.id,
    ]) ?? (await bestWithoutWorkers(db, errand, needs));
  if (best === null && !isKnownMethod(errand.method)) return NOWHERE;
  return {
    isRunnable: true,
    queue: best && { id: best.id, brokerName: brokerQueueName(best.name, { id: best.account, isHub: best.isOfHub }) },
    priority,
    ...ownerOf(found),
  };
}

/** Whose quotas jobs of a project count for. */
export function ownerOf({ account: id, accountName: name, tier }: ProjectRoutes): Pick<Route, "account"> {
  return { account: { id, name, tier } };
}

/** One that has never had a worker may be given one; one whose workers do not run the method comes last, or never, if nobody else would. */
async function bestWithoutWorkers(db: Queryable, { project, method }: Errand, needs: Needs): Promise<Candidate | null> {
  const queues = (await findWithinReach(db, project, wantedOf(method))).filter((queue) => isOption(queue, method));
  const runs = ({ runs: known }: Candidate) => known[method] !== undefined;
  if (!isKnownMethod(method)) return first(queues.filter(runs), (queue, place) => [misfit(queue, needs), place]);
  return first(queues, (queue, place) => [misfit(queue, needs), runs(queue) ? 0 : 1, place]);
}

function wantedOf(method: string): Wanted {
  return { method, isKnown: isKnownMethod(method) };
}

/** Methods that every worker may have stay within the zones that are meant for the project. */
function isOption({ isChosen, isOwn, isDefault }: Candidate, method: string): boolean {
  return isChosen || isOwn || isDefault || !isKnownMethod(method);
}

function misfit({ untrusted, interrupt }: Candidate, needs: Needs): number {
  return Number(untrusted !== needs.untrusted) + Number(interrupt && !needs.interruptible);
}

function distance({ isChosen, isOwn, isDefault }: Candidate): number {
  if (isChosen) return 0;
  if (isOwn) return 1;
  return isDefault ? 2 : 3;
}

function interruptRank({ interrupt }: Candidate): number {
  return interrupt ? 0 : 1;
}

function priorityRank(queue: Candidate, priority: number): number {
  return queue.priority <= priority ? priority - queue.priority : 10 + queue.priority;
}

/** The one with the lowest ranks, the first of which counts most. */
function first(
  queues: readonly Candidate[],
  ranksOf: (queue: Candidate, place: number) => readonly number[],
): Candidate | null {
  const ranked = queues.map((queue, place) => ({ queue, ranks: ranksOf(queue, place) }));
  ranked.sort((a, b) => a.ranks.map((rank, i) => rank - (b.ranks[i] ?? 0)).find((difference) => difference !== 0) ?? 0);
  return ranked[0]?.queue ?? null;
}

export interface TaskFacts {
  readonly id: number;
  readonly project: number | null;
  readonly key: string;
  readonly method: string;
  readonly params: JsonObject;
  readonly retries: number;
  readonly maxAttempts: number;
  readonly priority: number;
  /** What the broker calls its queue; null if it has none. */
  readonly brokerQueue: string | null;
}

/**
 * The task's id is the job's. What a param and the context both name is the context's: it decides where a worker reads and writes.
 */
export function taskOf(job: TaskFacts, secrets: JsonObject | null): Task {
  return {
    id: String(job.id),
    name: job.method,
    kwargs: { ...job.params, project: job.project, key: job.key },
    retries: job.retries,
    maxAttempts: job.maxAttempts,
    queue: job.brokerQueue ?? DEFAULT_QUEUE,
    priority: job.priority,
    timeLimit: null,
    secrets,
  };
}
