/** What every transport of the broker promises, as tests. Each transport has a test file that calls `testBroker`. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Event } from "../core/event.ts";
import type { Task } from "../core/task.ts";
import type { Queryable } from "../database/connect.ts";
import type { Broker, Delivery, ReceiveOptions } from "./broker.ts";
import { idsOf, listenTo, newTask, newTasks, revoked, Seen, started, succeeded, TestWorker, updated } from "./testing.ts";

/** An empty broker of a transport for one test. */
export interface TestTransport {
  /** A process of its own on it, with a lease of a second at most. */
  open(): TestBroker;
  /** Cuts every connection of every process, once. */
  cutConnections(): Promise<void>;
  /** Stops the processes. @throws if they left something running. */
  close(): Promise<void>;
}

export interface TestBroker {
  readonly broker: Broker;
  /** Keeps the process from sending anything, as if it were suspended, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** A transaction of the record, where the broker can be part of it. */
  readonly transaction?: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>;
}

export function testBroker(name: string, openTransport: () => Promise<TestTransport>): void {
  describe(`broker on ${name}`, () => {
    let transport: TestTransport;
    let broker: Broker;

    beforeEach(async () => {
      transport = await openTransport();
      broker = transport.open().broker;
      await broker.start();
    });
    afterEach(() => transport.close());

    const context = {
      get transport() {
        return transport;
      },
      get broker() {
        return broker;
      },
    };
    describe("tasks", () => testTasks(context));
    describe("queues", () => testQueues(context));
    describe("events", () => testEvents(context));
    describe("release", () => testRelease(context));
    describe("revoke", () => testRevoke(context));
    describe("lost workers", () => testLost(context));
    describe("bad days", () => testBadDays(context));
  });
}

interface Context {
  readonly transport: TestTransport;
  readonly broker: Broker;
}

function testTasks(at: Context): void {
  it("delivers a task as it was published", async () => {
    const task = newTask({
      kwargs: { text: 'ünï "c" \\u0000 𝒳', list: [1, null, { a: true }], job: 7, project: null, key: "k" },
      secrets: { password: "p ä" },
      timeLimit: 2.5,
      priority: 9,
      retries: 1,
      maxAttempts: 5,
      queue: "zone:9:untrusted",
    });
    await at.broker.publish([task]);
    const [delivery] = await new TestWorker(at.broker, { queues: [task.queue] }).take(1);
    expect(delivery?.task).toEqual(task);
    expect(delivery?.redelivered).toBe(false);
  });

  it("leaves a task that is already there as it is", async () => {
    const task = newTask();
    await at.broker.publish([task, task]);
    await at.broker.publish([{ ...task, kwargs: { other: true } }, newTask()]);
    const worker = new TestWorker(at.broker);
    await worker.take(2);
    expect(worker.tasks[0]).toEqual(task);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: 2 }]);
  });

  it("publishes and revokes with a transaction of the record, and only if that commits", async ({ skip }) => {
    const { broker, transaction } = at.transport.open();
    if (!transaction) return skip("not transactional");
    const [kept, revoked, dropped] = newTasks(3) as [Task, Task, Task];
    await broker.publish([revoked]);
    await transaction(async (tx) => {
      await broker.publish([kept], tx);
      await broker.revoke([revoked.id], tx);
    });
    const failing = transaction(async (tx) => {
      await broker.publish([dropped], tx);
      await broker.revoke([kept.id], tx);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await at.broker.depths()).toMatchObject([{ waiting: 1 }]);
    const worker = new TestWorker(at.broker);
    await worker.take(1);
    expect(worker.tasks).toEqual([kept]);
  });

  it("takes no more than there is room for", async () => {
    await at.broker.publish(newTasks(5));
    const worker = new TestWorker(at.broker, { room: 2 });
    await worker.take(2);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 3, claimed: 2 }]);
    worker.grow(1);
    await worker.deliveries.until(3);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 2, claimed: 3 }]);
  });

  it("takes nothing before the start and after a pause, and settles what is out", async () => {
    const worker = new TestWorker(at.broker, { room: 1 });
    await at.broker.publish(newTasks(2));
    expect(worker.tasks).toEqual([]);
    const [delivery] = (await worker.take(1)) as [Delivery];
    worker.consumer.pause();
    worker.grow(1);
    expect(await delivery.settle(succeeded(delivery.task))).toBe(true);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 1, claimed: 0 }]);
  });

  it("delivers each task to one of several workers", async () => {
    const tasks = newTasks(300);
    await at.broker.publish(tasks);
    const taken = new Seen<string>();
    const workers = [at.broker, at.transport.open().broker].map((broker) => new TestWorker(broker, { room: 300 }));
    for (const worker of workers) worker.deliveries.add = (...got) => taken.add(...got.map(({ task }) => task.id));
    await Promise.all(workers.map(({ consumer }) => consumer.start()));
    expect((await taken.until(300)).sort()).toEqual(idsOf(tasks).sort());
  });

  it("starts and stops repeatedly, and stops before the start", async () => {
    const { consumer } = new TestWorker(at.broker);
    await Promise.all([consumer.start(), consumer.start()]);
    await Promise.all([consumer.stop(), consumer.stop()]);
    await new TestWorker(at.broker).consumer.stop();
    const receiver = at.broker.receiveEvents({ handle: async () => undefined });
    await receiver.stop();
    await at.broker.start();
    await at.broker.stop();
    await at.broker.stop();
  });
}

