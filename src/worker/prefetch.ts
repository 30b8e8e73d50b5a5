/**
 * How many tasks to claim beyond those that can start now: what will have started within a moment, judged by how many
 * ended of late. None where jobs are long, hundreds where they are tiny.
 */

/** Tasks are claimed at most this long before they start. */
const AHEAD_SECONDS = 0.075;
/** Time in which what is past loses most of its weight. */
const MEMORY_SECONDS = 0.1;

export class Prefetch {
  readonly #now: () => number;
  #perSecond = 0;
  #at: number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#at = now();
  }

  /** One more job has ended. */
  count(): void {
    this.#decay();
    this.#perSecond += 1 / MEMORY_SECONDS;
  }

  ahead(): number {
    this.#decay();
    return Math.floor(this.#perSecond * AHEAD_SECONDS);
  }

  #decay(): void {
    const now = this.#now();
    this.#perSecond *= Math.exp(-(now - this.#at) / 1000 / MEMORY_SECONDS);
    this.#at = now;
  }
}
