/** What is sent when a task ends, before its message is acknowledged: events, results, and the tasks that follow it. */

import type { Event, OutcomeEvent, TaskEvent } from "../../core/event.ts";
import type { Logger } from "../../service/log.ts";
import { type Ending, workerLost, workerStopped } from "../ending.ts";
import { jsonBody } from "./body.ts";
import { followers } from "./followers.ts";
import type { Outbox } from "./outbox.ts";
import { toResult } from "./result-message.ts";
import type { ResultStore } from "./result-store.ts";
import { againMessage, type TaskMessage } from "./task-message.ts";
import { RESULTS_QUEUE } from "./wire.ts";

export interface ConclusionParts {
  readonly hostname: string;
  readonly outbox: Outbox;
  readonly results: ResultStore | null;
  readonly defaultQueue: string;
  readonly log: Logger;
}

export class Conclusion {
  readonly #parts: ConclusionParts;

  constructor(parts: ConclusionParts) {
    this.#parts = parts;
  }

  /** Resolves when all that an outcome brings is safe. */
  async conclude(said: TaskMessage, event: OutcomeEvent): Promise<void> {
    await this.#parts.outbox.sendEvents([event]);
    await this.#sendResult(said, event);
    const { defaultQueue, log } = this.#parts;
    const next = followers(said, event, { defaultQueue, onProblem: (message) => log.error({ task: said.task.id }, message) });
    await this.#parts.outbox.sendMessages(next, "tasks");
  }

  /** Puts a task back on its queue: as it was, or as its next attempt, if it has one. A cancelled one ends here. */
  async giveBack(said: TaskMessage, ending: Ending, isRevoked: boolean): Promise<void> {
    const { retries, maxAttempts } = said.task;
    if (isRevoked) return this.conclude(said, this.revoked(said, { terminated: ending !== "unstarted" }));
    if (ending === "unstarted") return this.#parts.outbox.sendMessages([againMessage(said, retries)], "tasks");
    if (retries + 1 >= maxAttempts) return this.conclude(said, { ...this.#lost(said, ending), type: "task-failed" });
    await this.#parts.outbox.sendEvents([{ ...this.#lost(said, ending), type: "task-retried" }]);
    await this.#parts.outbox.sendMessages([againMessage(said, retries + 1)], "tasks");
  }

  /** An event of a task, with what monitors of Celery expect in it. */
  async emit(said: TaskMessage, event: TaskEvent): Promise<void> {
    const { argsrepr: args, kwargsrepr: kwargs, rootId: root_id } = said;
    const more = { name: said.task.name, args, kwargs, root_id, parent_id: null, eta: null, expires: null };
    await this.#parts.outbox.sendEvents([event.type === "task-received" ? ({ ...more, ...event } as Event) : event]);
  }

  failed(said: TaskMessage, { name, message }: Error): OutcomeEvent {
    const error = { type: name, message };
    return { ...this.#base(said), type: "task-failed", error, exception: `${name}: ${message}`, traceback: null };
  }

  revoked(said: TaskMessage, how: { terminated: boolean; expired?: boolean }): OutcomeEvent {
    return { ...this.#base(said), type: "task-revoked", ...how };
  }

  async #sendResult(said: TaskMessage, event: OutcomeEvent): Promise<void> {
    const { replyTo, group, ignoreResult } = said;
    const { results, outbox } = this.#parts;
    // The overseers read our events, which say it all.
    const replies = replyTo !== null && replyTo !== RESULTS_QUEUE.queue;
    if ((!results && !replies) || (ignoreResult && event.type === "task-succeeded")) return;
    const meta = toResult(event);
    await results?.keep(meta, { group, parent: null });
    if (!replies) return;
    const reply = { ...jsonBody(meta), routingKey: replyTo, correlationId: said.task.id };
    await outbox.sendMessages([reply], "others");
  }

  #lost(said: TaskMessage, ending: Ending) {
    // Which one it was, nobody knows here.
    const how = ending === "lost" ? workerLost("Its worker was lost.") : workerStopped(this.#parts.hostname);
    return { ...this.#base(said), ...how };
  }

  #base({ task: { id, retries } }: TaskMessage) {
    return { uuid: id, retries, hostname: this.#parts.hostname, timestamp: Date.now() / 1000 };
  }
}
