import { expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import type { Broker, Delivery } from "../broker.ts";
import { listenTo, newTask, succeeded, TestWorker } from "../testing.ts";
import type { Context } from "./context.ts";

export function testLost(at: Context): void {
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
