/** Asks and steers the workers of an account, through the broker. */

import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, badField } from "../../core/errors.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json.ts";
import type { AccountAccess } from "../access/access.service.ts";
import { isHubAccount } from "../accounts/hub-account.ts";
import { audited } from "../audit/audit.service.ts";
import type { User } from "../auth/auth.store.ts";
import type { Hub } from "../hub.ts";
import { findControlled } from "./account-workers.store.ts";
import { brokerQueueName, parseQueueName } from "./queue-name.ts";
import { safeAnswer } from "./worker-answers.ts";
import { type ControlOrder, INSPECTIONS, type Inspection } from "./worker-control.schemas.ts";
import type { WorkerUpdateBody } from "./workers.schemas.ts";
import { updateWorker } from "./workers.service.ts";

/** How long a worker may take to answer. */
const PATIENCE_MS = 3_000;
/** How long the broker may take beside that. */
const BROKER_MS = 1_000;

/** @throws {ApiError} 404, a 409 if it is gone, a 424 if it does not answer. */
export async function inspectWorker(hub: Hub, account: AccountAccess, id: number, what: Inspection) {
  const hostname = await hostnameOf(hub, account, id);
  const answer = await ask(hub, hostname, INSPECTIONS[what]);
  return { hostname, what, answer: safeAnswer(what, checked(hostname, answer)) };
}

/** @throws {ApiError} as `inspectWorker`, a 400 for what the action lacks, a 409 with what the worker says if it refuses. */
export async function controlWorker(hub: Hub, user: User, account: AccountAccess, id: number, order: ControlOrder) {
  const hostname = await hostnameOf(hub, account, id);
  const { action, ...given } = order;
  const run = plan(order, { id: account.id, isHub: isHubAccount(account) });
  const details = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
  const deed = { user, account: account.id, action: `workers.${action}`, subject: hostname, details };
  const answer = await audited(
    hub,
    deed,
    () => run(hub, hostname),
    (said) => said,
  );
  return { hostname, action, answer };
}

type Run = (hub: Hub, hostname: string) => Promise<string>;

/** What is to be asked for an order. */
function plan(order: ControlOrder, account: { id: number; isHub: boolean }): Run {
  switch (order.action) {
    case "grow":
      return thenStats(tell("pool_grow", { n: order.n ?? 1 }));
    case "shrink":
      return thenStats(tell("pool_shrink", { n: order.n ?? 1 }));
    case "autoscale":
      return thenStats(tell("autoscale", { max: needed(order, "max"), min: needed(order, "min") }));
    case "addQueue":
      return thenQueues(tell("add_consumer", { queue: queueOf(order, account) }));
    case "cancelQueue":
      return thenQueues(tell("cancel_consumer", { queue: queueOf(order, account) }));
    case "rateLimit":
      return tell("rate_limit", { task_name: needed(order, "method"), rate_limit: needed(order, "rate") });
    case "timeLimit":
      return tell("time_limit", { task_name: needed(order, "method"), soft: order.soft ?? null, hard: order.hard ?? null });
    case "drain":
      return thenQueues(drain);
    case "shutdown":
      return shutDown;
  }
}

function tell(method: string, args: JsonObject): Run {
  return async (hub, hostname) => textOf(checked(hostname, await ask(hub, hostname, method, args)));
}

/** A worker that takes from no queue gets nothing more. What it has it finishes. */
async function drain(hub: Hub, hostname: string): Promise<string> {
  const queues = checked(hostname, await ask(hub, hostname, "active_queues")) as { name?: string }[];
  for (const { name } of queues) checked(hostname, await ask(hub, hostname, "cancel_consumer", { queue: name ?? "" }));
  return "takes no more";
}

/** No worker answers that it ends: whether it is there is asked before. */
async function shutDown(hub: Hub, hostname: string): Promise<string> {
  checked(hostname, await ask(hub, hostname, "ping"));
  await inTime(hub.broker.control.cast("shutdown", {}, [hostname]));
  return "told to shut down";
}

