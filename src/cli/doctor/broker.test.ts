import { Connection } from "rabbitmq-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../../broker/amqp/testing.ts";
import { describeWith } from "../../service/testing.needs.ts";
import { checkBroker } from "./broker.ts";

const SLOW = 120_000;

async function examine(env: NodeJS.ProcessEnv) {
  const findings = await checkBroker(env);
  return Object.fromEntries(findings.map(({ name, isGood, found, advice }) => [name, { isGood, found, advice }]));
}

describe("a hub without RabbitMQ", () => {
  it.each([[{}], [{ BROKER_URL: "postgres://localhost/hub" }]])("is not asked about it: %j", async (env) => {
    expect(await checkBroker(env)).toEqual([]);
  });

  it("is told where nobody listens", async () => {
    const { broker } = await examine({ BROKER_URL: "amqp://127.0.0.1:9" });
    expect(broker).toMatchObject({ isGood: false, found: expect.stringContaining("ECONNREFUSED"), advice: expect.any(String) });
  });
});

describeWith([RABBITMQ], "RabbitMQ", () => {
  let rabbit: TestRabbit;
  let host: TestHost;

  beforeAll(async () => {
    rabbit = await startRabbit({ conf: ["vm_memory_high_watermark.absolute = 1MB"] });
    host = await rabbit.createHost();
  }, SLOW);
  afterAll(() => rabbit?.stop(), SLOW);

  it("is there, with its version", async () => {
    const { broker, management } = await examine({ BROKER_URL: host.url });
    expect(broker).toMatchObject({
      isGood: true,
      found: expect.stringMatching(/^RabbitMQ \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+$/),
    });
    expect(management?.found).toContain("BROKER_MANAGEMENT_URL");
  });

  it("does not let everybody in", async () => {
    const refused = {
      isGood: false,
      found: expect.stringContaining("does not let us in"),
      advice: expect.stringContaining("add_user"),
    };
    const { broker: password } = await examine({ BROKER_URL: host.url.replace(":guest@", ":wrong@") });
    const { broker: virtualHost } = await examine({ BROKER_URL: `${host.url}-not` });
    expect([password, virtualHost]).toEqual([refused, refused]);
  });

  it("tells of alarms, priorities and its clock", { timeout: SLOW }, async () => {
    const connection = new Connection(host.url);
    await connection.queueDeclare({ queue: "ranked", durable: true, arguments: { "x-max-priority": 9 } });
    await connection.close();
    const env = { BROKER_URL: host.url, BROKER_MANAGEMENT_URL: host.managementUrl };
    const short = {
      isGood: false,
      found: expect.stringContaining("short of memory"),
      advice: expect.stringContaining("Jobs wait"),
    };
    await expect.poll(async () => (await examine(env)).alarms, { timeout: 30_000 }).toEqual(short);
    const { priorities, "clock of broker": clock } = await examine(env);
    expect([priorities?.found, clock?.found]).toEqual(["in ranked", "as here"]);
  });

  it("may have a management that refuses us, or none", async () => {
    const wrong = host.managementUrl.replace(":guest@", ":wrong@");
    const { management } = await examine({ BROKER_URL: host.url, BROKER_MANAGEMENT_URL: wrong });
    expect(management).toMatchObject({ isGood: false, found: expect.stringContaining("refuses the user") });
    const none = await examine({ BROKER_URL: host.url, BROKER_MANAGEMENT_URL: "http://127.0.0.1:9" });
    expect(none.management).toMatchObject({ isGood: false, advice: expect.stringContaining("rabbitmq_management") });
  });
});
