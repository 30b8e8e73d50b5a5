import { expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import { idsOf, newTask, newTasks, TestWorker } from "../testing.ts";
import { type Context, counted, has } from "./context.ts";

export function testQueues(at: Context): void {
  if (has(at, "priorities")) {
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
  }

  it("takes from each of its queues in turn, and from no other", async () => {
    await at.broker.publish([...newTasks(50, { queue: "a" }), ...newTasks(2, { queue: "b" }), ...newTasks(2, { queue: "c" })]);
    const worker = new TestWorker(at.broker, { room: 1, queues: ["a", "b"] });
    await worker.take(1);
    const enough = has(at, "turns") ? 6 : 40;
    for (let taken = 2; taken <= enough; taken += 1) {
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
    expect(a).toEqual({
      queue: "a",
      waiting: 2,
      claimed: counted(at, 1),
      consumers: 1,
      oldestSeconds: counted(at, expect.any(Number)),
    });
    expect(b).toMatchObject({ queue: "b", waiting: 1, claimed: counted(at, 0), consumers: 0 });
    expect(empty).toEqual({ queue: "empty", waiting: 0, claimed: counted(at, 0), consumers: 1, oldestSeconds: null });
  });

  it("still counts a queue whose consumer has stopped", async () => {
    const { consumer } = new TestWorker(at.broker);
    await consumer.start();
    await consumer.stop();
    expect(await at.broker.depths()).toMatchObject([{ queue: "default", consumers: 0 }]);
  });
}