function testQueues(at: Context): void {
  it("takes higher priorities first, and the older first of the same", async () => {
    const priorities = [4, 0, 9, 4, 9];
    const tasks = priorities.map((priority) => newTask({ priority }));
    await at.broker.publish(tasks);
    const worker = new TestWorker(at.broker, { room: 1 });
    await worker.take(1);
    for (let taken = 2; taken <= 5; taken += 1) {
      worker.grow(1);
      await worker.deliveries.until(taken);
    }
    const order = [2, 4, 0, 3, 1].map((i) => (tasks[i] as Task).id);
    expect(idsOf(worker.tasks)).toEqual(order);
  });

  it("takes from each of its queues in turn, and from no other", async () => {
    await at.broker.publish([...newTasks(50, { queue: "a" }), ...newTasks(2, { queue: "b" }), ...newTasks(2, { queue: "c" })]);
    const worker = new TestWorker(at.broker, { room: 1, queues: ["a", "b"] });
    await worker.take(1);
    for (let taken = 2; taken <= 6; taken += 1) {
      worker.grow(1);
      await worker.deliveries.until(taken);
    }
    expect(worker.tasks.filter(({ queue }) => queue === "b")).toHaveLength(2);
    expect(worker.tasks.filter(({ queue }) => queue === "c")).toHaveLength(0);
  });

  it("counts what waits, what is taken, and who takes", async () => {
    await at.broker.publish([...newTasks(3, { queue: "a" }), newTask({ queue: "b" })]);
    await new TestWorker(at.broker, { room: 1, queues: ["a", "empty"] }).take(1);
    const [a, b, empty] = await at.broker.depths();
    expect(a).toEqual({ queue: "a", waiting: 2, claimed: 1, consumers: 1, oldestSeconds: expect.any(Number) });
    expect(b).toMatchObject({ queue: "b", waiting: 1, claimed: 0, consumers: 0 });
    expect(empty).toEqual({ queue: "empty", waiting: 0, claimed: 0, consumers: 1, oldestSeconds: null });
  });

  it("still counts a queue whose consumer has stopped", async () => {
    const { consumer } = new TestWorker(at.broker);
    await consumer.start();
    await consumer.stop();
    expect(await at.broker.depths()).toMatchObject([{ queue: "default", consumers: 0 }]);
  });
}

