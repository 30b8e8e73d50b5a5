/**
 * One part of the hub as a supervised child process.
 *
 * (loading →) starting ─ready→ running ─exit→ waiting (backoff) ─→ starting …; `stop` ends it from any state. The first
 * start is different: a part that ends before it was ever ready is not tried again, `start` rejects with its last words.
 */

import { type ChildProcess, fork } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../core/backoff.ts";
import type { Logger } from "../../service/log.ts";
import { type ReadyMessage, type StartMessage, WAIT_VARIABLE } from "../../service/run.ts";
import { duration } from "../time.ts";
import { LEVELS, parseLine } from "./log-line.ts";

export interface PartOptions {
  /** Name in the log. */
  readonly name: string;
  /** It says over IPC when it is ready, and leaves when the channel closes. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  /** More environment variables, asked for at each start: they come over IPC, where no other user sees them. */
  readonly settings: () => Readonly<Record<string, string>>;
  readonly log: Logger;
  /** A line that it wrote; `plainLevel` is how bad one is that does not say so itself. */
  readonly onLine: (text: string, plainLevel: number) => void;
  readonly onReady?: (message: ReadyMessage) => void;
  /** How long a start may take, in milliseconds. Default 60,000. */
  readonly readyMs?: number;
}

/** A part ended before it was ready. The message is the last error that it wrote. */
export class StartError extends Error {
  override name = "StartError";
  readonly part: string;

  constructor(part: string, message: string) {
    super(message);
    this.part = part;
  }
}

/** A part that ran this long, in milliseconds, is healthy: the next failure is a first one. */
const HEALTHY_MS = 10_000;

export class Part {
  readonly #options: PartOptions;
  readonly #ending = new AbortController();
  #child: ChildProcess | null = null;
  #exited: Promise<void> = Promise.resolve();
  #drained: Promise<unknown> = Promise.resolve();
  #lastError: string | null = null;
  #failures = 0;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Loads its code already, which takes most of the time of a start. */
  load(): void {
    if (!this.#ending.signal.aborted) this.#child ??= this.#fork();
  }

  /** Resolves once it is ready for the first time. @throws {StartError} */
  async start(): Promise<void> {
    if (this.#ending.signal.aborted) throw new StartError(this.name, "was told to stop");
    await this.#launch();
    this.#child?.once("exit", this.#onUnexpectedExit);
  }

  /**
   * Asks it to end; asks again after `graceMs`, which ends it hard; kills it after `hardMs` more. Resolves when it is
   * gone.
   */
  async stop({ graceMs, hardMs }: { graceMs: number; hardMs: number }): Promise<void> {
    this.#ending.abort();
    const child = this.#child;
    if (!child) return;
    child.off("exit", this.#onUnexpectedExit);
    child.kill("SIGTERM");
    if (await this.#endsWithin(graceMs)) return;
    child.kill("SIGTERM");
    if (await this.#endsWithin(hardMs)) return;
    this.#options.log.error(`does not stop: killed`);
    child.kill("SIGKILL");
    await this.#exited;
  }

  /** Ends it gracefully, to be started again with its environment as it is then. */
  restart(): void {
    this.#child?.kill("SIGTERM");
  }

  #launch(): Promise<void> {
    this.#lastError = null;
    this.#child ??= this.#fork();
    return this.#ready(this.#child);
  }

  #fork(): ChildProcess {
    const { program, env } = this.#options;
    // A process group of its own: Ctrl-C in a terminal reaches the supervisor alone, which then stops the parts in order.
    const child = fork(program, [], {
      env: { ...env, [WAIT_VARIABLE]: "1" },
      detached: true,
      execArgv: ["--enable-source-maps"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#drained = Promise.all([this.#read(child.stdout, LEVELS.info), this.#read(child.stderr, LEVELS.error)]);
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
    void this.#exited.then(() => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }

  /** Each line goes to the log. Resolves at the end of the stream. */
  async #read(stream: Readable | null, plainLevel: number): Promise<void> {
    if (!stream) return;
    for await (const text of createInterface({ input: stream })) {
      this.#lastError = errorIn(text, plainLevel) ?? this.#lastError;
      this.#options.onLine(text, plainLevel);
    }
  }

  #ready(child: ChildProcess): Promise<void> {
    const { name, settings, onReady, readyMs = 60_000 } = this.#options;
    return new Promise((resolve, reject) => {
      const fail = async (what: string) => {
        await this.#drained;
        reject(new StartError(name, this.#lastError ?? what));
      };
      const timer = setTimeout(() => {
        this.#lastError = `was not ready after ${duration(readyMs)}`;
        child.kill("SIGKILL");
      }, readyMs);
      const onExit = (code: number | null, signal: string | null) => {
        clearTimeout(timer);
        void fail(`ended with ${signal ?? `code ${code}`} before it was ready`);
      };
      child.once("exit", onExit);
      child.on("message", (message: ReadyMessage) => {
        if (message?.type !== "ready") return;
        clearTimeout(timer);
        child.off("exit", onExit);
        onReady?.(message);
        resolve();
      });
      // Should it be gone already, its end says so.
      child.send({ type: "start", env: settings() } satisfies StartMessage, () => {});
    });
  }

  readonly #onUnexpectedExit = (code: number | null, signal: string | null): void => {
    void this.#restart(`ended unexpectedly with ${signal ?? `code ${code}`}`);
  };

  /** Until it is ready again, or told to stop. */
  async #restart(why: string): Promise<void> {
    const { log } = this.#options;
    this.#failures += 1;
    const waitMs = backoffMs(this.#failures, { firstMs: 250 });
    log.error(`${why}; starting it again in ${duration(waitMs)}`);
    try {
      await sleep(waitMs, undefined, { signal: this.#ending.signal });
      await this.#launch();
    } catch (error) {
      if (!this.#ending.signal.aborted) await this.#restart((error as Error).message);
      return;
    }
    log.info("is back");
    this.#child?.once("exit", this.#onUnexpectedExit);
    setTimeout(() => {
      this.#failures = 0;
    }, HEALTHY_MS).unref();
  }

  /** Whether it ended within the time. */
  async #endsWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
    const ended = await Promise.race([this.#exited.then(() => true), late]);
    timer.abort();
    return ended;
  }
}

/** What a line says went wrong: the message of a logged error, or the line that names the exception in a stack trace. */
function errorIn(text: string, plainLevel: number): string | null {
  const { level, message, isPlain } = parseLine(text, plainLevel);
  return level >= LEVELS.error && (!isPlain || /^\w*Error\b/.test(text)) ? message : null;
}
