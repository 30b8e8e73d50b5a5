import { Connection } from "rabbitmq-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Service } from "../../core/lifecycle.ts";
import { createLogger } from "../../service/log.ts";
import { describeWith } from "../../service/testing.needs.ts";
import type { HeardWorker } from "../broker.ts";
import { newTask, newTasks, TestWorker } from "../testing.ts";
import { AmqpBroker } from "./broker.ts";
import { CELERY, CeleryApp } from "./testing.celery.ts";
import { untilPrinted } from "./testing.process.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "./testing.ts";
import { mailboxQueue } from "./wire.ts";

const SLOW = 120_000;
const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");

describeWith([RABBITMQ], "a task that was published", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let broker: AmqpBroker;
  let receiver: Service;
  /** Somebody who does not speak our protocol. */
  let other: Connection;

  beforeAll(async () => {
    rabbit = await startRabbit();
  }, SLOW);
  afterAll(() => rabbit?.stop(), SLOW);
  beforeEach(async () => {
    host = await rabbit.createHost();
    broker = new AmqpBroker({ url: host.url, leaseMs: 5_000, log });
    receiver = broker.receiveEvents({ handle: async () => undefined });
    other = new Connection(host.url);
    await receiver.start();
  });
  afterEach(async () => {
    await other.close();
    await broker.stop();
    await host.drop();
  });

  const task = newTask();
  const hasVanished = async (...workers: HeardWorker[]) => (await broker.findVanished([task], workers)).length > 0;
  const heard = (hostname: string, queues: string[] | null = [task.queue]): HeardWorker => ({ hostname, queues });

  it("has vanished with its queue, or from it, and not while it waits there", { timeout: SLOW }, async () => {
    await broker.publish([task]);
    expect(await hasVanished()).toBe(false);
    const channel = await other.acquire();
    await channel.queuePurge(task.queue);
    expect(await hasVanished()).toBe(true);
    await host.deleteQueue(task.queue);
    expect(await hasVanished()).toBe(true);
    await channel.close();
  });

  it("may be with somebody who takes from its queue and does not answer", { timeout: SLOW }, async () => {
    await broker.publish([task]);
    const channel = await other.acquire();
    await new Promise((resolve) => channel.basicConsume({ queue: task.queue }, resolve));
    expect(await hasVanished()).toBe(false);
    await channel.close();
  });

  it("may be with a worker of its queue that is connected and does not answer", { timeout: SLOW }, async () => {
    const channel = await other.acquire();
    const { queue } = mailboxQueue("busy@lab");
    await channel.queueDeclare(mailboxQueue("busy@lab"));
    await channel.basicConsume({ queue, noAck: true }, () => undefined);
    expect(await hasVanished(heard("busy@lab"))).toBe(false);
    expect(await hasVanished(heard("busy@lab", null))).toBe(false);
    expect(await hasVanished(heard("busy@lab", ["other"]))).toBe(true);
    expect(await hasVanished(heard("gone@lab"))).toBe(true);
    await channel.close();
  });

  it("is not with workers of ours that say so, and is with the one that has it", { timeout: SLOW }, async () => {
    const worker = new TestWorker(broker);
    await worker.consumer.start();
    expect(await hasVanished(heard("worker@test"))).toBe(true);
    await broker.publish([task]);
    const [delivery] = await worker.deliveries.until(1);
    expect(await hasVanished(heard("worker@test"))).toBe(false);
    await delivery?.release({ started: false });
  });

  it("may have been told of by what nobody has received yet", { timeout: SLOW }, async () => {
    await receiver.stop();
    expect(await hasVanished()).toBe(false);
  });
});

describeWith([RABBITMQ, CELERY], "tasks that Celery's workers have taken ahead", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let broker: AmqpBroker;
  let celery: CeleryApp;

  beforeAll(async () => {
    rabbit = await startRabbit();
    host = await rabbit.createHost();
    broker = new AmqpBroker({ url: host.url, leaseMs: 5_000, log });
    celery = new CeleryApp({ brokerUrl: host.url });
    await Promise.all([celery.open(), broker.receiveEvents({ handle: async () => undefined }).start()]);
  }, SLOW);
  afterAll(async () => {
    await celery?.close();
    await broker?.stop();
    await rabbit?.stop();
  }, SLOW);

  // With a pool of processes a worker answers; alone, it has no time to.
  it.each(["prefork", "solo"])("have not vanished: %s", { timeout: SLOW }, async (pool) => {
    const tasks = newTasks(2, { queue: pool, name: "slow", kwargs: { seconds: 300 } });
    const command = ["worker", "-n", `${pool}@lab`, "-Q", pool, "--pool", pool, "--concurrency", "1", "--loglevel", "INFO"];
    const worker = celery.watch(...command);
    await untilPrinted(worker, " ready.");
    const isTaken = untilPrinted(worker, "received");
    await broker.publish(tasks);
    await isTaken;
    const waiting = async () => (await broker.depths()).find(({ queue }) => queue === pool)?.waiting;
    await expect.poll(waiting, { timeout: SLOW }).toBe(0);
    expect(await broker.findVanished(tasks, [{ hostname: `${pool}@lab`, queues: null }])).toEqual([]);
    expect(await broker.findVanished(tasks, [])).toEqual([]);
    const others = newTasks(2, { queue: pool });
    expect(await broker.findVanished(others, [])).toHaveLength(pool === "prefork" ? 2 : 0);
  });
});
