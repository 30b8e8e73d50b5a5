import { setTimeout as sleep } from "node:timers/promises";
import { AnswerError, isPassing } from "../../clients/typescript/src/client.ts";
import { type BackoffOptions, backoffMs } from "../core/backoff.ts";
import type { Logger } from "../service/log.ts";

export interface LinkOptions {
  readonly log: Logger;
  /** Pauses while the manager does not answer. Default 100 ms to 10 s. */
  readonly away?: BackoffOptions;
  /** Pauses while it refuses this overseer altogether. Default 1 s to 30 s. */
  readonly refusing?: BackoffOptions;
  /** Called before a try while it refuses: reads the token again, for example. */
  readonly renew?: () => Promise<void>;
}

/** The manager has asked for a longer pause than a batch of events may be held. */
export class NotYet extends Error {
  override name = "NotYet";
}

/** The broker takes a batch back that is held for a minute; requests need time as well. In milliseconds. */
const MAX_HELD_MS = 20_000;

/** How often it is said that the manager refuses, in milliseconds. */
const REMIND_MS = 60_000;

type State = "up" | "away" | "refusing";

/**
 * The way to the manager. While it is up, requests just pass. When one fails in a way that is not the fault of what was
 * sent, all wait for the same growing pause, or for the one that the manager asks for, before the next goes out. The log
 * says once that the manager went and once that it came back.
 */
export class ManagerLink {
  readonly #log: Logger;
  readonly #away: BackoffOptions;
  readonly #refusing: BackoffOptions;
  readonly #renew: () => Promise<void>;
  readonly #stopping = new AbortController();
  #state: State = "up";
  #since = 0;
  #reminded = 0;
  #failures = 0;
  #nextTry = 0;

  constructor({ log, away = {}, refusing = { firstMs: 1_000, mostMs: 30_000 }, renew = async () => {} }: LinkOptions) {
    this.#log = log;
    this.#away = away;
    this.#refusing = refusing;
    this.#renew = renew;
  }

  get isUp(): boolean {
    return this.#state === "up";
  }

  /**
   * Makes a request when its time has come.
   * @throws what it throws; `NotYet` if its time has not come soon enough, an abort error once `stop` was called.
   */
  async run<T>(request: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      const result = await request();
      this.#worked();
      return result;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  /** Ends all waiting: who waits for the manager gets an abort error. */
  stop(): void {
    this.#stopping.abort();
  }

  async #turn(): Promise<void> {
    const { signal } = this.#stopping;
    const latest = performance.now() + MAX_HELD_MS;
    for (let left = this.#left(); left > 0; left = this.#left()) {
      const patience = latest - performance.now();
      if (patience <= 0) throw new NotYet("The manager has asked for a longer pause.");
      await sleep(Math.min(left, patience), undefined, { signal });
    }
    if (!this.isUp) signal.throwIfAborted();
    if (this.#state === "refusing") await this.#renew();
  }

  #left(): number {
    return this.#nextTry - performance.now();
  }

  #worked(): void {
    if (this.#state === "up") return;
    const awayMs = Math.round(performance.now() - this.#since);
    this.#log.info({ awayMs }, "the manager is back");
    this.#state = "up";
    this.#failures = 0;
    this.#nextTry = 0;
  }

  /** Of several requests that fail at once only the first makes the pause longer. */
  #failed(error: unknown): void {
    if (this.#stopping.signal.aborted || this.#left() > 0) return;
    const state = isPassing(error) ? "away" : "refusing";
    this.#failures += 1;
    this.#nextTry = performance.now() + this.#pauseMs(state, error);
    if (this.isUp) this.#since = performance.now();
    this.#tell(state, error);
    this.#state = state;
  }

  #pauseMs(state: State, error: unknown): number {
    const asked = error instanceof AnswerError ? error.retryAfterMs : null;
    return asked ?? backoffMs(this.#failures, state === "away" ? this.#away : this.#refusing);
  }

  #tell(state: State, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (state === "away") {
      if (this.#state !== "away")
        this.#log.warn({ reason: message }, "the manager does not answer; nothing is lost, trying until it does");
      return;
    }
    if (this.#state === "refusing" && performance.now() - this.#reminded < REMIND_MS) return;
    this.#reminded = performance.now();
    this.#log.error({ err: error }, `the manager refuses the overseer (${message}): check JOBHUB_URL and the overseer's token`);
  }
}
