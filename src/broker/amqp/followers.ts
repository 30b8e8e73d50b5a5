/** The tasks that are to follow another one, as its message says: callbacks, error callbacks, the rest of its chain. */

import { randomUUID } from "node:crypto";
import type { OutcomeEvent } from "../../core/event.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { repr } from "../python.ts";
import { jsonBody } from "./body.ts";
import { safeHeaders } from "./headers.ts";
import type { Message } from "./publisher.ts";
import type { Signature, TaskMessage } from "./task-message.ts";

export interface FollowersOptions {
  /** Where a task goes that names no queue: that of `task_default_queue` in the applications of the others. */
  readonly defaultQueue: string;
  readonly onProblem: (message: string) => void;
}

export function followers(said: TaskMessage, event: OutcomeEvent, { defaultQueue, onProblem }: FollowersOptions): Message[] {
  const { callbacks, errbacks, chain, chord } = said.embed;
  const follow = (one: Signature, before: readonly JsonValue[], rest: readonly Signature[] = []) =>
    following(said, one, { before, rest, defaultQueue });
  if (event.type !== "task-succeeded") return (errbacks ?? []).map((one) => follow(one, [said.task.id]));
  const result = event.result ?? null;
  const rest = [...(chain ?? [])];
  const next = rest.pop();
  if (chord)
    onProblem("the task is part of a chord, which is counted by Celery's own workers only: its body will not be called");
  return [
    ...(callbacks ?? []).flatMap(members).map((one) => follow(one, [result])),
    ...(next ? members(next).map((one) => follow(one, [result], rest)) : []),
  ];
}

/** A group is as many tasks as it has members. */
function members(signature: Signature): readonly Signature[] {
  const tasks = signature.kwargs?.tasks;
  return signature.task === "celery.group" && Array.isArray(tasks) ? (tasks as unknown as Signature[]) : [signature];
}

interface Place {
  /** Arguments that come before its own. */
  readonly before: readonly JsonValue[];
  /** Of the chain. */
  readonly rest: readonly Signature[];
  readonly defaultQueue: string;
}

function following(said: TaskMessage, signature: Signature, { before, rest, defaultQueue }: Place): Message {
  const { args = [], kwargs = {}, options = {}, immutable = false } = signature;
  const id = text(options.task_id) ?? randomUUID();
  const allArgs = immutable ? args : [...before, ...args];
  return {
    ...jsonBody([allArgs, kwargs, embedOf(options, rest)]),
    routingKey: text(options.queue) ?? text(options.routing_key) ?? defaultQueue,
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