function testEvents(at: Context): void {
  it("hands over a task's events in order, the outcome last, and the task is gone", async () => {
    const events = await listenTo(at.transport.open().broker);
    await at.broker.publish([newTask()]);
    const [delivery] = (await new TestWorker(at.broker).take(1)) as [Delivery];
    const { task } = delivery;
    const sent = [started(task), ...Array.from({ length: 20 }, (_, i) => updated(task, i))];
    for (const event of sent) void delivery.emit(event);
    expect(await delivery.settle(succeeded(task))).toBe(true);
    expect(await events.until(22)).toEqual([...sent, succeeded(task)]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: 0 }]);
  });

  it("counts one outcome of a task", async () => {
    const events = await listenTo(at.broker);
    await at.broker.publish([newTask()]);
    const [delivery] = (await new TestWorker(at.broker).take(1)) as [Delivery];
    expect(await delivery.settle(succeeded(delivery.task))).toBe(true);
    expect(await delivery.settle(revoked(delivery.task))).toBe(false);
    await at.broker.emit([started(delivery.task)]);
    expect((await events.until(2)).map(({ type }) => type)).toEqual(["task-succeeded", "task-started"]);
  });

  it("gives batches of a limited size, oldest first", async () => {
    const task = newTask();
    const sent = Array.from({ length: 25 }, (_, i) => updated(task, i));
    await at.broker.emit(sent.slice(0, 20));
    for (const event of sent.slice(20)) await at.broker.emit([event]);
    const events = new Seen<Event>();
    const sizes: number[] = [];
    const handle: ReceiveOptions["handle"] = async (batch) => {
      sizes.push(batch.length);
      events.add(...batch);
    };
    await at.broker.receiveEvents({ maxEvents: 8, handle }).start();
    expect(await events.until(25)).toEqual(sent);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
  });

  it("hands over again what was not handled, and nothing that was", async () => {
    const sent = newTasks(3).map(started);
    await at.broker.emit(sent);
    const events = new Seen<Event>();
    let refusals = 2;
    const handle: ReceiveOptions["handle"] = async (batch) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error("not now");
      events.add(...batch);
    };
    await at.broker.receiveEvents({ handle }).start();
    await events.until(3);
    await at.broker.emit([started(newTask({ id: "last" }))]);
    expect(await events.until(4)).toEqual([...sent, started(newTask({ id: "last" }))]);
  });

  it("gives each event to one of several receivers", async () => {
    const brokers = [at.broker, at.transport.open().broker];
    const all = new Seen<Event>();
    for (const broker of brokers) await broker.receiveEvents({ handle: async (batch) => all.add(...batch) }).start();
    const sent = newTasks(500).map(started);
    await Promise.all(sent.map((event) => at.broker.emit([event])));
    await all.until(500);
    expect(new Set(all.all.map((event) => (event as { uuid: string }).uuid)).size).toBe(500);
    expect(all.all).toHaveLength(500);
  });
}

function testRelease(at: Context): void {
  it("puts a task that has not started back as it was", async () => {
    const task = newTask();
    await at.broker.publish([task]);
    const worker = new TestWorker(at.broker, { room: 1 });
    const [first] = (await worker.take(1)) as [Delivery];
    await first.release({ started: false });
    worker.grow(1);
    const [, second] = await worker.deliveries.until(2);
    expect(second?.task).toEqual(task);
    expect(second?.redelivered).toBe(true);
  });

  it("puts a task that has started back as its next attempt", async () => {
    const events = await listenTo(at.broker);
    const task = newTask();
    await at.broker.publish([task]);
    const worker = new TestWorker(at.broker, { room: 1 });
    const [first] = (await worker.take(1)) as [Delivery];
    await first.release({ started: true });
    worker.grow(1);
    const [, second] = await worker.deliveries.until(2);
    expect(second?.task).toEqual({ ...task, retries: 1 });
    const retried = { type: "task-retried", uuid: task.id, retries: 0, error: { type: "WorkerLost" } };
    expect(await events.until(1)).toMatchObject([retried]);
  });

  it("fails a task whose last attempt did not end", async () => {
    const events = await listenTo(at.broker);
    const task = newTask({ retries: 2, maxAttempts: 3 });
    await at.broker.publish([task]);
    const [delivery] = (await new TestWorker(at.broker, { room: 1 }).take(1)) as [Delivery];
    await delivery.release({ started: true });
    const failed = { type: "task-failed", uuid: task.id, retries: 2, error: { type: "WorkerLost" } };
    expect(await events.until(1)).toMatchObject([failed]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: 0 }]);
  });

  it("ends the attempts of what a worker still has when it stops", async () => {
    const task = newTask();
    await at.broker.publish([task]);
    const worker = new TestWorker(at.broker, { room: 1 });
    await worker.take(1);
    await worker.consumer.stop();
    const [again] = await new TestWorker(at.broker).take(1);
    expect(again?.task).toEqual({ ...task, retries: 1 });
  });
}

