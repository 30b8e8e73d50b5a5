/** Results in Redis, with Celery's own worker and client. */

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Event } from "../../core/event.ts";
import { createLogger } from "../../service/log.ts";
import { describeWith } from "../../service/testing.needs.ts";
import { listenTo, newTask, type Seen } from "../testing.ts";
import { AmqpBroker } from "./broker.ts";
import { RedisResults } from "./result-store.redis.ts";
import { CELERY, CeleryApp, REDIS, startRedis } from "./testing.celery.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "./testing.ts";
import { OurWorker } from "./testing.worker.ts";

const START_MS = 120_000;
const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");

describeWith([RABBITMQ, CELERY, REDIS], "results in Redis", () => {
  let rabbit: TestRabbit;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let host: TestHost;
  let celery: CeleryApp;
  let hub: AmqpBroker;
  let ours: OurWorker;
  let events: Seen<Event>;

  beforeAll(async () => {
    [rabbit, redis] = await Promise.all([startRabbit(), startRedis()]);
    host = await rabbit.createHost();
    celery = new CeleryApp({ brokerUrl: host.url, resultBackend: redis.url });
    await celery.open();
    hub = open();
    events = await listenTo(hub, { joinsAll: true });
    ours = new OurWorker(open(), "ours@lab");
    await ours.start();
    await celery.startWorker("py@lab");
  }, START_MS);

  afterAll(async () => {
    await Promise.all([hub?.stop(), ours?.broker.stop()]);
    await celery?.close();
    await host?.drop();
    await Promise.all([rabbit?.stop(), redis?.stop()]);
  }, START_MS);

  function open(): AmqpBroker {
    return new AmqpBroker({ url: host.url, leaseMs: 5_000, results: new RedisResults(redis.url, log), log });
  }

  async function outcomeOf(uuid: string): Promise<Event> {
    for (let seen = 0; ; seen += 1) {
      const told = (await events.until(seen)).find((event) => "uuid" in event && event.uuid === uuid && "runtime" in event);
      const failed = events.all.find((event) => "uuid" in event && event.uuid === uuid && event.type === "task-failed");
      if (told ?? failed) return (told ?? failed) as Event;
    }
  }

  it("come to the hub, of what Celery's workers run", async () => {
    const [add, fail] = [
      newTask({ id: "1", name: "add", kwargs: { x: 1, y: 2 } }),
      newTask({ id: "2", name: "fail", kwargs: { message: "no" } }),
    ];
    await hub.publish([add, fail].map((task) => ({ ...task, queue: "python" })));
    expect(await outcomeOf("1")).toMatchObject({
      type: "task-succeeded",
      hostname: "py@lab",
      result: { sum: 3, password: null },
    });
    expect(await outcomeOf("2")).toMatchObject({ type: "task-failed", error: { type: "ValueError", message: "no" } });
  });

  it("come to the hub, of what Celery's own clients have sent", async () => {
    const id = (await celery.run("print(json.dumps(add.apply_async((40, 2)).id))")) as string;
    expect(await outcomeOf(id)).toMatchObject({ type: "task-succeeded", result: { sum: 42, password: null } });
  });

  it("come to Celery's clients, of what our workers run", async () => {
    const results = await celery.run(`
ok = app.send_task("double", args=(21,), queue="ours")
bad = app.send_task("break", args=("ValueError", "no"), queue="ours")
try:
    bad.get(timeout=10)
except ValueError as e:
    print(json.dumps([ok.get(timeout=10), ok.date_done is not None, str(e)]))`);
    expect(results).toEqual([42, true, "no"]);
  });
});
