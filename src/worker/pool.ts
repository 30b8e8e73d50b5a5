/**
 * The threads that run jobs: one job a thread at a time, so that a thread can be ended with the job that it runs. Piscina
 * starts, feeds and replaces them.
 */

import { EventEmitter } from "node:events";
import { BroadcastChannel, type Worker as Thread } from "node:worker_threads";
import { Piscina } from "piscina";
import { deathOf } from "./failure.ts";
import {
  type Outcome,
  type Report,
  type ReportMessage,
  type RetireMessage,
  STOP_CHANNEL,
  type ThreadJob,
  type ThreadResult,
} from "./protocol.ts";

export interface ThreadPoolOptions {
  /** Most jobs at once. */
  readonly threads: number;
  /** JavaScript heap of a thread, in megabytes. Buffers and WebAssembly memory do not count. */
  readonly memoryMb: number;
  /** The compiled file whose default export runs a job. */
  readonly threadFile: string;
}

export type NewJob = Omit<ThreadJob, "run">;

/** One job in its thread. */
export interface Run {
  /** Resolves when its thread has nothing more to do with it; with null if it was stopped. Never rejects. */
  readonly ended: Promise<Outcome | null>;
  /** Tells the method to stop, and ends its thread if it has not after `graceMs`. */
  stop(graceMs: number): void;
}

/** How long a thread that was ended may take to be gone, before we go on without knowing. */
const EXIT_MS = 800;

let lastRun = 0;

export class ThreadPool {
  readonly #piscina: Piscina<ThreadJob, ThreadResult>;
  readonly #memoryMb: number;
  readonly #stops = new BroadcastChannel(STOP_CHANNEL);
  readonly #runs = new Map<number, ThreadRun>();
  readonly #exits = new Map<Thread, Promise<unknown>>();

  constructor({ threads, memoryMb, threadFile }: ThreadPoolOptions) {
    this.#memoryMb = memoryMb;
    this.#stops.unref();
    this.#piscina = new Piscina({
      filename: threadFile,
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      recordTiming: false,
      // Faster for us, measured: 15,000 jobs/s instead of 10,000 on two threads, and an idle thread still hears of things.
      atomics: "disabled",
    });
    this.#piscina.on("message", (message: ReportMessage | RetireMessage) => this.#runs.get(message.run)?.take(message));
    this.#piscina.on("workerCreate", () => this.#watchExits());
    this.#piscina.on("error", () => undefined); // A thread that dies between two jobs is replaced.
  }

  run(job: NewJob, onReport: (report: Report) => void): Run {
    lastRun += 1;
    const number = lastRun;
    const run = new ThreadRun(onReport, () => this.#stops.postMessage(number));
    const result = this.#piscina.run({ ...job, run: number }, { signal: run });
    this.#runs.set(number, run);
    run.ended = this.#outcome(run, result).finally(() => this.#runs.delete(number));
    return run;
  }

  /** From now on there are up to so many threads. Those beyond end when they have nothing to run. */
  resize(threads: number): void {
    const { options } = this.#piscina;
    options.minThreads = Math.min(options.minThreads, threads);
    options.maxThreads = threads;
    options.minThreads = threads;
  }

  get threadIds(): number[] {
    return this.#piscina.threads.map(({ threadId }) => threadId);
  }

  /** Ends all threads, and what runs in them. */
  async stop(): Promise<void> {
    await this.#piscina.destroy();
    this.#stops.close();
  }

  async #outcome(run: ThreadRun, running: Promise<ThreadResult>): Promise<Outcome | null> {
    try {
      const result = await running;
      await run.complete(result);
      return run.isStopped ? null : result.outcome;
    } catch (error) {
      await this.#untilGone();
      if (run.last) return run.last;
      return run.isStopped ? null : { ok: false, failure: deathOf(error, this.#memoryMb), runtime: run.seconds() };
    } finally {
      run.close();
    }
  }

  #watchExits(): void {
    for (const thread of this.#piscina.threads) {
      if (this.#exits.has(thread)) continue;
      const exit = new Promise((resolve) => thread.once("exit", resolve)).then(() => this.#exits.delete(thread));
      this.#exits.set(thread, exit);
    }
  }

  /** Until the threads that left the pool have ended: their last reports are in then. */
  async #untilGone(): Promise<void> {
    const inPool = new Set(this.#piscina.threads);
    const leaving = [...this.#exits].filter(([thread]) => !inPool.has(thread)).map(([, exit]) => exit);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, EXIT_MS);
    });
    await Promise.race([Promise.all(leaving), late]);
    clearTimeout(timer);
  }
}

/** Also the signal that Piscina ends the thread at: an event emitter costs a tenth of an AbortController. */
class ThreadRun extends EventEmitter implements Run {
  ended: Promise<Outcome | null> = Promise.resolve(null);
  isStopped = false;
  /** The outcome of a job after which its thread is ended. */
  last: Outcome | null = null;
  readonly #onReport: (report: Report) => void;
  readonly #ask: () => void;
  readonly #began = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #taken = 0;
  #onTaken: (() => void) | undefined;

  /** @param ask tells the method to stop. */
  constructor(onReport: (report: Report) => void, ask: () => void) {
    super();
    this.#onReport = onReport;
    this.#ask = ask;
  }

  stop(graceMs: number): void {
    this.isStopped = true;
    clearTimeout(this.#timer);
    if (graceMs > 0) this.#ask();
    if (graceMs > 0) this.#timer = setTimeout(() => this.emit("abort"), graceMs);
    else this.emit("abort");
  }

  take(message: ReportMessage | RetireMessage): void {
    if ("result" in message) {
      this.#retire(message.result);
      return;
    }
    this.#taken += 1;
    this.#onReport(message.report);
    this.#onTaken?.();
  }

  /** Comes through the same port as the reports, after them. */
  #retire({ outcome, rest }: ThreadResult): void {
    if (rest) this.#onReport(rest);
    if (!this.isStopped) this.last = outcome;
    this.emit("abort");
  }

  /** Waits for reports that the result has overtaken: they come through another port. */
  async complete({ posted, rest }: ThreadResult): Promise<void> {
    if (this.#taken < posted) {
      await new Promise<void>((resolve) => {
        this.#onTaken = () => this.#taken >= posted && resolve();
      });
    }
    if (rest) this.#onReport(rest);
  }

  seconds(): number {
    return Math.round(performance.now() - this.#began) / 1000;
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
