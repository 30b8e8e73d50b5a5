/**
 * Takes deliveries and runs each in a thread. A few more than there are threads are claimed ahead, where jobs are so short
 * that they would otherwise wait for the broker; one that waits for too long goes back to its queue.
 *
 * waiting → running → concluding → gone
 */

import type { Delivery } from "../broker/broker.ts";
import type { ActiveTask } from "../broker/control.ts";
import { Attempt, type AttemptParts } from "./attempt.ts";
import { DelayLine } from "./delay-line.ts";
import { Prefetch } from "./prefetch.ts";

export interface RunnerOptions extends AttemptParts {
  /** Most jobs at once, at first. */
  readonly concurrency: number;
  /** How long a task may wait here for a thread, ms. Default 250. */
  readonly patienceMs?: number;
  /** There is room for more tasks. */
  readonly onRoom: () => void;
}

const PATIENCE_MS = 250;
/** Timers take no longer delays. */
const MOST_TURN_MS = 2 ** 31 - 1;
/** How long jobs that are told to stop may take, with what is to be written of them. */
const STOP_MS = 2_000;

export class Runner {
  readonly #options: RunnerOptions;
  readonly #prefetch = new Prefetch();
  readonly #waits: DelayLine<Attempt>;
  /** In the order in which they came. */
  readonly #waiting = new Set<Attempt>();
  /** Of those, the ones that the rate limit of their method keeps. */
  readonly #held = new Set<Attempt>();
  readonly #running = new Set<Attempt>();
  /** All that is under way, until it is safe with the broker. */
  readonly #work = new Set<Promise<void>>();
  readonly #totals = new Map<string, number>();
  #concurrency: number;
  #turn: NodeJS.Timeout | undefined;
  #draining = false;
  #processed = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency;
    this.#waits = new DelayLine(options.patienceMs ?? PATIENCE_MS, (attempt) => this.#giveBack(attempt));
  }

  /** Most jobs at once. */
  get concurrency(): number {
    return this.#concurrency;
  }

  get active(): number {
    return this.#running.size;
  }

  get activeTasks(): readonly ActiveTask[] {
    return [...this.#running].map(({ taskId, beganAt }) => ({ id: taskId, began: beganAt }));
  }

  /** Jobs that have ended here, by method. */
  get totals(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#totals);
  }

  get processed(): number {
    return this.#processed;
  }

  /** How many more tasks to claim. None while half of those claimed ahead are still there: one large claim costs less than many. */
  capacity(): number {
    if (this.#draining) return 0;
    const ahead = this.#prefetch.ahead();
    const room = this.#concurrency - this.#running.size - this.#waiting.size + ahead;
    return room > 0 && room >= ahead / 2 ? room : 0;
  }

  /** From now on up to so many jobs run at once. Those beyond, that run already, go on. */
  resize(concurrency: number): void {
    this.#concurrency = concurrency;
    this.#fill();
    if (this.capacity() > 0) this.#options.onRoom();
  }

  /** The limits have changed. */
  retune(): void {
    if (!this.#draining) this.#fill();
  }

  take(delivery: Delivery): void {
    const attempt = new Attempt(delivery, this.#options);
    if (this.#draining) {
      this.#track(attempt.release());
      return;
    }
    this.#waiting.add(attempt);
    this.#fill();
    if (this.#waiting.has(attempt)) this.#waits.add(attempt);
  }

  revoke(taskId: string): void {
    for (const attempt of this.#waiting) {
      if (attempt.taskId !== taskId) continue;
      this.#waiting.delete(attempt);
      this.#held.delete(attempt);
      this.#track(attempt.revoke());
    }
    for (const attempt of this.#running) if (attempt.taskId === taskId) attempt.stop("revoked");
  }

  lose(taskIds: readonly string[]): void {
    const lost = new Set(taskIds);
    for (const attempt of this.#waiting) {
      if (!lost.has(attempt.taskId)) continue;
      this.#waiting.delete(attempt);
      this.#held.delete(attempt);
    }
    for (const attempt of this.#running) if (lost.has(attempt.taskId)) attempt.stop("lost");
  }

  /** Gives back what waits, lets run what runs for up to `ms`, then gives that back too. */
  async drain(ms: number): Promise<void> {
    for (const attempt of this.#refuseMore()) this.#track(attempt.release());
    if (await this.#isDone(ms)) return;
    for (const attempt of this.#running) attempt.stop("released");
    await this.#isDone(STOP_MS);
  }

  /** Gives everything back at once. */
  async kill(): Promise<void> {
    for (const attempt of [...this.#refuseMore(), ...this.#running]) this.#track(attempt.abandon());
    await this.#isDone(STOP_MS);
  }

  /** Answers what had been waiting. */
  #refuseMore(): Attempt[] {
    this.#draining = true;
    this.#waits.stop();
    clearTimeout(this.#turn);
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#held.clear();
    return waiting;
  }

  #fill(): void {
    clearTimeout(this.#turn);
    let soonest = Number.POSITIVE_INFINITY;
    for (const attempt of this.#waiting) {
      if (this.#running.size >= this.#concurrency) return;
      const waitMs = this.#options.limits.takeTurn(attempt.method);
      if (waitMs === 0) this.#start(attempt);
      else this.#held.add(attempt);
      if (waitMs > 0) soonest = Math.min(soonest, waitMs);
    }
    if (soonest < Number.POSITIVE_INFINITY) this.#turn = setTimeout(() => this.#fill(), Math.min(soonest, MOST_TURN_MS));
  }

  #start(attempt: Attempt): void {
    this.#waiting.delete(attempt);
    this.#held.delete(attempt);
    this.#track(this.#run(attempt));
  }

  async #run(attempt: Attempt): Promise<void> {
    this.#running.add(attempt);
    const outcome = await attempt.start();
    this.#running.delete(attempt);
    this.#count(attempt);
    this.#prefetch.count();
    this.#fill();
    const concluded = attempt.conclude(outcome);
    if (this.capacity() > 0) this.#options.onRoom();
    await concluded;
  }

  /** Names that are no method of ours are whatever somebody has sent. */
  #count({ method }: Attempt): void {
    this.#processed += 1;
    if (this.#options.methods.names.includes(method)) this.#totals.set(method, (this.#totals.get(method) ?? 0) + 1);
  }

  #giveBack(attempt: Attempt): void {
    // It would only come again: it waits here for its turn, and with it there is room for fewer others.
    if (this.#held.has(attempt) && this.#held.size <= this.#concurrency && this.#waiting.has(attempt)) return;
    this.#held.delete(attempt);
    if (this.#waiting.delete(attempt)) this.#track(attempt.release());
  }

  /** Failures here are the broker's: the lease of the task runs out, or is ended, and it comes again. */
  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#options.log.error({ err: error }, "the end of a task could not be told"))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }

  /** Whether all work is done within `ms`. */
  async #isDone(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const done = Promise.all(this.#work).then(() => true as const);
    const isDone = await Promise.race([done, late]);
    clearTimeout(timer);
    return isDone;
  }
}
