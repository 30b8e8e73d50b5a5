/** The whole hub on RabbitMQ: a job's way through real processes, and what becomes of it when they die under it. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../src/broker/amqp/testing.ts";
import { describeWith } from "../src/service/testing.needs.ts";
import { type HubOptions, messagesOf, startHub, type TestHub } from "./hub.ts";
import { ThirdPartyOverseer } from "./third-party-overseer.ts";

const SLOW = 180_000;

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

  describe("a job", () => {
    test(
      "goes from submit to its recorded result, or failure",
      async () => {
        await start();
        const job = await hub.submit({ seconds: 0.05, repeat: 3 }, { secrets: { pin: "s3cr3t-4711" } });
        expect(job).toMatchObject({ status: "DISPATCHED", retries: 0 });
        const done = await hub.until(job, "SUCCESS");
        expect(done).toMatchObject({ retries: 0, error: null, worker: expect.stringContaining("@") });
        expect(messagesOf(done)).toHaveLength(3);
        const failed = await hub.until(await hub.submit({ seconds: 0, repeat: 3, fail: 2 }), "FAILURE");
        expect(failed.error).toMatchObject({ type: "SleepFailed" });
        expect(JSON.stringify(done) + hub.output).not.toContain("s3cr3t-4711");
      },
      SLOW,
    );

    test(
      "is cancelled while it waits, and while it runs",
      async () => {
        await start({ without: ["worker"] });
        const waiting = await hub.submit({ seconds: 0 });
        expect(await hub.cancel(waiting.id)).toMatchObject({ status: "CANCELLED" });
        // Only the manager remembers: it has to know it after a restart, too.
        await hub.manager.kill();
        await hub.manager.start();
        await hub.worker.start();
        expect(await hub.until(waiting, "REVOKED")).toMatchObject({ began: null });
        const running = await hub.submit({ seconds: 60 });
        await hub.until(running, "RUNNING");
        await hub.cancel(running.id);
        await hub.until(running, "TERMINATED");
      },
      SLOW,
    );
  });

  describe("a worker", () => {
    test(
      "killed in mid-job: another run, and success",
      async () => {
        await start();
        const job = await hub.submit(NAP);
        await hub.until(job, "RUNNING");
        await hub.worker.kill();
        await hub.worker.start();
        const done = await hub.until(job, "SUCCESS");
        expect(done.retries).toBe(1);
        expect(messagesOf(done)).toHaveLength(NAP.repeat);
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
        const running = await hub.submit(NAP);
        await hub.until(running, "RUNNING");
        const waiting = await Promise.all(Array.from({ length: 10 }, () => hub.submit({ seconds: 0.05 })));
        const [later] = await Promise.all([hub.submit({ seconds: 0 }), rabbit.restart()]);
        for (const job of [running, ...waiting, later])
          expect(await hub.until(job, "ended")).toMatchObject({ status: "SUCCESS" });
        expect(messagesOf(await hub.read(running.id))).toHaveLength(NAP.repeat);
      },
      SLOW,
    );
  });

  describe("the manager", () => {
    test(
      "down while events come: they wait",
      async () => {
        await start();
        const job = await hub.submit({ seconds: 0.2, repeat: 5 });
        await hub.until(job, "RUNNING");
        await hub.manager.kill();
        await hub.worker.stop();
        await hub.manager.start();
        const done = await hub.until(job, "SUCCESS");
        expect(done.retries).toBe(0);
        expect(messagesOf(done)).toHaveLength(5);
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
          const jobs = await Promise.all(Array.from({ length: 20 }, () => hub.submit({ seconds: 0.05, repeat: 2 })));
          await hub.overseer.kill();
          for (const job of jobs) expect(messagesOf(await hub.until(job, "SUCCESS"))).toHaveLength(2);
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
          const done = await hub.until(await hub.submit({ seconds: 0.05, repeat: 3 }), "SUCCESS");
          expect(done).toMatchObject({ retries: 0, worker: expect.stringContaining("@"), runtime: expect.any(Number) });
          expect(messagesOf(done)).toHaveLength(3);
          const cancelled = await hub.submit({ seconds: 60 });
          await hub.until(cancelled, "RUNNING");
          await hub.cancel(cancelled.id);
          await hub.until(cancelled, "TERMINATED");
          await hub.overseer.start();
          const failed = await hub.until(await hub.submit({ seconds: 0, repeat: 2, fail: 2 }), "FAILURE");
          expect(messagesOf(failed)).toHaveLength(2);
          expect(theirs.told).toBeGreaterThan(8);
        } finally {
          await theirs.stop();
        }
      },
      SLOW,
    );
  });
});
