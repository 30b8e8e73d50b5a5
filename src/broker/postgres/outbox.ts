/**
 * All events of a process go out through here, in order: what comes while a statement runs goes with the next one. While the
 * database is away they wait.
 */

import type { Event } from "../../core/event.ts";
import { GroupCommit } from "../../core/group-commit.ts";
import type { Database } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";
import type { Logger } from "../../service/log.ts";
import { insertEvents, type Lease, notifyEvents, type Outgoing } from "./events.store.ts";
import { persist } from "./persist.ts";

/** Characters of JSON in one statement, beyond which the rest goes with another one. */
const MOST_CHARS = 4_000_000;

export class Outbox {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #giveUp = new AbortController();
  readonly #sending = new Set<Promise<unknown>>();
  #notifying: Promise<void> | undefined;
  #notifyAgain = false;
  readonly #commit = new GroupCommit<Outgoing, boolean>({ write: (items) => this.#write(items), maxItems: 1_000 });

  constructor(database: Database, log: Logger) {
    this.#database = database;
    this.#log = log;
  }

  /** Resolves once it is safe; with `settles`, answers whether that lease held. */
  async send(event: Event, settles: Lease | null = null): Promise<boolean> {
    const sending = this.#commit.add({ event: toJson(event), settles });
    this.#sending.add(sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(sending);
    }
  }

  /** Waits until everything is sent, for `ms` at most: what is not sent then is rejected. */
  async drain(ms: number): Promise<void> {
    const timer = setTimeout(() => this.#giveUp.abort(), ms);
    await Promise.allSettled(this.#sending);
    clearTimeout(timer);
    while (this.#notifying) await this.#notifying;
  }

  /** One notice at a time; what comes meanwhile is told with the next one. If it fails, the receivers look by themselves before long. */
  #notify(): void {
    if (this.#notifying) {
      this.#notifyAgain = true;
      return;
    }
    this.#notifyAgain = false;
    this.#notifying = notifyEvents(this.#database)
      .catch(() => undefined)
      .then(() => {
        this.#notifying = undefined;
        if (this.#notifyAgain) this.#notify();
      });
  }

  async #write(items: readonly Outgoing[]): Promise<boolean[]> {
    const results: boolean[] = [];
    for (const part of partsOf(items)) {
      const settled = await persist(() => insertEvents(this.#database, part), { signal: this.#giveUp.signal, log: this.#log });
      this.#notify();
      results.push(...part.map(({ settles }) => settles === null || settled.has(settles.id)));
    }
    return results;
  }
}

function partsOf(items: readonly Outgoing[]): Outgoing[][] {
  const parts: Outgoing[][] = [];
  let chars = Number.POSITIVE_INFINITY;
  for (const item of items) {
    chars += item.event.length;
    if (chars > MOST_CHARS) {
      parts.push([]);
      chars = item.event.length;
    }
    parts.at(-1)?.push(item);
  }
  return parts;
}
