import { Connection } from "rabbitmq-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../service/log.ts";
import { describeWith } from "../../service/testing.needs.ts";
import type { TestBroker, TestTransport } from "../conformance/context.ts";
import { testBroker } from "../conformance.ts";
import { idsOf, newTask, newTasks, started, TestWorker } from "../testing.ts";
import { AmqpBroker } from "./broker.ts";
import { TestProxy } from "./testing.proxy.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "./testing.ts";

/** Longer than a busy machine may halt a test. */
const LEASE_MS = 5_000;
const START_MS = 120_000;
const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");

describeWith([RABBITMQ], "on a broker of its own", () => {
  let rabbit: TestRabbit;

  beforeAll(async () => {
    rabbit = await startRabbit();
  }, START_MS);
  afterAll(() => rabbit?.stop(), START_MS);

  testBroker("RabbitMQ", () => openTransport(rabbit), ["dedupe", "priorities", "turns", "counts", "transactions"]);

  describe("beyond what all brokers do", () => {
    let host: TestHost;
    let broker: AmqpBroker;

    beforeEach(async () => {
      host = await rabbit.createHost();
      broker = new AmqpBroker({ ...host, leaseMs: LEASE_MS, log });
    });
    afterEach(async () => {
      await broker.stop();
      await host.drop();
    });

    it("uses a queue as others have declared it, with its priorities", async () => {
      const other = new Connection(host.url);
      await other.queueDeclare({ queue: "default", durable: true, arguments: { "x-max-priority": 9 } });
      await other.close();
      const tasks = [4, 0, 9].map((priority) => newTask({ priority }));
      await broker.publish(tasks);
      const worker = new TestWorker(broker);
      await worker.take(3);
      expect(worker.tasks.map(({ priority }) => priority)).toEqual([9, 4, 0]);
    });

    it("counts all queues with the help of RabbitMQ's management", async () => {
      await broker.publish([...newTasks(3, { queue: "a" }), newTask({ queue: "b" })]);
      await new TestWorker(broker, { room: 2, queues: ["a"] }).take(2);
      const elsewhere = new AmqpBroker({ ...host, leaseMs: LEASE_MS, log });
      const a = { queue: "a", waiting: 1, claimed: 2, consumers: 1, oldestSeconds: expect.any(Number) };
      const b = { queue: "b", waiting: 1, claimed: 0, consumers: 0, oldestSeconds: expect.any(Number) };
      await expect.poll(() => elsewhere.depths(), { timeout: 10_000 }).toEqual([a, b]);
      await elsewhere.stop();
    });

    it("takes a task that was sent twice for one, while it is here", async () => {
      const task = newTask();
      await broker.publish([task, task, newTask()]);
      const worker = new TestWorker(broker);
      await worker.take(2);
      expect(new Set(idsOf(worker.tasks)).size).toBe(2);
    });

    it("stops with RabbitMQ away, soon", async () => {
      const lost = new AmqpBroker({ url: "amqp://127.0.0.1:1", leaseMs: LEASE_MS, log });
      const worker = new TestWorker(lost);
      void worker.consumer.start();
      const sending = expect(lost.emit([started(newTask())])).rejects.toThrow(Error);
      await lost.stop();
      await sending;
    });

    it("leaves what was published while RabbitMQ is away to the caller", async () => {
      const lost = new AmqpBroker({ url: "amqp://127.0.0.1:1", leaseMs: LEASE_MS, log });
      await expect(lost.publish([newTask()])).rejects.toThrow(Error);
      await lost.stop();
    });
  });
});

async function openTransport(rabbit: TestRabbit): Promise<TestTransport> {
  const host = await rabbit.createHost();
  const opened: Opened[] = [];
  return {
    open({ leaseMs = LEASE_MS } = {}) {
      const one = new Opened(host.url, leaseMs);
      opened.push(one);
      return one;
    },
    cutConnections: async () => {
      for (const { proxy } of opened) proxy.cut();
    },
    async close() {
      for (const one of opened) one.thaw();
      await Promise.all(opened.map(({ broker }) => broker.stop()));
      await Promise.all(opened.map(({ proxy }) => proxy.close()));
      await host.drop();
    },
  };
}

/** A process with its own way to the broker. */
class Opened implements TestBroker {
  readonly proxy: TestProxy;
  readonly broker: AmqpBroker;

  constructor(url: string, leaseMs: number) {
    this.proxy = new TestProxy(url);
    this.broker = new AmqpBroker({ url: this.proxy.url, leaseMs, log });
  }

  freeze(): void {
    this.proxy.freeze();
  }

  thaw(): void {
    this.proxy.thaw();
  }
}
