import { expect, it } from "vitest";
import type { Delivery } from "../broker.ts";
import { listenTo, newTask, TestWorker } from "../testing.ts";
import { type Context, counted } from "./context.ts";

export function testRelease(at: Context): void {
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
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: counted(at, 0) }]);
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
