/** The whole hub on RabbitMQ: a job's way through real processes, and what becomes of it when they die under it. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Job, NewJob } from "../clients/typescript/src/client.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../src/broker/amqp/testing.ts";
import { describeWith } from "../src/service/testing.needs.ts";
import { type HubOptions, startHub, type TestHub } from "./hub.ts";
import { ThirdPartyOverseer } from "./third-party-overseer.ts";

const SLOW = 180_000;
/** Machines of tests are busy. */
const SOON = 60_000;

/** Long enough to be disturbed in, and short enough to wait for. */
const NAP = { seconds: 0.5, repeat: 6 };

describeWith([RABBITMQ], "a hub on RabbitMQ", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let hub: TestHub;

  beforeAll(async () => {
    rabbit = await startRabbit();
  }, SLOW);
  afterAll(() => rabbit?.stop(), SLOW);
  afterEach(async () => {
    await hub?.close();
    await host?.drop();
  }, SLOW);

  async function start(options: HubOptions = {}): Promise<void> {
    host = await rabbit.createHost();
    hub = await startHub({
      ...options,
      env: { BROKER_URL: host.url, BROKER_MANAGEMENT_URL: host.managementUrl, ...options.env },
    });
  }

  function submit(params: NewJob["params"] = {}, more: Partial<NewJob> = {}): Promise<Job> {
    const data = { method: "sleep", params, ...more };
    return hub.client.projects.projectsJobsCreate({ project: hub.project, data });
  }

  const until = (job: Job, status: Parameters<TestHub["until"]>[1]) => hub.until(job.id, status, SOON);
  const messages = (job: Job) => (job.log ?? []).map((entry) => (entry as { message: string }).message);

  describe("a job", () => {
    test(
      "goes from submit to its recorded result, or failure",
      async () => {
        await start();
        const job = await submit({ seconds: 0.05, repeat: 3 }, { secrets: { pin: "s3cr3t-4711" } });
        expect(job).toMatchObject({ status: "DISPATCHED", retries: 0 });
        const done = await until(job, "SUCCESS");
        expect(done).toMatchObject({ retries: 0, error: null, worker: expect.stringContaining("@") });
        expect(messages(done)).toHaveLength(3);
        const failed = await until(await submit({ seconds: 0, repeat: 3, fail: 2 }), "FAILURE");
        expect(failed.error).toMatchObject({ type: "SleepFailed" });
        expect(JSON.stringify(done) + hub.output).not.toContain("s3cr3t-4711");
      },
      SLOW,
    );

    test(
      "is cancelled while it waits, and while it runs",
      async () => {
        await start({ without: ["worker"] });
        const waiting = await submit({ seconds: 0 });
        expect(await hub.cancel(waiting.id)).toMatchObject({ status: "CANCELLED" });
        // Only the manager remembers: it has to know it after a restart, too.
        await hub.manager.kill();
        await hub.manager.start();
        await hub.worker.start();
        expect(await until(waiting, "REVOKED")).toMatchObject({ began: null });
        const running = await submit({ seconds: 60 });
        await until(running, "RUNNING");
        await hub.cancel(running.id);
        await until(running, "TERMINATED");
      },
      SLOW,
    );
  });

  describe("a worker", () => {
    test(
      "killed in mid-job: another run, and success",
      async () => {
        await start();
        const job = await submit(NAP);
        await until(job, "RUNNING");
        await hub.worker.kill();
        await hub.worker.start();
        const done = await until(job, "SUCCESS");
        expect(done.retries).toBe(1);
        expect(messages(done)).toHaveLength(NAP.repeat);
      },
      SLOW,
    );
  });

  describe("RabbitMQ", () => {
    test(
      "killed and started again: nothing is lost, and nothing is stuck",
      async () => {
        await start();
        await rabbit.settle();
        const running = await submit(NAP);
        await until(running, "RUNNING");
        const waiting = await Promise.all(Array.from({ length: 10 }, () => submit({ seconds: 0.05 })));
        const [later] = await Promise.all([submit({ seconds: 0 }), rabbit.restart()]);
        for (const job of [running, ...waiting, later]) expect(await until(job, "ended")).toMatchObject({ status: "SUCCESS" });
        expect(messages(await hub.read(running.id))).toHaveLength(NAP.repeat);
      },
      SLOW,
    );
  });

  describe("the manager", () => {
    test(
      "down while events come: they wait",
      async () => {
        await start();
        const job = await submit({ seconds: 0.2, repeat: 5 });
        await until(job, "RUNNING");
        await hub.manager.kill();
        await hub.worker.stop();
        await hub.manager.start();
        const done = await until(job, "SUCCESS");
        expect(done.retries).toBe(0);
        expect(messages(done)).toHaveLength(5);
      },
      SLOW,
    );
  });
  describe("overseers", () => {
    test(
      "share the work, and take over from each other",
      async () => {
        await start();
        const other = hub.another("overseer");
        try {
          await other.start();
          const jobs = await Promise.all(Array.from({ length: 20 }, () => submit({ seconds: 0.05, repeat: 2 })));
          await hub.overseer.kill();
          for (const { id } of jobs) expect(messages(await hub.until(id, "SUCCESS", SOON))).toHaveLength(2);
        } finally {
          await other.stop();
        }
      },
      SLOW,
    );

    test(
      "of others work as well, event by event, alone and beside ours",
      async () => {
        await start({ without: ["overseer"] });
        const theirs = new ThirdPartyOverseer(host.url, hub.client);
        await theirs.start();
        try {
          const done = await until(await submit({ seconds: 0.05, repeat: 3 }), "SUCCESS");
          expect(done).toMatchObject({ retries: 0, worker: expect.stringContaining("@"), runtime: expect.any(Number) });
          expect(messages(done)).toHaveLength(3);
          const cancelled = await submit({ seconds: 60 });
          await until(cancelled, "RUNNING");
          await hub.cancel(cancelled.id);
          await until(cancelled, "TERMINATED");
          await hub.overseer.start();
          const failed = await until(await submit({ seconds: 0, repeat: 2, fail: 2 }), "FAILURE");
          expect(messages(failed)).toHaveLength(2);
          expect(theirs.told).toBeGreaterThan(8);
        } finally {
          await theirs.stop();
        }
      },
      SLOW,
    );
  });
});
