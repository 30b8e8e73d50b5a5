/** A worker: takes tasks from queues, runs them, and tells that it is alive. */

import os from "node:os";
import type { Broker, Consumer } from "../broker/broker.ts";
import type { WorkerEvent } from "../core/event.ts";
import type { Logger } from "../service/log.ts";
import type { Runnable } from "../service/run.ts";
import { EventTimes } from "./attempt-events.ts";
import { controlTarget } from "./control.ts";
import { MethodLimits } from "./method-limits.ts";
import { METHOD_SET, type MethodSet } from "./methods/set.ts";
import { ThreadPool } from "./pool.ts";
import { Runner } from "./runner.ts";
import { Sender } from "./sender.ts";

export interface WorkerOptions {
  readonly broker: Broker;
  /** Node name, `name@host`, unique among all workers. */
  readonly hostname: string;
  readonly queues: readonly string[];
  /** Most jobs at once. */
  readonly concurrency: number;
  /** JavaScript heap of one job, in megabytes. */
  readonly memoryMb: number;
  /** How long running jobs may take to end once the worker is told to stop. */
  readonly drainMs: number;
  readonly dataDir: string;
  readonly version: string;
  /** Default: all of ours. */
  readonly methods?: MethodSet;
  /** Asked for by remote control: the worker is to be stopped. */
  readonly onShutdown?: () => void;
  readonly log: Logger;
}

/** Seconds between heartbeats. */
const FREQ = 2;

export class Worker implements Runnable {
  readonly #options: WorkerOptions;
  readonly #sender: Sender;
  readonly #times = new EventTimes();
  readonly #pool: ThreadPool;
  readonly #runner: Runner;
  readonly #consumer: Consumer;
  #heartbeats: NodeJS.Timeout | undefined;
  /** A heartbeat that the broker has not taken yet: no other one is sent meanwhile. */
  #telling: Promise<void> | null = null;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: WorkerOptions) {
    const { broker, hostname, queues, concurrency, memoryMb, methods = METHOD_SET, onShutdown = () => {} } = options;
    this.#options = options;
    this.#sender = new Sender(hostname);
    this.#pool = new ThreadPool({ threads: concurrency, memoryMb, threadFile: methods.threadFile });
    const limits = new MethodLimits();
    this.#runner = new Runner({
      ...options,
      methods,
      limits,
      sender: this.#sender,
      times: this.#times,
      pool: this.#pool,
      onRoom: () => this.#consumer.wake(),
    });
    this.#consumer = broker.consume({
      hostname,
      queues,
      capacity: () => this.#runner.capacity(),
      onTask: (delivery) => this.#runner.take(delivery),
      onRevoke: (taskId) => this.#runner.revoke(taskId),
      onLost: (taskIds) => this.#runner.lose(taskIds),
      control: controlTarget({
        options,
        methods,
        queues: () => this.#consumer.queues,
        runner: this.#runner,
        limits,
        pool: this.#pool,
        heartbeat: () => this.#beat(),
        shutdown: onShutdown,
      }),
    });
  }

  facts(): { hostname: string } {
    return { hostname: this.#options.hostname };
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    const { broker, hostname, queues, concurrency, log } = this.#options;
    await broker.start();
    if (this.#stopped) return;
    void this.#tell("worker-online");
    this.#heartbeats = setInterval(() => this.#beat(), FREQ * 1000);
    await this.#consumer.start();
    log.info({ hostname, queues, concurrency }, "taking jobs");
  }

  /** Takes no more, and resolves when the running jobs have ended or, after `drainMs`, are back on their queues. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop(() => this.#runner.drain(this.#options.drainMs));
    return this.#stopped;
  }

  /** Running jobs go back to their queues at once. */
  async kill(): Promise<void> {
    await this.#stop(() => this.#runner.kill());
  }

  async #stop(end: () => Promise<void>): Promise<void> {
    clearInterval(this.#heartbeats);
    this.#consumer.pause();
    if (this.#started) void this.#tell("worker-offline");
    await end();
    this.#times.stop();
    await this.#pool.stop();
    await this.#consumer.stop();
    await this.#options.broker.stop();
  }

  #beat(): void {
    if (this.#telling) return;
    this.#telling = this.#tell("worker-heartbeat").finally(() => {
      this.#telling = null;
    });
  }

  async #tell(type: WorkerEvent["type"]): Promise<void> {
    const { broker, log, version, methods = METHOD_SET } = this.#options;
    const event: WorkerEvent = {
      ...this.#sender.stamp(),
      type,
      freq: FREQ,
      active: this.#runner.active,
      processed: this.#runner.processed,
      loadavg: os.loadavg(),
      sw_ident: "jobhub",
      sw_ver: version,
      sw_sys: os.type(),
      queues: this.#consumer.queues,
      methods: methods.names,
    };
    await broker.emit([event]).catch((error: unknown) => log.warn({ err: error }, `${type} could not be sent`));
  }
}
