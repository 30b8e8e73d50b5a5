/** Tasks as Celery's messages, protocol 2. */

import os from "node:os";
import type { AsyncMessage } from "rabbitmq-client";
import { DEFAULT_MAX_ATTEMPTS } from "../../core/job.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { DEFAULT_PRIORITY, type Task } from "../../core/task.ts";
import { repr } from "../python.ts";
import { jsonBody, rawBody, readJson } from "./body.ts";
import { safeHeaders } from "./headers.ts";
import type { Message } from "./publisher.ts";
import { RESULTS_QUEUE } from "./wire.ts";

/** A task to be published when another one has ended. Names as on the wire. */
export interface Signature {
  readonly task: string;
  readonly args?: readonly JsonValue[];
  readonly kwargs?: JsonObject;
  readonly options?: JsonObject;
  readonly immutable?: boolean;
}

export interface Embed {
  readonly callbacks?: readonly Signature[] | null;
  readonly errbacks?: readonly Signature[] | null;
  /** The rest of the chain, the next one last. */
  readonly chain?: readonly Signature[] | null;
  readonly chord?: Signature | null;
}

/** A task as it came, with what its message says beyond it. */
export interface TaskMessage {
  readonly task: Task;
  readonly embed: Embed;
  /** Where its result is expected; null for nowhere. */
  readonly replyTo: string | null;
  readonly rootId: string;
  readonly group: string | null;
  /** Milliseconds since the epoch. */
  readonly eta: number | null;
  readonly expires: number | null;
  readonly ignoreResult: boolean;
  /** The run of the broker in which it was published, where we have published it. */
  readonly epoch: string | null;
  /** Whether we have put it back on its queue before. */
  readonly isReturned: boolean;
  readonly argsrepr: string;
  readonly kwargsrepr: string;
  /** The message itself, to be passed on. */
  readonly message: Message;
}

const ORIGIN = `jobhub${process.pid}@${os.hostname()}`;

/**
 * The message for a task. Its secrets are among the keyword arguments in plain, since that is where Python workers look: who
 * can read the queues of the broker can read them. What is for display says nothing of them, nor of the job's key.
 */
export function toMessage(task: Task): Message {
  const { id, name, kwargs, args = [], retries, maxAttempts, queue, priority, timeLimit, secrets } = task;
  const { key: _, ...shown } = kwargs;
  const headers = safeHeaders({
    lang: "py",
    task: name,
    id,
    shadow: null,
    eta: null,
    expires: null,
    group: null,
    group_index: null,
    retries,
    timelimit: [timeLimit, null],
    root_id: id,
    parent_id: null,
    argsrepr: repr(args),
    kwargsrepr: repr(shown),
    origin: ORIGIN,
    ignore_result: false,
    maxAttempts,
  });
  return {
    ...jsonBody([
      args,
      task.isBare ? kwargs : { ...kwargs, secrets },
      { callbacks: null, errbacks: null, chain: null, chord: null },
    ]),
    routingKey: queue,
    durable: true,
    priority,
    correlationId: id,
    replyTo: RESULTS_QUEUE.queue,
    headers,
  };
}

/** The same task again, as the attempt that `retries` numbers. */
export function againMessage({ message }: TaskMessage, retries: number): Message {
  return { ...message, headers: safeHeaders({ ...message.headers, retries, returned: true }) };
}

/** @throws if it is not a task that can be run. */
export function fromMessage(received: AsyncMessage): TaskMessage {
  const headers: Record<string, unknown> = received.headers ?? {};
  const { task: name, id } = headers;
  if (typeof name !== "string" || typeof id !== "string") throw new Error("no task: the headers name no task and id");
  const [args, allKwargs, embed] = readBody(received);
  const { secrets = null, ...kwargs } = allKwargs;
  return {
    task: {
      id,
      name,
      kwargs,
      ...(args.length > 0 && { args }),
      retries: numberOr(headers.retries, 0),
      maxAttempts: numberOr(headers.maxAttempts, DEFAULT_MAX_ATTEMPTS),
      queue: received.routingKey,
      priority: received.priority ?? DEFAULT_PRIORITY,
      timeLimit: timeLimit(headers.timelimit),
      secrets: secrets as JsonObject | null,
    },
    embed,
    replyTo: received.replyTo || null,
    rootId: textOr(headers.root_id, id),
    group: typeof headers.group === "string" ? headers.group : null,
    eta: time(headers.eta),
    expires: time(headers.expires),
    ignoreResult: headers.ignore_result === true,
    epoch: typeof headers.epoch === "string" ? headers.epoch : null,
    isReturned: headers.returned === true,
    argsrepr: textOr(headers.argsrepr, "()"),
    kwargsrepr: textOr(headers.kwargsrepr, "{}"),
    message: messageOf(received),
  };
}

function messageOf(received: AsyncMessage): Message {
  const { routingKey, contentType, contentEncoding = "utf-8", headers, priority, correlationId, replyTo } = received;
  return {
    routingKey,
    contentType,
    contentEncoding,
    headers: safeHeaders(headers ?? {}),
    priority,
    correlationId,
    replyTo,
    durable: true,
    body: rawBody(received),
  };
}

function readBody(received: AsyncMessage): [readonly JsonValue[], JsonObject, Embed] {
  const [args, kwargs, embed] = (readJson(received) ?? []) as [unknown, unknown, unknown];
  if (!Array.isArray(args) || !isObject(kwargs)) throw new Error("no task: the body is not [args, kwargs, embed]");
  return [args as JsonValue[], kwargs as JsonObject, isObject(embed) ? embed : {}];
}

/** Celery's are hard and soft; ours is the one after which the task is stopped. */
function timeLimit(limits: unknown): number | null {
  const [hard, soft] = Array.isArray(limits) ? limits : [];
  return typeof hard === "number" ? hard : typeof soft === "number" ? soft : null;
}

/** Without a zone it is UTC. What is no time counts as none, as with Celery. */
function time(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
