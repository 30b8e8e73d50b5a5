/** What tests of brokers share: tasks to publish, workers that write down what they get, and waiting for it. */

import type { Event, OutcomeEvent, TaskEvent } from "../core/event.ts";
import { DEFAULT_PRIORITY, DEFAULT_QUEUE, type Task } from "../core/task.ts";
import type { Broker, ConsumeOptions, Consumer, Delivery } from "./broker.ts";
import type { ControlTarget } from "./control.ts";

let count = 0;

export function newTask(given: Partial<Task> = {}): Task {
  count += 1;
  return {
    id: `task-${count}`,
    name: "sleep",
    kwargs: { seconds: 1 },
    retries: 0,
    maxAttempts: 3,
    queue: DEFAULT_QUEUE,
    priority: DEFAULT_PRIORITY,
    timeLimit: null,
    secrets: null,
    ...given,
  };
}

export function newTasks(howMany: number, given: Partial<Task> = {}): Task[] {
  return Array.from({ length: howMany }, () => newTask(given));
}

export function idsOf(tasks: readonly Task[]): string[] {
  return tasks.map(({ id }) => id);
}

const WHEN = { hostname: "worker@test", timestamp: 1_750_000_000.25 };

export function started({ id, retries }: Task): TaskEvent {
  return { type: "task-started", uuid: id, retries, ...WHEN };
}

export function updated({ id, retries }: Task, sequence: number): TaskEvent {
  return { type: "task-updated", uuid: id, retries, sequence, ...WHEN };
}

export function succeeded({ id, retries }: Task): OutcomeEvent {
  return { type: "task-succeeded", uuid: id, retries, result: { done: true }, runtime: 0.5, ...WHEN };
}

export function revoked({ id, retries }: Task): OutcomeEvent {
  return { type: "task-revoked", uuid: id, retries, terminated: true, ...WHEN };
}

/** A list that can be waited for. */
export class Seen<T> {
  readonly all: T[] = [];
  #check: () => void = () => undefined;

  add(...items: readonly T[]): void {
    this.all.push(...items);
    this.#check();
  }

  /** Resolves with the list as soon as it has that many items. */
  async until(length: number): Promise<T[]> {
    await new Promise<void>((resolve) => {
      this.#check = () => this.all.length >= length && resolve();
      this.#check();
    });
    return this.all;
  }
}

/** A worker that does nothing by itself but take tasks, up to `room` more. */
export class TestWorker {
  readonly deliveries = new Seen<Delivery>();
  readonly revokes = new Seen<string>();
  readonly losses = new Seen<string>();
  readonly consumer: Consumer;
  room: number;

  constructor(broker: Broker, { room = 100, queues = [DEFAULT_QUEUE], hostname = "worker@test", control }: WorkerOptions = {}) {
    this.room = room;
    this.consumer = broker.consume({
      hostname,
      queues,
      capacity: () => this.room,
      onTask: (delivery) => {
        this.room -= 1;
        this.deliveries.add(delivery);
      },
      onRevoke: (id) => this.revokes.add(id),
      onLost: (ids) => this.losses.add(...ids),
      ...(control && { control }),
    } satisfies ConsumeOptions);
  }

  get tasks(): Task[] {
    return this.deliveries.all.map(({ task }) => task);
  }

  /** Starts, and waits for the first deliveries. */
  async take(howMany: number): Promise<Delivery[]> {
    await this.consumer.start();
    return this.deliveries.until(howMany);
  }

  /** Makes room for more. */
  grow(room: number): void {
    this.room += room;
    this.consumer.wake();
  }
}

export interface WorkerOptions {
  readonly room?: number;
  readonly queues?: readonly string[];
  readonly hostname?: string;
  readonly control?: ControlTarget;
}

/** Starts to write down the events of a broker. */
export async function listenTo(broker: Broker, { joinsAll = false } = {}): Promise<Seen<Event>> {
  const events = new Seen<Event>();
  await broker.receiveEvents({ joinsAll, handle: async (batch) => events.add(...batch) }).start();
  return events;
}
