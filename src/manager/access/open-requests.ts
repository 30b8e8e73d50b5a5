/**
 * Requests that stay open, as live feeds and connections to jobs do. Whether they would still be let in is asked again every few seconds: a
 * role may have been taken, a session ended, a user turned away. While none is open, it does nothing.
 */

import { ApiError } from "../../core/errors.ts";
import type { Logger } from "../../service/log.ts";
import type { Access, Pass } from "./access.service.ts";

const CHECK_MS = 5_000;

interface Held {
  readonly pass: Pass;
  readonly end: () => void;
}

export interface OpenRequestsOptions {
  /** Between two looks at all of them. Default 5,000. */
  readonly checkMs?: number | undefined;
}

export class OpenRequests {
  readonly #access: Pick<Access, "stillHolds">;
  readonly #log: Logger;
  readonly #checkMs: number;
  readonly #held = new Set<Held>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(access: Pick<Access, "stillHolds">, log: Logger, { checkMs = CHECK_MS }: OpenRequestsOptions = {}) {
    this.#access = access;
    this.#log = log;
    this.#checkMs = checkMs;
  }

  /** Calls `end`, once, when the pass no longer holds. Call what this answers when the request has ended. */
  hold(pass: Pass, end: () => void): () => void {
    const held = { pass, end };
    this.#held.add(held);
    this.#schedule();
    return () => {
      this.#held.delete(held);
      if (this.#held.size > 0) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Looks no more; ends nothing. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => void this.#checkAll(), this.#checkMs);
  }

  /** One after the other: however many are open, it is no load. */
  async #checkAll(): Promise<void> {
    const timer = this.#timer;
    try {
      for (const group of this.#alike()) await this.#check(group);
    } catch (error) {
      // The database is away, most likely: then nothing new is told to anybody either.
      this.#log.debug({ err: error }, "could not check who may stay; will try again");
    }
    if (this.#timer !== timer) return;
    this.#timer = undefined;
    if (this.#held.size > 0) this.#schedule();
  }

  async #check(group: readonly Held[]): Promise<void> {
    const [first] = group;
    if (!first || (await this.#access.stillHolds(first.pass))) return;
    for (const held of group) if (this.#held.delete(held)) held.end();
  }

  /** Those that came with the same to the same place: the many tabs of one browser are asked for once. */
  #alike(): Held[][] {
    const groups = new Map<string, Held[]>();
    for (const held of this.#held) {
      const { token, place, rule } = held.pass;
      const key = JSON.stringify([token, place, rule]);
      const group = groups.get(key);
      if (group) group.push(held);
      else groups.set(key, [held]);
    }
    return [...groups.values()];
  }
}

/** What is told to those who are sent away. */
export function nowRefused(): ApiError {
  return new ApiError("notAllowed", "You may not stay any longer.");
}
