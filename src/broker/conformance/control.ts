import { expect, it } from "vitest";
import type { ControlTarget } from "../control.ts";
import { idsOf, newTask, Seen, succeeded, TestWorker } from "../testing.ts";
import type { Context } from "./context.ts";

const ONE = "one@test";
const TWO = "two@test";

/** A worker that writes down what is asked of it. */
class Target implements ControlTarget {
  readonly asked = new Seen<string>();

  stats() {
    return { total: { sleep: 3 }, concurrency: 2, processes: [1, 2], uptime: 5 };
  }
  active() {
    return [];
  }
  registered() {
    return ["sleep", "convert"];
  }
  conf() {
    return { queues: ["default"] };
  }
  grow(by: number): void {
    this.asked.add(`grow ${by}`);
  }
  shrink(): void {
    throw new Error("there is only one");
  }
  heartbeat(): void {
    this.asked.add("heartbeat");
  }
  shutdown(): void {
    this.asked.add("shutdown");
  }
}

/** Asks until all of them have answered: a worker may hear of requests a moment after it has started. */
async function ask(at: Context, method: string, args = {}, destination: readonly string[] = [ONE]) {
  return at.broker.control.request(method, args, { destination, timeoutMs: 10_000 });
}

async function start(at: Context, hostname = ONE): Promise<{ worker: TestWorker; target: Target }> {
  const target = new Target();
  const worker = new TestWorker(at.transport.open().broker, { hostname, control: target });
  await worker.consumer.start();
  let isThere = false;
  while (!isThere) {
    const options = { destination: [hostname], timeoutMs: 250 };
    isThere = Object.hasOwn(await at.broker.control.request("ping", {}, options), hostname);
  }
  return { worker, target };
}

export function testControl(at: Context): void {
  it("asks workers what they are, run and take from", async () => {
    await start(at);
    expect(await ask(at, "stats")).toMatchObject({
      [ONE]: {
        total: { sleep: 3 },
        pool: { "max-concurrency": 2, processes: [1, 2] },
        broker: { transport: expect.any(String) },
      },
    });
    expect(await ask(at, "registered")).toEqual({ [ONE]: ["convert", "sleep"] });
    expect(await ask(at, "active_queues")).toMatchObject({ [ONE]: [{ name: "default" }] });
    expect(await ask(at, "conf")).toEqual({ [ONE]: { queues: ["default"] } });
    expect(await ask(at, "ping")).toEqual({ [ONE]: { ok: "pong" } });
  });

  it("tells what workers have", async () => {
    const { worker } = await start(at);
    const task = newTask({ kwargs: { seconds: 1, key: "hidden" } });
    await at.broker.publish([task]);
    const [delivery] = await worker.deliveries.until(1);
    const [told] = (await ask(at, "reserved"))[ONE] as [{ id: string; kwargs: object }];
    expect(told).toMatchObject({ id: task.id, name: task.name, kwargs: { seconds: 1 }, hostname: ONE });
    expect(told.kwargs).not.toHaveProperty("key");
    await delivery?.settle(succeeded(task));
    expect(await ask(at, "reserved")).toEqual({ [ONE]: [] });
  });

  it("makes them take from a queue, and from one no more", async () => {
    const { worker } = await start(at);
    expect(await ask(at, "add_consumer", { queue: "other" })).toEqual({ [ONE]: { ok: "add consumer other" } });
    expect(await ask(at, "cancel_consumer", { queue: "default" })).toEqual({
      [ONE]: { ok: "no longer consuming from default" },
    });
    expect(worker.consumer.queues).toEqual(["other"]);
    const task = newTask({ queue: "other" });
    await at.broker.publish([newTask(), task]);
    await worker.deliveries.until(1);
    expect(idsOf(worker.tasks)).toEqual([task.id]);
  });

  it("knows who is connected", async () => {
    await start(at);
    expect(await at.broker.control.connected([ONE, TWO])).toEqual([ONE]);
    expect(await at.broker.control.connected([])).toEqual([]);
  });

  it("passes on what is asked, and an error as the answer", async () => {
    const { target } = await start(at);
    expect(await ask(at, "pool_grow", { n: 2 })).toEqual({ [ONE]: { ok: "pool will grow" } });
    expect(await ask(at, "pool_shrink", { n: 2 })).toEqual({ [ONE]: { error: "there is only one" } });
    expect(await ask(at, "no_such_thing")).toEqual({ [ONE]: { error: "KeyError('no_such_thing')" } });
    expect(target.asked.all).toEqual(["grow 2"]);
  });

  it("asks those that are named and no others, each request once", async () => {
    const [one, two] = [await start(at, ONE), await start(at, TWO)];
    await at.broker.control.cast("shutdown", {}, [TWO]);
    expect(await ask(at, "pool_grow", { n: 1 }, [ONE, TWO])).toEqual({
      [ONE]: { ok: "pool will grow" },
      [TWO]: { ok: "pool will grow" },
    });
    expect(one.target.asked.all).toEqual(["grow 1"]);
    expect(two.target.asked.all).toEqual(["shutdown", "grow 1"]);
  });

  it("does not wait for ever for one that is not there", async () => {
    expect(await at.broker.control.request("ping", {}, { destination: ["nobody@test"], timeoutMs: 50 })).toEqual({});
  });
}
