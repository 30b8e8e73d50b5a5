/** What tests of the worker share: a worker on a real broker, with methods that misbehave, and what is told of its jobs. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Broker } from "../broker/broker.ts";
import { openBroker } from "../broker/connect.ts";
import { newTask } from "../broker/testing.ts";
import { type Event, isTaskEvent, type TaskEvent } from "../core/event.ts";
import { secretKeyFrom } from "../core/secrets.ts";
import type { Task } from "../core/task.ts";
import { createTestDatabase } from "../database/testing.ts";
import { createLogger } from "../service/log.ts";
import { compiled, METHOD_SET } from "./methods/set.ts";
import { Worker, type WorkerOptions } from "./worker.ts";

const secretKey = secretKeyFrom("a key for the tests of the worker");
const log = createLogger("worker tests", "fatal");

const OUTCOMES = ["task-succeeded", "task-failed", "task-revoked"];

/** A hub without its manager: tasks in, events out. */
export class TestHub {
  readonly broker: Broker;
  readonly events: Event[] = [];
  readonly dataDir: string;
  readonly #url: string;
  readonly #leaseMs: number;
  readonly #end: () => Promise<void>;
  #check: () => void = () => undefined;
  readonly #workers: { worker: Worker; broker: Broker }[] = [];

  private constructor(url: string, dataDir: string, leaseMs: number, end: () => Promise<void>) {
    this.#url = url;
    this.#leaseMs = leaseMs;
    this.#end = end;
    this.dataDir = dataDir;
    this.broker = this.#open();
  }

  static async start({ leaseMs = 6_000 }: { leaseMs?: number } = {}): Promise<TestHub> {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-worker-"));
    const hub = new TestHub(database.url, dataDir, leaseMs, async () => {
      await database.drop();
      await rm(dataDir, { recursive: true });
    });
    await hub.broker.start();
    await hub.broker.receiveEvents({ handle: async (events) => hub.#take(events) }).start();
    return hub;
  }

  async stop(): Promise<void> {
    for (const { worker } of this.#workers) await worker.stop();
    await this.broker.stop();
    await this.#end();
  }

  async startWorker(given: Partial<WorkerOptions> = {}): Promise<Worker> {
    const broker = this.#open();
    const worker = new Worker({
      broker,
      hostname: `w${this.#workers.length}@test`,
      queues: ["default"],
      concurrency: 2,
      memoryMb: 64,
      drainMs: 5_000,
      dataDir: this.dataDir,
      version: "1.2.3",
      methods: { refusal: () => null, threadFile: compiled("testing.thread") },
      log,
      ...given,
    });
    this.#workers.push({ worker, broker });
    await worker.start();
    return worker;
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

  #open(): Broker {
    return openBroker({ url: this.#url, secretKey, leaseMs: this.#leaseMs, log });
  }
}

/** The worker's own methods, with its own checks. */
export const OWN = METHOD_SET;
