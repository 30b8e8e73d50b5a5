/** Jobs whose tasks the broker has lost. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AmqpBroker } from "../../../broker/amqp/broker.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../../../broker/amqp/testing.ts";
import type { Broker, HeardWorker } from "../../../broker/broker.ts";
import { TestWorker } from "../../../broker/testing.ts";
import type { Task } from "../../../core/task.ts";
import { createLogger } from "../../../service/log.ts";
import { describeWith } from "../../../service/testing.needs.ts";
import { Metrics } from "../../http/metrics.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { JobWriter } from "../record/jobs.writer.ts";
import { JobPublisher } from "./jobs.publisher.ts";
import { VanishedJobs } from "./jobs.vanished.ts";

const MINUTE = 60_000;
const SLOW = 120_000;

let hub: JobsHub;
let now: number;

function vanishedJobs(broker: Broker): { jobs: VanishedJobs; sentAgain: () => Promise<number> } {
  const metrics = new Metrics();
  const made = { ...hub.app.hub, config: TEST_CONFIG, database: hub.database, broker, now: () => now, metrics };
  const jobs = new VanishedJobs(made, new JobPublisher(made, new JobWriter(made)));
  const counted = async () =>
    (await metrics.registry.getSingleMetric("jobhub_tasks_sent_again_total")?.get())?.values[0]?.value;
  return { jobs, sentAgain: async () => (await counted()) ?? 0 };
}

/** Two rounds, `minutes` after everything else. */
async function lookTwice(jobs: VanishedJobs, minutes = 2): Promise<void> {
  now += minutes * MINUTE;
  await jobs.look();
  now += MINUTE / 2;
  await jobs.look();
}

async function create(params: object = { seconds: 0 }): Promise<number> {
  const body = { method: "sleep", params, secrets: { pin: "4711" } };
  const path = `/api/projects/${hub.project.id}/jobs/`;
  return (await hub.call<{ id: number }>("POST", path, { as: hub.user, body })).body.id;
}

const say = (id: number, body: object) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });

describe("a job of which nothing is heard", () => {
  let published: Task[];
  let asked: (readonly HeardWorker[])[];
  /** Whether the broker finds a task. */
  let isThere: (id: string) => boolean;
  let vanished: ReturnType<typeof vanishedJobs>;

  const broker: Broker = {
    ...IDLE_BROKER,
    transactional: false,
    publish: async (tasks) => void published.push(...tasks),
    findVanished: async (tasks, workers) => {
      asked.push(workers);
      return tasks.map(({ id }) => id).filter((id) => !isThere(id));
    },
  };

  beforeEach(async () => {
    now = Date.parse("2026-03-01T12:00:00Z");
    [published, asked, isThere] = [[], [], () => false];
    hub = await buildJobsHub({ now: () => now, broker: () => broker });
    vanished = vanishedJobs(broker);
  });
  afterEach(() => hub.close());

  it("is sent again as it was, and counted, once its task was missed twice", async () => {
    const id = await create();
    await lookTwice(vanished.jobs);
    expect(published).toHaveLength(2);
    expect(published[1]).toEqual(published[0]);
    expect(published[1]).toMatchObject({ id: String(id), retries: 0, queue: "default", secrets: { pin: "4711" } });
    expect(await vanished.sentAgain()).toBe(1);
  });

  it("is sent again if a worker had received it", async () => {
    const id = await create();
    await say(id, { status: "RECEIVED", worker: "py@lab" });
    await lookTwice(vanished.jobs);
    expect(published).toHaveLength(2);
  });

  it("is left to the worker that has begun it, and to whom it was cancelled by", async () => {
    const [begun, cancelled] = [await create(), await create()];
    await say(begun, { status: "STARTED", worker: "py@lab" });
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${cancelled}/cancel/`, { as: hub.user });
    await lookTwice(vanished.jobs);
    expect(published).toHaveLength(2);
  });

  it("costs the broker nothing in its first minute", async () => {
    await create();
    now += MINUTE - 1;
    await vanished.jobs.look();
    expect(asked).toEqual([]);
  });

  it("stays as it is if its task was found, or something was heard in between", async () => {
    const [found, heard] = [await create(), await create()];
    now += 2 * MINUTE;
    await vanished.jobs.look();
    isThere = (id) => id === String(found);
    await say(heard, { status: "RECEIVED", worker: "py@lab" });
    await vanished.jobs.look();
    expect(published).toHaveLength(2);
  });

  it("is looked for with the workers that were heard of, and what they are known to take from", async () => {
    await create();
    const beat = { hostname: "py@lab", pid: 1, freq: 2, active: 0, sw_ident: "py-celery", timestamp: now / 1000 };
    await hub.call("POST", "/api/workers/heartbeat/", { as: hub.admin, body: beat });
    await hub.call("POST", "/api/workers/heartbeat/", {
      as: hub.admin,
      body: { ...beat, hostname: "known@lab", queues: ["default", "other"] },
    });
    now += 2 * MINUTE;
    await vanished.jobs.look();
    const [workers = []] = asked;
    expect(workers.toSorted((a, b) => a.hostname.localeCompare(b.hostname))).toEqual([
      { hostname: "known@lab", queues: expect.arrayContaining(["default", "other"]) },
      { hostname: "py@lab", queues: null },
    ]);
  });

  it("is sent by one manager alone", async () => {
    await create();
    await hub.database.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtext('jobhub sending again'))");
      await lookTwice(vanished.jobs);
    });
    expect(published).toHaveLength(1);
  });

  it("is left alone after three times", async () => {
    await create();
    for (let round = 0; round < 6; round += 1) await lookTwice(vanished.jobs);
    expect(published).toHaveLength(1 + 3);
  });
});

describeWith([RABBITMQ], "a queue that is lost", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let broker: AmqpBroker;

  beforeAll(async () => {
    rabbit = await startRabbit();
  }, SLOW);
  afterAll(() => rabbit?.stop(), SLOW);
  beforeEach(async () => {
    now = Date.now();
    host = await rabbit.createHost();
    broker = new AmqpBroker({ url: host.url, leaseMs: 5_000, log: createLogger("test", "silent") });
    hub = await buildJobsHub({ now: () => now, broker: () => broker });
  });
  afterEach(async () => {
    await hub.close();
    await host.drop();
  });

  it(
    "leaves no job behind: those that nobody has are sent again, and come to a worker",
    async () => {
      await broker.receiveEvents({ handle: async () => undefined }).start();
      const lost = await create();
      const { jobs, sentAgain } = vanishedJobs(broker);
      await lookTwice(jobs);
      expect(await sentAgain()).toBe(0);
      await host.deleteQueue("default");
      await lookTwice(jobs);
      expect(await sentAgain()).toBe(1);
      const worker = new TestWorker(broker, { room: 1 });
      const [delivery] = await worker.take(1);
      expect(delivery?.task).toMatchObject({ id: String(lost), retries: 0, secrets: { pin: "4711" } });
      await host.deleteQueue("default");
      await lookTwice(jobs);
      expect(await sentAgain()).toBe(1);
    },
    SLOW,
  );
});
