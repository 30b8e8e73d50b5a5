/** Bad days of RabbitMQ: a restart without warning, a consumer timeout, queues that are deleted. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Event } from "../../core/event.ts";
import { createLogger } from "../../service/log.ts";
import { describeWith } from "../../service/testing.needs.ts";
import type { Delivery } from "../broker.ts";
import { idsOf, listenTo, newTask, newTasks, type Seen, started, succeeded, TestWorker } from "../testing.ts";
import { AmqpBroker } from "./broker.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "./testing.ts";

const START_MS = 120_000;
const LEASE_MS = 2_000;
/** Far beyond a lease: for so long, a message that came again may be kept until it is clear that nobody has its task. */
const CONSUMER_TIMEOUT_MS = 5 * LEASE_MS;
const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");

describeWith([RABBITMQ], "RabbitMQ's bad days", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let brokers: AmqpBroker[];

  beforeAll(async () => {
    // Channels look for deliveries that are too old every second, instead of every minute.
    rabbit = await startRabbit({ advanced: `{consumer_timeout, ${CONSUMER_TIMEOUT_MS}}, {channel_tick_interval, 500}` });
  }, START_MS);
  beforeEach(async () => {
    brokers = [];
    host = await rabbit.createHost();
  });
  afterEach(async () => {
    await Promise.all(brokers.map((broker) => broker.stop()));
    await host.drop();
  }, 30_000);
  afterAll(() => rabbit?.stop(), START_MS);

  function open(): AmqpBroker {
    const broker = new AmqpBroker({ url: host.url, managementUrl: null, leaseMs: LEASE_MS, log });
    brokers.push(broker);
    return broker;
  }

  function outcomes(events: Seen<Event>): string[] {
    return events.all.flatMap((event) => (event.type === "task-succeeded" ? [event.uuid] : []));
  }

  it("a task that runs for longer than the consumer timeout is not started again, here or elsewhere", async () => {
    const broker = open();
    const events = await listenTo(open());
    const [one, two] = [new TestWorker(broker, { hostname: "one@test" }), new TestWorker(open(), { hostname: "two@test" })];
    await broker.publish([newTask()]);
    const [delivery] = (await one.take(1)) as [Delivery];
    await two.consumer.start();
    await sleep(CONSUMER_TIMEOUT_MS + 2 * LEASE_MS);
    expect(await delivery.settle(succeeded(delivery.task))).toBe(true);
    await broker.publish([newTask({ id: "after" })]);
    const all = await Promise.race([one.deliveries.until(2), two.deliveries.until(1)]);
    expect(all.at(-1)?.task.id).toBe("after");
    expect([...one.tasks, ...two.tasks].map(({ retries }) => retries)).toEqual([0, 0]);
    expect(one.losses.all).toEqual([]);
    await events.until(1);
    expect(events.all.map(({ type }) => type)).toEqual(["task-succeeded"]);
  }, 60_000);

  it("a queue that is deleted is declared again, by who publishes and who consumes", async () => {
    const broker = open();
    const worker = new TestWorker(open(), { room: 10 });
    await worker.consumer.start();
    await deleteQueue(host, "default");
    const tasks = newTasks(2);
    await broker.publish(tasks);
    await worker.deliveries.until(2);
    expect(idsOf(worker.tasks).sort()).toEqual(idsOf(tasks).sort());
  });

  it("a restart without warning loses nothing, and leaves nothing behind", async () => {
    const broker = open();
    const events = await listenTo(open());
    const workers = [
      new TestWorker(open(), { room: 20, hostname: "one@test" }),
      new TestWorker(open(), { room: 20, hostname: "two@test" }),
    ];
    const tasks = newTasks(100);
    await broker.publish(tasks);
    await broker.publish([newTask({ id: "elsewhere", queue: "other" })]);
    await rabbit.settle();
    for (const { consumer } of workers) await consumer.start();
    await Promise.all(workers.map(({ deliveries }) => deliveries.until(20)));
    const running = workers.flatMap(({ deliveries }) => [...deliveries.all]);
    await rabbit.restart();
    // What ran goes on, and ends while the rest is taken.
    for (const worker of workers) {
      worker.deliveries.add = (...got) => {
        for (const delivery of got) void end(worker, delivery);
      };
    }
    for (const worker of workers) for (const delivery of worker.deliveries.all) void end(worker, delivery);
    for (let seen = 0; new Set(outcomes(events)).size < 100; ) {
      seen = events.all.length + 1;
      await events.until(seen);
    }
    expect(new Set(outcomes(events))).toEqual(new Set(idsOf(tasks)));
    const attempts = events.all.filter((event) => event.type === "task-retried");
    expect(attempts).toEqual([]);
    expect(running).toHaveLength(40);
    const other = await new TestWorker(open(), { queues: ["other"] }).take(1);
    expect(other[0]?.task).toMatchObject({ id: "elsewhere", retries: 0 });
  }, 60_000);

  it("events wait for their receiver over a restart", async () => {
    const sent = newTasks(3).map(started);
    await open().emit(sent);
    await rabbit.settle();
    await rabbit.restart();
    const events = await listenTo(open());
    expect(await events.until(3)).toEqual(sent);
  }, 60_000);
});

async function end(worker: TestWorker, delivery: Delivery): Promise<void> {
  await delivery.settle(succeeded(delivery.task));
  worker.grow(1);
}

async function deleteQueue({ url, managementUrl }: TestHost, queue: string): Promise<void> {
  const { username, password, origin } = new URL(managementUrl);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const address = `${origin}/api/queues${new URL(url).pathname}/${queue}`;
  const { ok } = await fetch(address, { method: "DELETE", headers: { authorization } });
  expect(ok).toBe(true);
}
