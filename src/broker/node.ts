/** What a worker answers to remote control on every transport, in Celery's words. */

import type { JsonObject, JsonValue } from "../core/json.ts";
import type { ControlTarget } from "./control.ts";
import { type NodeTask, queueAnswer, requestAnswer, statsAnswer } from "./node-answers.ts";

/** One of the requests that a node answers. Undefined is no answer. @throws an error that the asker gets. */
export type ControlMethod = (args: JsonObject) => JsonValue | undefined;
export type ControlMethods = Readonly<Record<string, ControlMethod>>;

/** What the consumer knows of its tasks and queues. */
export interface NodeView {
  readonly deliveries: readonly NodeTask[];
  readonly scheduled: readonly NodeTask[];
  readonly queueNames: readonly string[];
  readonly prefetch: number;
  /** The last attempt of a task that has ended here. */
  hasEnded(taskId: string): number | null;
  addQueue(queue: string): void;
  cancelQueue(queue: string): void;
}

export interface NodeParts {
  readonly view: NodeView;
  /** Null for a consumer without a worker behind it: it answers what it knows itself. */
  readonly target: ControlTarget | null;
  readonly revocations: NodeRevocations;
  readonly hostname: string;
  /** Where the broker is and what it is, without a password, as Celery's `stats` tell it. */
  readonly broker: JsonObject;
  /** The logical clock. */
  readonly time: () => number;
}

/** The tasks that are known to be cancelled. */
export interface NodeRevocations {
  readonly ids: string[];
  add(taskIds: readonly string[], terminates: boolean): void;
}

/** @throws never: an error becomes the answer. */
export function answer(methods: ControlMethods, method: string, args: JsonObject): JsonValue | undefined {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!known) return { error: `KeyError('${method}')` };
  try {
    return known(args);
  } catch (error) {
    return { error: (error as Error).message };
  }
}

export function nodeMethods(parts: NodeParts): ControlMethods {
  return { ...taskMethods(parts), ...queueMethods(parts), ...(parts.target && workerMethods(parts, parts.target)) };
}

function taskMethods({ view, target, revocations, hostname }: NodeParts): ControlMethods {
  const began = () => new Map((target?.active() ?? []).map((task) => [task.id, task.began]));
  const describe = (delivery: NodeTask, safe: boolean): JsonObject => ({
    ...requestAnswer(delivery, hostname, safe),
    time_start: began().get(delivery.task.id) ?? null,
  });
  const isActive = ({ task }: NodeTask) => began().has(task.id);
  return {
    active: ({ safe }) => view.deliveries.filter(isActive).map((one) => describe(one, Boolean(safe))),
    reserved: ({ safe }) => view.deliveries.filter((one) => !isActive(one)).map((one) => describe(one, Boolean(safe))),
    scheduled: ({ safe }) =>
      view.scheduled.map((one) => ({
        eta: new Date(one.eta ?? 0).toISOString().replace("Z", "000+00:00"),
        priority: one.task.priority,
        request: describe(one, Boolean(safe)),
      })),
    query_task: ({ ids }) => {
      const found = idsIn(ids).flatMap((id): [string, JsonValue][] => {
        const delivery = view.deliveries.find(({ task }) => task.id === id);
        if (delivery) return [[id, [isActive(delivery) ? "active" : "reserved", describe(delivery, true)]]];
        const retries = view.hasEnded(id);
        return retries === null ? [] : [[id, ["ended", { id, retries, hostname }]]];
      });
      return Object.fromEntries(found);
    },
    revoked: () => revocations.ids,
    revoke: ({ task_id: id, terminate }) => {
      const ids = idsIn(id);
      const known = ids.filter((one) => view.deliveries.some(({ task }) => task.id === one));
      revocations.add(ids, Boolean(terminate));
      if (!terminate) return { ok: `tasks ${ids.join(", ")} flagged as revoked` };
      return { ok: `terminate: ${known.length > 0 ? known.join(", ") : "tasks unknown"}` };
    },
  };
}

function queueMethods({ view, time, broker }: NodeParts): ControlMethods {
  return {
    ping: () => ({ ok: "pong" }),
    clock: () => ({ clock: time() }),
    active_queues: () => view.queueNames.map(queueAnswer),
    add_consumer: ({ queue }) => {
      const name = nameOf(queue);
      if (view.queueNames.includes(name)) return { ok: `already consuming from '${name}'` };
      view.addQueue(name);
      return { ok: `add consumer ${name}` };
    },
    cancel_consumer: ({ queue }) => {
      view.cancelQueue(nameOf(queue));
      return { ok: `no longer consuming from ${nameOf(queue)}` };
    },
    // The record of the hub is made of the events: they are always sent.
    enable_events: () => ({ ok: "task events already enabled" }),
    disable_events: () => ({ ok: "task events stay enabled: the hub's record is made of them" }),
    report: () => ({
      ok: `software -> jobhub, node ${process.version}, ${process.platform}\nbroker -> ${broker.transport} at ${broker.hostname}`,
    }),
  };
}

function workerMethods({ view, time, broker, hostname }: NodeParts, target: ControlTarget): ControlMethods {
  return {
    stats: () => statsAnswer(target, { clock: time(), prefetch: view.prefetch, broker }),
    registered: () => [...target.registered()].sort(),
    conf: () => target.conf(),
    heartbeat: () => {
      target.heartbeat();
      return null;
    },
    pool_grow: ({ n }) => {
      target.grow(countOf(n));
      return { ok: "pool will grow" };
    },
    pool_shrink: ({ n }) => {
      target.shrink(countOf(n));
      return { ok: "pool will shrink" };
    },
    ...limitMethods(target, hostname),
    shutdown: () => {
      target.shutdown();
      return undefined;
    },
  };
}

function limitMethods(target: ControlTarget, hostname: string): ControlMethods {
  return {
    rate_limit: ({ task_name: method, rate_limit: rate }) => {
      if (!target.rateLimit) throw new Error(`${hostname} has no rate limits`);
      target.rateLimit(knownMethod(target, method), perSecond(rate));
      return { ok: "new rate limit set successfully" };
    },
    time_limit: ({ task_name: method, soft, hard }) => {
      if (!target.timeLimit) throw new Error(`${hostname} takes the time limit of each job from its task`);
      target.timeLimit(knownMethod(target, method), secondsOf(soft), secondsOf(hard));
      return { ok: "time limits set successfully" };
    },
  };
}

function knownMethod(target: ControlTarget, method: JsonValue | undefined): string {
  if (typeof method === "string" && target.registered().includes(method)) return method;
  throw new Error("unknown task");
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** As Celery writes rates: `10/m`, or a number a second; none is none. */
function perSecond(rate: JsonValue | undefined): number | null {
  const [, count, unit = "s"] = /^(\d+(?:\.\d+)?)(?:\/([smh]))?$/.exec(String(rate ?? 0)) ?? [];
  if (count === undefined) throw new Error(`${String(rate)} is not a rate, such as 10/s, 5/m or 100/h`);
  return Number(count) === 0 ? null : Number(count) / (UNITS[unit] ?? 1);
}

function secondsOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}

function idsIn(value: JsonValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value ?? []]).flat().map(String);
}

function nameOf(queue: JsonValue | undefined): string {
  if (typeof queue !== "string" || queue === "") throw new Error("a queue's name is missing");
  return queue;
}

function countOf(n: JsonValue | undefined): number {
  return typeof n === "number" ? n : 1;
}
