import { expect, it } from "vitest";
import type { Event, TaskEvent } from "../../core/event.ts";
import type { Delivery, ReceiveOptions } from "../broker.ts";
import { listenTo, newTask, newTasks, revoked, Seen, started, succeeded, TestWorker, updated } from "../testing.ts";
import { type Context, counted } from "./context.ts";

export function testEvents(at: Context): void {
  it("hands over a task's events in order, the outcome last, and the task is gone", async () => {
    const events = await listenTo(at.transport.open().broker);
    await at.broker.publish([newTask()]);
    const [delivery] = (await new TestWorker(at.broker).take(1)) as [Delivery];
    const { task } = delivery;
    const sent = [started(task), ...Array.from({ length: 20 }, (_, i) => updated(task, i))];
    for (const event of sent) void delivery.emit(event);
    expect(await delivery.settle(succeeded(task))).toBe(true);
    expect(await events.until(22)).toEqual([...sent, succeeded(task)]);
    expect(await at.broker.depths()).toMatchObject([{ waiting: 0, claimed: counted(at, 0) }]);
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

  it("keeps what is set aside, shows it, and hands it over again", async () => {
    const [one, two] = newTasks(2).map(started) as [TaskEvent, TaskEvent];
    await at.broker.setAside([one], "no job");
    await at.broker.setAside([two], "no project");
    const [first, second, ...more] = await at.broker.listSetAside(10);
    expect(first).toMatchObject({ kind: "event", reason: "no job", content: one });
    expect(second).toMatchObject({ kind: "event", reason: "no project", content: two });
    expect(more).toEqual([]);
    const events = await listenTo(at.broker);
    expect(await at.broker.replay([second?.id ?? ""])).toBe(1);
    expect(await events.until(1)).toEqual([two]);
    expect(await at.broker.listSetAside(10)).toMatchObject([{ reason: "no job" }]);
    expect(await at.broker.replay(null)).toBe(1);
    expect(await events.until(2)).toEqual([two, one]);
    expect(await at.broker.listSetAside(10)).toEqual([]);
  });

  it("counts what is set aside, shows it page by page, and throws it away", async () => {
    await at.broker.setAside(newTasks(3).map(started), "no job");
    expect(await at.broker.countSetAside()).toBe(3);
    const all = await at.broker.listSetAside(10);
    expect(await at.broker.listSetAside(1, 1)).toEqual([all[1]]);
    expect(await at.broker.drop([all[1]?.id ?? "", "no such id"])).toBe(1);
    expect(await at.broker.listSetAside(10)).toEqual([all[0], all[2]]);
    expect(await at.broker.drop(null)).toBe(2);
    expect(await at.broker.countSetAside()).toBe(0);
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
