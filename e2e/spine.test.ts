/** A job's way through real processes, and what becomes of it when they die under it. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { connect } from "../src/database/connect.ts";
import { type HubOptions, messagesOf, startHub, type TestHub } from "./hub.ts";

const SLOW = 180_000;

let hub: TestHub;

afterEach(() => hub?.close(), SLOW);

async function start(options?: HubOptions): Promise<void> {
  hub = await startHub(options);
}

/** Long enough to be killed in, and short enough to wait for. */
const NAP = { seconds: 0.5, repeat: 4 };

/** Waits until the broker has no task left, whether or not anyone recorded what became of them. */
async function untilDone(): Promise<void> {
  const database = connect({ url: hub.databaseUrl, max: 1 });
  const left = async () => (await database.query<{ left: number }>("SELECT count(*) AS left FROM broker.tasks")).rows[0]?.left;
  try {
    await expect.poll(left, { timeout: SLOW, message: hub.output }).toBe(0);
  } finally {
    await database.close();
  }
}

/** PostgreSQL itself, which then takes the process that watches over it along. */
async function killPostgres(): Promise<void> {
  const [pid] = (await readFile(path.join(hub.dataDir, "database/postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  await hub.database.ended();
}

describe("a job", () => {
  test("goes from submit to its recorded result", async () => {
    await start();
    const job = await hub.submit({ seconds: 0.05, repeat: 3 }, { description: "three naps", secrets: { pin: "s3cr3t-4711" } });
    expect(job).toMatchObject({ status: "DISPATCHED", retries: 0, summaryString: "three naps", isActive: true, began: null });
    const done = await hub.until(job, "SUCCESS");
    expect(done).toMatchObject({ retries: 0, isActive: false, error: null, worker: expect.stringContaining("@") });
    expect(messagesOf(done)).toHaveLength(3);
    expect(done.runtime).toBeGreaterThanOrEqual(0.15);
    expect(Date.parse(done.began ?? "")).toBeGreaterThanOrEqual(Date.parse(done.created) - 5);
    expect(Date.parse(done.ended ?? "")).toBeGreaterThan(Date.parse(done.began ?? ""));
    expect(JSON.stringify(done) + hub.output).not.toContain("s3cr3t-4711");
  });

  test("that fails says why", async () => {
    await start();
    const done = await hub.until(await hub.submit({ seconds: 0, repeat: 3, fail: 2 }), "FAILURE");
    expect(done.error).toMatchObject({ type: expect.any(String), message: expect.stringContaining("2") });
    expect(messagesOf(done).length).toBeGreaterThanOrEqual(1);
  });
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

  test(
    "killed at each of a job's attempts: it fails with WorkerLost",
    async () => {
      await start();
      const job = await hub.submit({ seconds: 0.2, repeat: 500 }, { maxAttempts: 2 });
      await hub.until(job, "RUNNING");
      await hub.worker.kill();
      await hub.worker.start();
      await expect.poll(async () => (await hub.read(job.id)).retries, { timeout: SLOW }).toBe(1);
      await hub.until(job, "RUNNING");
      await hub.worker.kill();
      const done = await hub.until(job, "FAILURE");
      expect(done).toMatchObject({ retries: 1, error: { type: "WorkerLost", message: expect.stringContaining("@") } });
    },
    SLOW,
  );

  test(
    "suspended beyond its lease: its job runs elsewhere, and what it says afterwards changes nothing",
    async () => {
      await start();
      const job = await hub.submit(NAP);
      const { worker } = await hub.until(job, "RUNNING");
      hub.worker.signal("SIGSTOP");
      const other = hub.another("worker");
      try {
        await other.start();
        const done = await hub.until(job, "SUCCESS");
        expect(done.retries).toBe(1);
        expect(done.worker).not.toBe(worker);
        hub.worker.signal("SIGCONT");
        const next = await hub.until(await hub.submit({ seconds: 0 }), "SUCCESS");
        expect(next.retries).toBe(0);
        expect(await hub.read(job.id)).toEqual(done);
      } finally {
        await other.stop();
      }
    },
    SLOW,
  );

  test(
    "that is not there yet: the job waits and says so, then runs",
    async () => {
      await start({ without: ["worker"] });
      const job = await hub.submit({ seconds: 0 });
      expect((await hub.read(job.id)).statusMessage).toMatch(/1st in the queue.*No worker/);
      await hub.worker.start();
      await hub.until(job, "SUCCESS");
    },
    SLOW,
  );
});

describe("the overseer", () => {
  test(
    "down while jobs run: it catches up",
    async () => {
      await start();
      await hub.overseer.kill();
      const jobs = await Promise.all(Array.from({ length: 20 }, () => hub.submit({ seconds: 0, repeat: 2 })));
      await untilDone();
      expect((await hub.read(jobs[0]?.id ?? 0)).status).toBe("DISPATCHED");
      await hub.overseer.start();
      for (const job of jobs) expect(messagesOf(await hub.until(job, "SUCCESS"))).toHaveLength(2);
    },
    SLOW,
  );
});

describe("the manager", () => {
  test(
    "down while the overseer sends: nothing is lost",
    async () => {
      await start();
      const job = await hub.submit({ seconds: 0.2, repeat: 5 });
      await hub.until(job, "RUNNING");
      await hub.manager.kill();
      await untilDone();
      await hub.manager.start();
      const done = await hub.until(job, "SUCCESS");
      expect(done.retries).toBe(0);
      expect(messagesOf(done)).toHaveLength(5);
    },
    SLOW,
  );
});

describe("everything", () => {
  test(
    "stopped and started again with work queued: all of it gets done",
    async () => {
      await start();
      const jobs = Array.from({ length: 30 }, () => ({ method: "sleep", params: { seconds: 0.1 } }) as const);
      const { ids } = await hub.client.projects.projectsJobsBulkCreate({ project: hub.project, data: { jobs } });
      await hub.until(ids[0] ?? 0, "ended");
      for (const part of [hub.worker, hub.overseer, hub.manager]) expect(await part.stop()).toBe(0);
      for (const part of [hub.manager, hub.overseer, hub.worker]) await part.start();
      for (const id of ids) expect(await hub.until(id, "ended")).toMatchObject({ status: "SUCCESS", retries: 0 });
    },
    SLOW,
  );

  test(
    "goes on when the database was killed",
    async () => {
      await start({ ownDatabase: true });
      const job = await hub.submit(NAP);
      await hub.until(job, "RUNNING");
      await killPostgres();
      const [answer] = await Promise.allSettled([hub.client.projects.projectsJobsRead({ project: hub.project, job: job.id })]);
      expect(answer).toMatchObject({ status: "rejected", reason: { status: 503, retryAfterMs: expect.any(Number) } });
      await hub.database.start();
      expect(await hub.until(job, "SUCCESS")).toMatchObject({ retries: 0 });
    },
    SLOW,
  );
});

describe("a cancel", () => {
  test(
    "before the job runs: it never starts",
    async () => {
      await start({ without: ["worker"] });
      const job = await hub.submit({ seconds: 0 });
      expect(await hub.cancel(job.id)).toMatchObject({
        status: "CANCELLED",
        isActive: false,
      });
      await hub.until(job, "REVOKED");
      await hub.worker.start();
      await hub.until(await hub.submit({ seconds: 0 }), "SUCCESS");
      expect(await hub.read(job.id)).toMatchObject({ status: "REVOKED", began: null, log: null });
      expect((await hub.cancel(job.id)).status).toBe("REVOKED");
    },
    SLOW,
  );

  test(
    "during its run: it stops",
    async () => {
      await start();
      const job = await hub.submit({ seconds: 60 });
      await hub.until(job, "RUNNING");
      await hub.cancel(job.id);
      expect((await hub.until(job, "TERMINATED")).runtime).toBeLessThan(30);
    },
    SLOW,
  );

  test(
    "while its worker is gone: another one does not start it",
    async () => {
      await start();
      const job = await hub.submit({ seconds: 60 });
      await hub.until(job, "RUNNING");
      await hub.worker.kill();
      await hub.cancel(job.id);
      await hub.worker.start();
      const done = await hub.until(job, "TERMINATED");
      expect(done.retries).toBe(0);
    },
    SLOW,
  );
});
