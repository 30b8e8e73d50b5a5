/** One LISTEN connection of a process, made when somebody first wants to hear. */

import type { Database, Listening } from "../../database/connect.ts";
import { ANSWERS_CHANNEL, REQUESTS_CHANNEL } from "./control.store.ts";
import { EVENTS_CHANNEL } from "./events.store.ts";
import { CONTROL_CHANNEL, TASKS_CHANNEL } from "./tasks.store.ts";

const CHANNELS = [TASKS_CHANNEL, EVENTS_CHANNEL, CONTROL_CHANNEL, REQUESTS_CHANNEL, ANSWERS_CHANNEL];

interface Hearer {
  readonly channel: string;
  readonly wake: Wake;
}

/** Gets what the notice says: empty if it is meant for all. */
type Wake = (payload: string) => void;

export class Notices {
  readonly #database: Database;
  readonly #hearers = new Set<Hearer>();
  #listening: Promise<Listening> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Calls `wake` on each notice of a channel, and when some may have been missed. Answers how to end that. */
  async hear(channel: string, wake: Wake): Promise<() => void> {
    const hearer: Hearer = { channel, wake };
    this.#hearers.add(hearer);
    this.#listening ??= this.#database.listen(
      CHANNELS,
      (told, payload) => this.#wake(told, payload),
      () => this.#wakeAll(),
    );
    await this.#listening;
    return () => this.#hearers.delete(hearer);
  }

  async stop(): Promise<void> {
    await (await this.#listening)?.stop();
  }

  #wake(channel: string, payload: string): void {
    for (const hearer of this.#hearers) if (hearer.channel === channel) hearer.wake(payload);
  }

  #wakeAll(): void {
    for (const channel of CHANNELS) this.#wake(channel, "");
  }
}
