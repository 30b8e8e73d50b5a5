/** What tests of the worker share: a worker on a real broker, with methods that misbehave, and what is told of its jobs. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Broker } from "../broker/broker.ts";
import { openTransport, type PostgresTestTransport } from "../broker/postgres/testing.ts";
import { newTask } from "../broker/testing.ts";
import { type Event, isTaskEvent, type TaskEvent } from "../core/event.ts";
import type { Task } from "../core/task.ts";
import { createLogger } from "../service/log.ts";
import { compiled, METHOD_SET, type MethodSet } from "./methods/set.ts";
import { Worker, type WorkerOptions } from "./worker.ts";

const log = createLogger("worker tests", "silent");

/** Methods that misbehave; their params are not checked. */
export const TEST_METHODS: MethodSet = {
  names: ["sleep"],
  facts: {},
  refusal: () => null,
  threadFile: compiled("testing.thread"),
};

const OUTCOMES = ["task-succeeded", "task-failed", "task-revoked"];

/** A worker, and ways to part it from its database. */
export interface Started {
  readonly worker: Worker;
  freeze(): void;
  thaw(): void;
}

/** A hub without its manager: tasks in, events out. */
export class TestHub {
  readonly broker: Broker;
  readonly events: Event[] = [];
  readonly dataDir: string;
  readonly #transport: PostgresTestTransport;
  readonly #leaseMs: number;
  readonly #started: Started[] = [];
  #check: () => void = () => undefined;

  private constructor(transport: PostgresTestTransport, dataDir: string, leaseMs: number) {
    this.#transport = transport;
    this.#leaseMs = leaseMs;
    this.dataDir = dataDir;
    this.broker = transport.open({ leaseMs }).broker;
  }

  static async start({ leaseMs = 10_000 }: { leaseMs?: number } = {}): Promise<TestHub> {
    const hub = new TestHub(await openTransport(), await mkdtemp(path.join(tmpdir(), "jobhub-worker-")), leaseMs);
    await hub.broker.start();
    await hub.broker.receiveEvents({ handle: async (events) => hub.#take(events) }).start();
    return hub;
  }

  async stop(): Promise<void> {
    for (const { thaw, worker } of this.#started) {
      thaw();
      await worker.stop();
    }
    await this.#transport.close();
    await rm(this.dataDir, { recursive: true });
  }

  async startWorker(given: Partial<WorkerOptions> = {}): Promise<Started> {
    const { broker, freeze, thaw } = this.#transport.open({ leaseMs: this.#leaseMs });
    const worker = new Worker({
      broker,
      hostname: `w${this.#started.length}@test`,
      queues: ["default"],
      concurrency: 2,
      memoryMb: 64,
      drainMs: 5_000,
      dataDir: this.dataDir,
      version: "1.2.3",
      methods: TEST_METHODS,
      log,
      ...given,
    });
    const started = { worker, freeze, thaw };
    this.#started.push(started);
    await worker.start();
    return started;
  }

  /** Publishes a task and answers it. */
  async submit(name: string, kwargs: Task["kwargs"] = {}, given: Partial<Task> = {}): Promise<Task> {
    const task = newTask({ name, kwargs, ...given });
    await this.broker.publish([task]);
    return task;
  }

  /** Resolves with the outcome of a task, and all that was told before. */
  async outcome({ id }: Task): Promise<{ outcome: TaskEvent; before: TaskEvent[]; log: string[] }> {
    await this.until(() => this.of(id).some(({ type }) => OUTCOMES.includes(type)));
    const events = this.of(id);
    const end = events.findIndex(({ type }) => OUTCOMES.includes(type));
    return { outcome: events[end] as TaskEvent, before: events.slice(0, end), log: this.log(id) };
  }

  /** The events of a task so far. */
  of(id: string): TaskEvent[] {
    return this.events.filter(isTaskEvent).filter(({ uuid }) => uuid === id);
  }

  /** Messages of a task's log, each at its place. */
  log(id: string): string[] {
    const lines: string[] = [];
    for (const event of this.of(id)) {
      if (event.type !== "task-updated") continue;
      event.log?.forEach((line, i) => {
        lines[(event.logOffset ?? 0) + i] = (line as { message: string }).message;
      });
    }
    return lines;
  }

  /** Resolves once `check` holds, which is looked at whenever events have come. */
  async until(check: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#check = () => check() && resolve();
      this.#check();
    });
  }

  #take(events: readonly Event[]): void {
    this.events.push(...events);
    this.#check();
  }
}

/** The worker's own methods, with its own checks. */
export const OWN = METHOD_SET;
