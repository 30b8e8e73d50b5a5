import { expect, it } from "vitest";
import type { TaskEvent } from "../../core/event.ts";
import type { Task } from "../../core/task.ts";
import type { Broker, Delivery } from "../broker.ts";
import { listenTo, newTask, newTasks, succeeded, TestWorker } from "../testing.ts";
import { type Context, has } from "./context.ts";

export function testLost(at: Context): void {
  /** A worker whose process is suspended while it has these tasks. */
  async function freezeWorker(tasks: readonly Task[]) {
    const frozen = at.transport.open({ leaseMs: 600 });
    const worker = new TestWorker(frozen.broker, { hostname: "lost@test", room: tasks.length });
    await at.broker.publish(tasks);
    const deliveries = await worker.take(tasks.length);
    frozen.freeze();
    return { worker, deliveries, thaw: () => frozen.thaw() };
  }

  it("returns the tasks of a worker that is silent, as their next attempt", async () => {
    const events = await listenTo(at.broker);
    const task = newTask();
    await freezeWorker([task]);
    const [again] = await takeReturned(at.broker, new TestWorker(at.broker), 1);
    expect(again?.task).toEqual({ ...task, retries: 1 });
    expect(again?.redelivered).toBe(true);
    const message = has(at, "counts") ? expect.stringContaining("lost@test") : expect.any(String);
    const error = { type: "WorkerLost", message };
    expect(await events.until(1)).toMatchObject([{ type: "task-retried", uuid: task.id, retries: 0, error }]);
  });

  it("fails the last attempt, and confirms what was cancelled", async () => {
    const events = await listenTo(at.broker);
    const [last, cancelled, other] = [newTask({ maxAttempts: 1 }), newTask(), newTask()];
    await freezeWorker([last, cancelled, other]);
    await at.broker.revoke([cancelled.id]);
    const [again] = await takeReturned(at.broker, new TestWorker(at.broker), 1);
    expect(again?.task).toEqual({ ...other, retries: 1 });
    await events.until(3);
    expect(events.all).toContainEqual(
      expect.objectContaining({ type: "task-failed", uuid: last.id, error: expect.objectContaining({ type: "WorkerLost" }) }),
    );
    expect(events.all).toContainEqual(expect.objectContaining({ type: "task-revoked", uuid: cancelled.id }));
  });

  it("tells a worker that comes back, takes no outcome from it, and gives it tasks again", async () => {
    const events = await listenTo(at.broker);
    const [lost, fresh] = newTasks(2) as [Task, Task];
    const { worker, deliveries, thaw } = await freezeWorker([lost]);
    const [again] = (await takeReturned(at.broker, new TestWorker(at.broker, { room: 1 }), 1)) as [Delivery];
    thaw();
    expect(await worker.losses.until(1)).toEqual([lost.id]);
    expect(await (deliveries[0] as Delivery).settle(succeeded(lost))).toBe(false);
    expect(await again.settle(succeeded(again.task))).toBe(true);
    await at.broker.publish([fresh]);
    worker.grow(1);
    const [, next] = (await worker.deliveries.until(2)) as [Delivery, Delivery];
    expect(await next.settle(succeeded(next.task))).toBe(true);
    const told = (await events.until(3)).map((event) => [event.type, (event as TaskEvent).uuid]);
    expect(told).toEqual([
      ["task-retried", lost.id],
      ["task-succeeded", lost.id],
      ["task-succeeded", fresh.id],
    ]);
  });

  it("leaves a worker alone that lives, however long its task takes", async () => {
    const worker = new TestWorker(at.broker, { room: 1 });
    await at.broker.publish([newTask()]);
    await worker.take(1);
    const { thaw } = await freezeWorker([newTask()]);
    await takeReturned(at.broker, new TestWorker(at.broker, { room: 1 }), 1);
    thaw();
    expect(worker.losses.all).toEqual([]);
    expect(await at.broker.returnLost()).toBe(0);
  });
}

/** Starts a worker and waits for its first deliveries, while somebody looks after those who are lost. */
async function takeReturned(broker: Broker, worker: TestWorker, howMany: number): Promise<Delivery[]> {
  let isTaken = false;
  const taken = worker.take(howMany).finally(() => {
    isTaken = true;
  });
  while (!isTaken) {
    await broker.returnLost();
    await new Promise(setImmediate);
  }
  return taken;
}
