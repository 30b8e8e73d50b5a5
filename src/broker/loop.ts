/** Work that is done again and again: at once while there is more, else at a wake-up or after a rest. */

import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../core/backoff.ts";
import type { Service } from "../core/lifecycle.ts";

export interface LoopOptions {
  /** One round. Answers whether there may be more to do at once. */
  readonly step: () => Promise<boolean>;
  /** Longest rest between two rounds. */
  readonly restMs: number;
  /** A round failed. The next one follows after a backoff. */
  readonly onError: (error: unknown) => void;
}

export class Loop implements Service {
  readonly #options: LoopOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #woken = false;
  #endRest: () => void = () => undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** Resolves at once: the rounds go on by themselves. */
  async start(): Promise<void> {
    if (!this.#stopping.signal.aborted) this.#running ??= this.#run();
  }

  /** Resolves when the round under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
  }

  /** Makes the next round start at once, or right after the one under way. */
  wake(): void {
    this.#woken = true;
    this.#endRest();
  }

  async #run(): Promise<void> {
    const { step, onError } = this.#options;
    for (let failures = 0; !this.#stopping.signal.aborted; ) {
      this.#woken = false;
      try {
        const more = await step();
        failures = 0;
        if (!more) await this.#rest();
      } catch (error) {
        failures += 1;
        onError(error);
        await sleep(backoffMs(failures), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  #rest(): Promise<void> {
    if (this.#woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.restMs);
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