/** The record learns at once what the worker takes from now. */
function thenQueues(run: Run): Run {
  return thenTold(run, "active_queues", (queues) => (Array.isArray(queues) ? { queues } : null));
}

/** The record learns at once how many jobs the worker runs at most from now. */
function thenStats(run: Run): Run {
  return thenTold(run, "stats", (stats) => (isJsonObject(stats) ? { stats } : null));
}

/** What the worker does is done, whatever becomes of telling the record: inspection tells it again before long. */
function thenTold(run: Run, question: string, read: (answer: JsonValue | undefined) => WorkerUpdateBody | null): Run {
  return async (hub, hostname) => {
    const said = await run(hub, hostname);
    const found = read(await ask(hub, hostname, question).catch(() => undefined));
    if (found)
      await updateWorker(hub, hostname, found).catch((error: unknown) =>
        hub.log.info({ err: error, hostname }, "the record does not take what the worker says of itself"),
      );
    return said;
  };
}

function needed<Name extends "max" | "min" | "method" | "rate">(order: ControlOrder, name: Name): string | number {
  const value = order[name] ?? null;
  if (value === null) throw badField(name, `is required for ${order.action}`);
  return value;
}

/** An account's workers take from its own queues alone; those of the hub from any. */
function queueOf({ action, queue }: ControlOrder, account: { id: number; isHub: boolean }): string {
  if (!queue) throw badField("queue", `is required for ${action}`);
  if (account.isHub) return queue;
  const parsed = parseQueueName(queue);
  if (!parsed) throw badField("queue", "must be <zone>[:<priority 0-9>][:untrusted][:interrupt], the zone of a-z, 0-9 and -");
  if ((parsed.account ?? account.id) !== account.id) throw badField("queue", "is of another account than the worker");
  return brokerQueueName(parsed.name, account);
}

async function hostnameOf({ database, now }: Hub, account: AccountAccess, id: number): Promise<string> {
  const worker = await findControlled(database, account.id, id, new Date(now()).toISOString());
  if (!worker) throw new ApiError("notFound");
  const { hostname, isFinished, isShared } = worker;
  if (isFinished) throw new ApiError("conflict", `${hostname} has finished.`);
  if (isShared) throw new ApiError("conflict", `Several accounts have a worker ${hostname}: give each a name of its own.`);
  return hostname;
}

async function ask({ broker }: Hub, hostname: string, method: string, args: JsonObject = {}): Promise<JsonValue | undefined> {
  const options = { destination: [hostname], timeoutMs: PATIENCE_MS };
  return (await inTime(broker.control.request(method, args, options)))[hostname];
}

/** A broker that is away would keep a request for as long as that lasts. */
async function inTime<T>(asking: Promise<T>): Promise<T> {
  const late = new AbortController();
  const timeout = sleep(PATIENCE_MS + BROKER_MS, undefined, { signal: late.signal }).then(
    () => {
      throw new ApiError("noAnswer", "The broker does not answer.");
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([asking, timeout]);
  } finally {
    late.abort();
    asking.catch(() => undefined);
  }
}

function checked(hostname: string, answer: JsonValue | undefined): JsonValue {
  if (answer === undefined) {
    throw new ApiError("noAnswer", `${hostname} did not answer within ${PATIENCE_MS / 1000} s: it is gone, or too busy.`);
  }
  const { error } = (answer ?? {}) as { error?: JsonValue };
  if (error !== undefined && !Array.isArray(answer)) throw new ApiError("conflict", `${hostname} says: ${textOf(error)}`);
  return answer;
}

function textOf(answer: JsonValue): string {
  const said = (answer as { ok?: JsonValue } | null)?.ok ?? answer;
  return typeof said === "string" ? said : JSON.stringify(said);
}
