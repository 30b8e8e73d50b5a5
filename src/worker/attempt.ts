/** One attempt of a task in this worker, from its delivery to its end. */

import type { Delivery } from "../broker/broker.ts";
import type { JsonObject } from "../core/json.ts";
import { projectDir } from "../service/files.ts";
import { AttemptEvents, type AttemptEventsParts } from "./attempt-events.ts";
import { failureOf } from "./failure.ts";
import type { MethodLimits, TimeLimits } from "./method-limits.ts";
import { bindArguments } from "./methods/arguments.ts";
import type { MethodSet } from "./methods/set.ts";
import type { NewJob, Run, ThreadPool } from "./pool.ts";
import type { Failure, Outcome } from "./protocol.ts";

/** Why a running job is stopped. */
export type StopReason = "revoked" | "timeLimit" | "lost" | "released";

export interface AttemptParts extends AttemptEventsParts {
  readonly pool: ThreadPool;
  readonly methods: MethodSet;
  readonly limits: MethodLimits;
  readonly dataDir: string;
}

/** Time for a method to stop by itself. A job that was lost may already run elsewhere: it gets little. */
const GRACE_MS: Record<StopReason, number> = { revoked: 1_000, timeLimit: 1_000, lost: 200, released: 200 };
/** Timers take no longer delays. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const NO_LIMITS: TimeLimits = { soft: null, hard: null };

export class Attempt {
  readonly #delivery: Delivery;
  readonly #parts: AttemptParts;
  readonly #events: AttemptEvents;
  #run: Run | null = null;
  #began = 0;
  #limit: NodeJS.Timeout | undefined;
  #limitSeconds: number | null = null;
  #reason: StopReason | null = null;
  #released: Promise<void> | undefined;

  constructor(delivery: Delivery, parts: AttemptParts) {
    this.#delivery = delivery;
    this.#parts = parts;
    this.#events = new AttemptEvents(delivery, parts);
  }

  get taskId(): string {
    return this.#delivery.task.id;
  }

  get method(): string {
    return this.#delivery.task.name;
  }

  /** When it started, in seconds since the epoch. */
  get beganAt(): number {
    return (performance.timeOrigin + this.#began) / 1000;
  }

  /** Resolves when its thread is free again, with the outcome; null if there is none because it was stopped. */
  async start(): Promise<Outcome | null> {
    const { pool } = this.#parts;
    this.#began = performance.now();
    this.#events.started();
    const job = this.#job();
    if ("type" in job) return { ok: false, failure: job, runtime: 0 };
    this.#run = pool.run(job, (report) => this.#events.report(report));
    this.#setLimit();
    const outcome = await this.#run.ended;
    clearTimeout(this.#limit);
    return outcome;
  }

  /** The first reason counts; only a lost lease overrides it, for then nothing may be settled. */
  stop(reason: StopReason, graceMs = GRACE_MS[reason]): void {
    if (this.#reason === null || reason === "lost") this.#reason = reason;
    this.#run?.stop(graceMs);
  }

  /** Tells how it ended, or gives it back. Resolves when that is safe. */
  async conclude(outcome: Outcome | null): Promise<void> {
    if (outcome) await this.#settle(outcome);
    else if (this.#reason === "revoked") await this.#events.revoked(true, this.#seconds());
    else if (this.#reason === "timeLimit") await this.#events.failed(this.#limitFailure(), this.#seconds());
    else if (this.#reason === "released") await this.release();
  }

  /** It was cancelled before it started. */
  async revoke(): Promise<void> {
    await this.#events.revoked(false);
  }

  /** Back to the queue: as it was if it has not started, else as the next attempt. */
  release(): Promise<void> {
    this.#released ??= this.#delivery.release({ started: this.#began > 0 });
    return this.#released;
  }

  /** Ends it at once. Its thread may still run for a moment. */
  async abandon(): Promise<void> {
    this.#reason = "lost";
    this.#run?.stop(0);
    await this.release();
  }

  async #settle(outcome: Outcome): Promise<void> {
    if (outcome.ok) await this.#events.succeeded(outcome.result, outcome.runtime);
    else await this.#events.failed(outcome.failure, outcome.runtime);
  }

  #job(): NewJob | Failure {
    const { name, kwargs, args = [], secrets } = this.#delivery.task;
    const { key: _, project, ...named } = kwargs;
    try {
      const params = bindArguments(name, args, named as JsonObject);
      const refused = this.#parts.methods.refusal(name, params);
      return refused ?? { method: name, params, secrets: secrets ?? {}, projectDir: this.#projectDir(project) };
    } catch (error) {
      return failureOf(error);
    }
  }

  #projectDir(project: unknown): string | null {
    const isId = Number.isSafeInteger(project) && (project as number) > 0;
    return isId ? projectDir(this.#parts.dataDir, project as number) : null;
  }

  /** The task's own limit, or that of its method. */
  #setLimit(): void {
    const { timeLimit, name } = this.#delivery.task;
    const { soft, hard } =
      timeLimit === null ? (this.#parts.limits.timeOf(name) ?? NO_LIMITS) : { soft: null, hard: timeLimit };
    this.#limitSeconds = soft ?? hard;
    if (this.#limitSeconds === null || this.#limitSeconds * 1000 > MAX_TIMER_MS) return;
    const graceMs = soft !== null && hard !== null ? Math.min(MAX_TIMER_MS, Math.max(0, hard - soft) * 1000) : undefined;
    this.#limit = setTimeout(() => this.stop("timeLimit", graceMs), this.#limitSeconds * 1000);
  }

  #limitFailure(): Failure {
    const message = `It ran for longer than its limit of ${this.#limitSeconds} s.`;
    return { type: "TimeLimitExceeded", message, trace: null };
  }

  #seconds(): number {
    return Math.round(performance.now() - this.#began) / 1000;
  }
}
