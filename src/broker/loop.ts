/** Work that is done again and again: at once while there is more, else at a wake-up or after a rest. */

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
  #running: Promise<void> | undefined;
  #stopped = false;
  #woken = false;
  #failures = 0;
  #endPause: () => void = () => undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** Resolves at once: the rounds go on by themselves. */
  async start(): Promise<void> {
    if (!this.#stopped) this.#running ??= this.#run();
  }

  /** Resolves when the round under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause();
    await this.#running;
  }

  /** Makes the next round start at once, or right after the one under way. Does not cut a backoff short. */
  wake(): void {
    this.#woken = true;
    if (this.#failures === 0) this.#endPause();
  }

  async #run(): Promise<void> {
    const { step, restMs, onError } = this.#options;
    while (!this.#stopped) {
      this.#woken = false;
      try {
        const more = await step();
        this.#failures = 0;
        if (!more && !this.#woken) await this.#pause(restMs);
      } catch (error) {
        this.#failures += 1;
        onError(error);
        await this.#pause(backoffMs(this.#failures, { mostMs: restMs }));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
