import { expect, it } from "vitest";
import type { Delivery, ReceiveOptions } from "../broker.ts";
import { idsOf, newTasks, Seen, started, succeeded, TestWorker } from "../testing.ts";
import type { Context } from "./context.ts";

export function testBadDays(at: Context): void {
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
