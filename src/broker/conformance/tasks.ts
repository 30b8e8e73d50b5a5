import { expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import type { Delivery } from "../broker.ts";
import { idsOf, newTask, newTasks, Seen, succeeded, TestWorker } from "../testing.ts";
import { type Context, counted, has } from "./context.ts";

export function testTasks(at: Context): void {
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

  if (has(at, "dedupe")) {
    it("leaves a task that is already there as it is", async () => {
      const task = newTask();
      await at.broker.publish([task, task]);
      await at.broker.publish([{ ...task, kwargs: { other: true } }, newTask()]);
      const worker = new TestWorker(at.broker);
      await worker.take(2);
      expect(worker.tasks[0]).toEqual(task);
      expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: counted(at, 2) }]);
    });
  }

  if (has(at, "transactions")) {
    it("publishes and revokes with a transaction of the record, and only if that commits", async () => {
      const { broker, transaction } = at.transport.open();
      if (!transaction) throw new Error("The transport gives no transaction.");
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
  }

  it("takes no more than there is room for", async () => {
    await at.broker.publish(newTasks(5));
    const worker = new TestWorker(at.broker, { room: 2 });
    await worker.take(2);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 3, claimed: counted(at, 2) }]);
    worker.grow(1);
    await worker.deliveries.until(3);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 2, claimed: counted(at, 3) }]);
  });

  it("takes nothing before the start and after a pause, and settles what is out", async () => {
    const worker = new TestWorker(at.broker, { room: 1 });
    await at.broker.publish(newTasks(2));
    expect(worker.tasks).toEqual([]);
    const [delivery] = (await worker.take(1)) as [Delivery];
    worker.consumer.pause();
    worker.grow(1);
    expect(await delivery.settle(succeeded(delivery.task))).toBe(true);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 1, claimed: counted(at, 0) }]);
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
