/**
 * Wrong passwords, codes and keys, counted for a while: so many from one address and for one user name, and then no more are looked at. Each
 * manager counts for itself, in memory.
 */

import { normalizeIP } from "@fastify/rate-limit";
import type { FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";

const WINDOW_MS = 10 * 60_000;
const PER_ADDRESS = 5;
const MAX_REMEMBERED = 50_000;

/** Wrong guesses of one user's password in ten minutes; from one address it may be five times as many. */
export const GUESSES = 20;

interface Count {
  wrong: number;
  readonly until: number;
}

export class Guesses {
  readonly #most: number;
  readonly #now: () => number;
  /** The oldest first. */
  readonly #counts = new Map<string, Count>();

  constructor(now: () => number, most = GUESSES) {
    this.#now = now;
    this.#most = most;
  }

  /**
   * Does what tells whether a guess is right. It counts as wrong, also while it is under way, unless it answers something; a fault of ours
   * does not count.
   * @param username whose secret it is, where that is known. @throws a 429 if there were too many.
   */
  async guess<T>(request: FastifyRequest, username: string | null, work: () => Promise<T>): Promise<T> {
    const keys = [fromAddress(request), ...(username === null ? [] : [`user ${username.toLowerCase()}`])];
    for (const key of keys) this.require(key, key === keys[0] ? PER_ADDRESS * this.#most : this.#most);
    for (const key of keys) this.count(key, 1);
    let isRight = false;
    try {
      const answer = await work();
      isRight = answer !== null;
      return answer;
    } catch (error) {
      isRight = !(error instanceof ApiError) || error.status >= 500;
      throw error;
    } finally {
      if (isRight) for (const key of keys) this.count(key, -1);
    }
  }

  /** @throws a 429 if there were too many wrong ones. */
  require(key: string, most = this.#most): void {
    const there = this.#find(key);
    if (!there || there.wrong < most) return;
    const seconds = Math.max(1, Math.ceil((there.until - this.#now()) / 1000));
    const message = `Too many wrong passwords, codes or keys. Try again in ${inWords(seconds)}.`;
    throw new ApiError("tooManyRequests", message, [], seconds);
  }

  count(key: string, wrong: number): void {
    const there = this.#find(key);
    if (there) there.wrong = Math.max(0, there.wrong + wrong);
    else if (wrong > 0) this.#remember(key, { wrong, until: this.#now() + WINDOW_MS });
  }

  #find(key: string): Count | null {
    const there = this.#counts.get(key);
    if (!there) return null;
    if (there.until > this.#now()) return there;
    this.#counts.delete(key);
    return null;
  }

  #remember(key: string, count: Count): void {
    const [oldest] = this.#counts.keys();
    if (this.#counts.size >= MAX_REMEMBERED && oldest !== undefined) this.#counts.delete(oldest);
    this.#counts.set(key, count);
  }
}

function fromAddress(request: FastifyRequest): string {
  return `address ${addressOf(request)}`;
}

/** Who cannot be told apart otherwise: of IPv6, a whole /64, which one household has. */
export function addressOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip ?? "");
}

export function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
