/** The tasks that are to follow another one, as its message says: callbacks, error callbacks, the rest of its chain. */

import { randomUUID } from "node:crypto";
import type { OutcomeEvent } from "../../core/event.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { jsonBody } from "./body.ts";
import { safeHeaders } from "./headers.ts";
import type { Message } from "./publisher.ts";
import { repr } from "./python.ts";
import type { Signature, TaskMessage } from "./task-message.ts";

/** Where Celery sends a task that names no queue. */
const CELERY_QUEUE = "celery";

export function followers(said: TaskMessage, event: OutcomeEvent, onProblem: (message: string) => void): Message[] {
  const { callbacks, errbacks, chain, chord } = said.embed;
  if (event.type !== "task-succeeded") return (errbacks ?? []).map((one) => following(said, one, [said.task.id], []));
  const result = event.result ?? null;
  const rest = [...(chain ?? [])];
  const next = rest.pop();
  if (chord)
    onProblem("the task is part of a chord, which is counted by Celery's own workers only: its body will not be called");
  return [
    ...(callbacks ?? []).flatMap(members).map((one) => following(said, one, [result], [])),
    ...(next ? members(next).map((one) => following(said, one, [result], rest)) : []),
  ];
}

/** A group is as many tasks as it has members. */
function members(signature: Signature): readonly Signature[] {
  const tasks = signature.kwargs?.tasks;
  return signature.task === "celery.group" && Array.isArray(tasks) ? (tasks as unknown as Signature[]) : [signature];
}

function following(
  said: TaskMessage,
  signature: Signature,
  before: readonly JsonValue[],
  chain: readonly Signature[],
): Message {
  const { args = [], kwargs = {}, options = {}, immutable = false } = signature;
  const id = text(options.task_id) ?? randomUUID();
  const allArgs = immutable ? args : [...before, ...args];
  return {
    ...jsonBody([allArgs, kwargs, embedOf(options, chain)]),
    routingKey: text(options.queue) ?? text(options.routing_key) ?? CELERY_QUEUE,
    durable: true,
    priority: typeof options.priority === "number" ? options.priority : 0,
    correlationId: id,
    replyTo: text(options.reply_to) ?? said.replyTo ?? undefined,
    headers: safeHeaders({
      lang: "py",
      task: signature.task,
      id,
      shadow: null,
      eta: text(options.eta),
      expires: text(options.expires),
      group: text(options.group_id),
      group_index: options.group_index ?? null,
      retries: 0,
      timelimit: [options.time_limit ?? null, options.soft_time_limit ?? null],
      root_id: text(options.root_id) ?? said.rootId,
      parent_id: said.task.id,
      argsrepr: repr(allArgs),
      kwargsrepr: repr(kwargs),
      origin: said.message.headers?.origin ?? null,
      ignore_result: options.ignore_result === true,
    }),
  };
}

function embedOf({ link, link_error, chord }: JsonObject, chain: readonly Signature[]): object {
  const list = (value: JsonValue | undefined) => (Array.isArray(value) && value.length > 0 ? value : null);
  return { callbacks: list(link), errbacks: list(link_error), chain: chain.length > 0 ? chain : null, chord: chord ?? null };
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
