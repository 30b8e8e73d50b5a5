import { expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import type { Delivery } from "../broker.ts";
import { idsOf, listenTo, newTask, newTasks, revoked, Seen, TestWorker } from "../testing.ts";
import { type Context, counted } from "./context.ts";

export function testRevoke(at: Context): void {
  it("takes a waiting task off its queue before it starts", async () => {
    const events = await listenTo(at.broker);
    const [gone, stays] = newTasks(2) as [Task, Task];
    await at.broker.publish([gone, stays]);
    await at.broker.revoke([gone.id, "unknown"]);
    const worker = new TestWorker(at.transport.open().broker);
    await worker.take(1);
    expect(worker.tasks).toEqual([stays]);
    expect(await events.until(1)).toMatchObject([{ type: "task-revoked", uuid: gone.id, retries: 0, terminated: false }]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: counted(at, 1) }]);
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
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: counted(at, 0) }]);
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
