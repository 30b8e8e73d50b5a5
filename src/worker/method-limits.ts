/** Limits of the jobs of a method in this worker, as remote control sets them. They last until the worker ends. */

export interface TimeLimits {
  /** Seconds until a job is told to stop. */
  readonly soft: number | null;
  /** Seconds until it is stopped. */
  readonly hard: number | null;
}

interface Rate {
  readonly everyMs: number;
  /** When the next job may start. */
  next: number;
}

export class MethodLimits {
  readonly #now: () => number;
  readonly #rates = new Map<string, Rate>();
  readonly #times = new Map<string, TimeLimits>();

  /** @param now a clock that only goes forward, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Jobs of the method start at most so often a second; null for any number. */
  setRate(method: string, perSecond: number | null): void {
    if (perSecond === null) this.#rates.delete(method);
    else this.#rates.set(method, { everyMs: 1_000 / perSecond, next: this.#now() });
  }

  /** For jobs that start from now on, and whose task has no limit of its own. */
  setTime(method: string, limits: TimeLimits): void {
    this.#times.set(method, limits);
  }

  timeOf(method: string): TimeLimits | null {
    return this.#times.get(method) ?? null;
  }

  /** Milliseconds until a job of the method may start. If that is now (0), it has taken its turn. */
  takeTurn(method: string): number {
    const rate = this.#rates.get(method);
    if (!rate) return 0;
    const now = this.#now();
    if (rate.next > now) return rate.next - now;
    rate.next = now + rate.everyMs;
    return 0;
  }
}
