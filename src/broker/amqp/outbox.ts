/**
 * All events of a process go out through here, in order: what comes while others are being confirmed goes with the next
 * messages. While the broker is away they wait.
 */

import type { Event } from "../../core/event.ts";
import { GroupCommit } from "../../core/group-commit.ts";
import type { Logger } from "../../service/log.ts";
import type { Clock } from "./clock.ts";
import { eventMessages } from "./event-message.ts";
import { persist } from "./persist.ts";
import type { Message, Publisher } from "./publisher.ts";

export interface OutboxParts {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #giveUp = new AbortController();
  #giveUpTimer: NodeJS.Timeout | undefined;
  readonly #sending = new Set<Promise<unknown>>();
  readonly #events = new GroupCommit<Event, undefined>({ write: (events) => this.#write(events), maxItems: 1_000 });

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Resolves once the events are safe. */
  async sendEvents(events: readonly Event[]): Promise<void> {
    await this.#track(Promise.all(events.map((event) => this.#events.add(event))));
  }

  /** Resolves once other messages are safe. Those for task queues find one. */
  async sendMessages(messages: readonly Message[], to: "tasks" | "others"): Promise<void> {
    const { publisher } = this.#parts;
    if (messages.length === 0) return;
    await this.#track(this.#persist(() => (to === "tasks" ? publisher.sendTasks(messages) : publisher.send(messages))));
  }

  /** What is not sent within `ms` is rejected from then on. */
  giveUpAfter(ms: number): void {
    this.#giveUpTimer ??= setTimeout(() => this.#giveUp.abort(), ms);
  }

  /** Resolves when nothing is on its way any more. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.#sending);
    clearTimeout(this.#giveUpTimer);
  }

  async #write(events: readonly Event[]): Promise<undefined[]> {
    const messages = eventMessages(events, this.#parts.clock);
    await this.#persist(() => this.#parts.publisher.send(messages));
    return events.map(() => undefined);
  }

  #persist(send: () => Promise<void>): Promise<void> {
    return persist(send, { signal: this.#giveUp.signal, log: this.#parts.log });
  }

  async #track<T>(sending: Promise<T>): Promise<T> {
    this.#sending.add(sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(sending);
    }
  }
}