function testRevoke(at: Context): void {
  it("takes a waiting task off its queue", async () => {
    const events = await listenTo(at.broker);
    const [gone, stays] = newTasks(2) as [Task, Task];
    await at.broker.publish([gone, stays]);
    await at.broker.revoke([gone.id, "unknown"]);
    expect(await events.until(1)).toMatchObject([{ type: "task-revoked", uuid: gone.id, retries: 0, terminated: false }]);
    const worker = new TestWorker(at.broker);
    await worker.take(1);
    expect(worker.tasks).toEqual([stays]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: 1 }]);
  });

  it("tells the worker that has the task, until it settles", async () => {
    const events = await listenTo(at.broker);
    const task = newTask();
    await at.broker.publish([task, newTask()]);
    const worker = new TestWorker(at.transport.open().broker);
    const [delivery] = (await worker.take(2)) as [Delivery];
    await at.broker.revoke([task.id]);
    expect(await worker.revokes.until(2)).toEqual([task.id, task.id]);
    expect(await delivery.settle(revoked(task))).toBe(true);
    expect(await events.until(1)).toEqual([revoked(task)]);
  });

  it("does not queue a cancelled task again", async () => {
    const events = await listenTo(at.broker);
    const [one, two] = newTasks(2) as [Task, Task];
    await at.broker.publish([one, two]);
    const worker = new TestWorker(at.broker, { room: 2 });
    const [first, second] = (await worker.take(2)) as [Delivery, Delivery];
    await at.broker.revoke([one.id, two.id]);
    await first.release({ started: false });
    await second.release({ started: true });
    expect(await events.until(2)).toMatchObject([
      { type: "task-revoked", uuid: one.id, terminated: false },
      { type: "task-revoked", uuid: two.id, terminated: true },
    ]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: 0 }]);
  });

  it("misses no task that is being taken at the same moment", async () => {
    const events = await listenTo(at.broker);
    const worker = new TestWorker(at.transport.open().broker, { room: 1_000 });
    const answered = new Seen<string>();
    worker.revokes.add = (...ids) => answered.add(...ids.filter((id) => !answered.all.includes(id)));
    events.add = (...batch) => answered.add(...batch.flatMap((event) => ("uuid" in event ? event.uuid : [])));
    await worker.consumer.start();
    const tasks = newTasks(100);
    await Promise.all(tasks.map((task) => at.broker.publish([task]).then(() => at.broker.revoke([task.id]))));
    expect((await answered.until(100)).sort()).toEqual(idsOf(tasks).sort());
  });
}

