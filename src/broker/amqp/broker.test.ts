import { afterAll, beforeAll } from "vitest";
import { createLogger } from "../../service/log.ts";
import type { TestBroker, TestTransport } from "../conformance/context.ts";
import { testBroker } from "../conformance.ts";
import { AmqpBroker } from "./broker.ts";
import { describeWith, RABBITMQ, startRabbit, TestProxy, type TestRabbit } from "./testing.ts";

const LEASE_MS = 600;
const START_MS = 120_000;

describeWith([RABBITMQ], "on a broker of its own", () => {
  let rabbit: TestRabbit;

  beforeAll(async () => {
    rabbit = await startRabbit();
  }, START_MS);
  afterAll(() => rabbit?.stop(), START_MS);

  testBroker("RabbitMQ", () => openTransport(rabbit));
});

async function openTransport(rabbit: TestRabbit): Promise<TestTransport> {
  const host = await rabbit.createHost();
  const opened: Opened[] = [];
  return {
    lacks: ["dedupe", "priorities", "turns", "counts"],
    open() {
      const one = new Opened(host.url);
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

  constructor(url: string) {
    this.proxy = new TestProxy(url);
    const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");
    this.broker = new AmqpBroker({ url: this.proxy.url, leaseMs: LEASE_MS, log });
  }

  freeze(): void {
    this.proxy.freeze();
  }

  thaw(): void {
    this.proxy.thaw();
  }
}
