/** Who sends an event, and when: the fields that all events of a worker have in common. */

import os from "node:os";

/** Celery's common fields. */
export interface Stamp {
  readonly hostname: string;
  readonly pid: number;
  /** Hours west of UTC. */
  readonly utcoffset: number;
  readonly clock: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

export class Sender {
  readonly #hostname: string;
  #clock = 0;
  #offset = 0;
  #offsetUntil = 0;

  constructor(hostname: string) {
    this.#hostname = hostname;
  }

  /** A new stamp: the Lamport clock ticks. Nobody sends us theirs, so it counts ours alone. */
  stamp(): Stamp {
    this.#clock += 1;
    const now = Date.now();
    return {
      hostname: this.#hostname,
      pid: process.pid,
      utcoffset: this.#utcOffset(now),
      clock: this.#clock,
      timestamp: now / 1000,
    };
  }

  /** Looked up again each minute, for summer time. */
  #utcOffset(now: number): number {
    if (now >= this.#offsetUntil) {
      this.#offset = Math.floor(new Date(now).getTimezoneOffset() / 60);
      this.#offsetUntil = now + 60_000;
    }
    return this.#offset;
  }
}

/** The record takes no longer names of workers. */
const MAX_HOSTNAME = 64;

/** `name@host`, cut to what the record takes. */
export function nodeName(name: string, host = os.hostname()): string {
  return `${name}@${host}`.slice(0, MAX_HOSTNAME);
}