function testLost(at: Context): void {
  /** A worker whose process is suspended while it has these tasks, until its lease has run out. */
  async function loseWorker(tasks: readonly Task[]) {
    const frozen = at.transport.open();
    const worker = new TestWorker(frozen.broker, { hostname: "lost@test", room: tasks.length });
    await at.broker.publish(tasks);
    const deliveries = await worker.take(tasks.length);
    frozen.freeze();
    expect(await untilReturned(at.broker)).toBe(tasks.length);
    return { worker, deliveries, thaw: () => frozen.thaw() };
  }

  it("returns the tasks of a worker that is silent, as their next attempt", async () => {
    const events = await listenTo(at.broker);
    const task = newTask();
    await loseWorker([task]);
    const [again] = await new TestWorker(at.broker).take(1);
    expect(again?.task).toEqual({ ...task, retries: 1 });
    expect(again?.redelivered).toBe(true);
    const error = { type: "WorkerLost", message: expect.stringContaining("lost@test") };
    expect(await events.until(1)).toMatchObject([{ type: "task-retried", uuid: task.id, retries: 0, error }]);
  });

  it("fails the last attempt, and confirms what was cancelled", async () => {
    const events = await listenTo(at.broker);
    const [last, cancelled] = [newTask({ maxAttempts: 1 }), newTask()];
    const frozen = at.transport.open();
    await at.broker.publish([last, cancelled]);
    await new TestWorker(frozen.broker).take(2);
    frozen.freeze();
    await at.broker.revoke([cancelled.id]);
    expect(await untilReturned(at.broker)).toBe(2);
    await events.until(2);
    expect(events.all).toContainEqual(
      expect.objectContaining({ type: "task-failed", uuid: last.id, error: expect.objectContaining({ type: "WorkerLost" }) }),
    );
    expect(events.all).toContainEqual(expect.objectContaining({ type: "task-revoked", uuid: cancelled.id }));
  });

  it("tells a worker that comes back, takes no outcome from it, and gives it tasks again", async () => {
    const events = await listenTo(at.broker);
    const task = newTask();
    const { worker, deliveries, thaw } = await loseWorker([task]);
    thaw();
    expect(await worker.losses.until(1)).toEqual([task.id]);
    expect(await (deliveries[0] as Delivery).settle(succeeded(task))).toBe(false);
    worker.grow(1);
    const [, again] = (await worker.deliveries.until(2)) as [Delivery, Delivery];
    expect(await again.settle(succeeded(again.task))).toBe(true);
    expect((await events.until(2)).map(({ type }) => type)).toEqual(["task-retried", "task-succeeded"]);
  });

  it("leaves a worker alone that lives, however long its task takes", async () => {
    const frozen = await loseWorker([newTask()]);
    const worker = new TestWorker(at.broker, { room: 1 });
    await worker.take(1);
    frozen.thaw();
    await loseWorker([newTask()]);
    expect(worker.losses.all).toEqual([]);
    expect(await at.broker.returnLost()).toBe(0);
  });
}

/** Asks until a lease has run out. */
async function untilReturned(broker: Broker): Promise<number> {
  return (await broker.returnLost()) || untilReturned(broker);
}

function testBadDays(at: Context): void {
  it("loses nothing when connections break again and again", async () => {
    const outcomes = new Map<string, number>();
    const ended = new Seen<string>();
    const handle: ReceiveOptions["handle"] = async (batch) => {
      for (const event of batch) {
        if (event.type !== "task-succeeded") continue;
        outcomes.set(event.uuid, (outcomes.get(event.uuid) ?? 0) + 1);
        if (outcomes.get(event.uuid) === 1) ended.add(event.uuid);
      }
    };
    await at.transport.open().broker.receiveEvents({ handle, maxEvents: 20 }).start();
    const worker = new TestWorker(at.transport.open().broker, { room: 10 });
    worker.deliveries.add = (...got) => {
      for (const delivery of got) void work(worker, delivery);
    };
    await worker.consumer.start();
    const tasks = newTasks(200);
    await at.broker.publish(tasks);
    for (let taken = 40; taken <= 160; taken += 40) {
      await ended.until(taken);
      await at.transport.cutConnections();
    }
    await ended.until(200);
    expect([...outcomes.keys()].sort()).toEqual(idsOf(tasks).sort());
  });
}

async function work(worker: TestWorker, delivery: Delivery): Promise<void> {
  await delivery.emit(started(delivery.task));
  await delivery.settle(succeeded(delivery.task));
  worker.grow(1);
}
