/** A job's way through real processes, and what becomes of it when they die under it. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Job, NewJob } from "../clients/typescript/src/client.ts";
import { connect } from "../src/database/connect.ts";
import { type HubOptions, startHub, type TestHub } from "./hub.ts";

const SLOW = 90_000;

let hub: TestHub;

afterEach(() => hub?.close(), SLOW);

async function start(options?: HubOptions): Promise<void> {
  hub = await startHub(options);
}

function submit(params: NewJob["params"], more: Partial<NewJob> = {}): Promise<Job> {
  const data = { method: "sleep", params: params ?? {}, ...more } as const;
  return hub.client.projects.projectsJobsCreate({ project: hub.project, data });
}

/** Long enough to be killed in, and short enough to wait for. */
const NAP = { seconds: 0.5, repeat: 4 };

const messages = (job: Job) => (job.log ?? []).map((entry) => (entry as { message: string }).message);

async function untilRuns(job: Job): Promise<Job> {
  return hub.until(job.id, "RUNNING");
}

/** Waits until the broker has no task left, whether or not anyone recorded what became of them. */
async function untilDone(): Promise<void> {
  const database = connect({ url: hub.databaseUrl, max: 1 });
  try {
    for (const late = Date.now() + 20_000; Date.now() < late; ) {
      const { rows } = await database.query<{ left: number }>("SELECT count(*) AS left FROM broker.tasks");
      if (rows[0]?.left === 0) return;
    }
    throw new Error(`Tasks are left with the broker.\n${hub.output}`);
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
    const job = await submit({ seconds: 0.05, repeat: 3 }, { description: "three naps", secrets: { pin: "s3cr3t-4711" } });
    expect(job).toMatchObject({ status: "DISPATCHED", retries: 0, summaryString: "three naps", isActive: true, began: null });
    const done = await hub.until(job.id, "SUCCESS");
    expect(done).toMatchObject({ retries: 0, isActive: false, error: null, worker: expect.stringContaining("@") });
    expect(messages(done)).toHaveLength(3);
    expect(done.runtime).toBeGreaterThanOrEqual(0.15);
    expect(Date.parse(done.began ?? "")).toBeGreaterThanOrEqual(Date.parse(done.created) - 5);
    expect(Date.parse(done.ended ?? "")).toBeGreaterThan(Date.parse(done.began ?? ""));
    expect(JSON.stringify(done) + hub.output).not.toContain("s3cr3t-4711");
  });

  test("that fails says why", async () => {
    await start();
    const done = await hub.until((await submit({ seconds: 0, repeat: 3, fail: 2 })).id, "FAILURE");
    expect(done.error).toMatchObject({ type: expect.any(String), message: expect.stringContaining("2") });
    expect(messages(done).length).toBeGreaterThanOrEqual(1);
  });
});

describe("a worker", () => {
  test(
    "killed in mid-job: another run, and success",
    async () => {
      await start();
      const job = await submit(NAP);
      await untilRuns(job);
      await hub.worker.kill();
      await hub.worker.start();
      const done = await hub.until(job.id, "SUCCESS", 40_000);
      expect(done.retries).toBe(1);
      expect(messages(done)).toHaveLength(NAP.repeat);
    },
    SLOW,
  );

  test(
    "killed at each of a job's attempts: it fails with WorkerLost",
    async () => {
      await start();
      const job = await submit({ seconds: 0.2, repeat: 500 }, { maxAttempts: 2 });
      await untilRuns(job);
      await hub.worker.kill();
      await hub.worker.start();
      await hub.until(job.id, "DISPATCHED", 20_000).catch(() => undefined);
      while ((await hub.read(job.id)).retries < 1) await untilRuns(job).catch(() => undefined);
      await untilRuns(job);
      await hub.worker.kill();
      const done = await hub.until(job.id, "FAILURE", 30_000);
      expect(done).toMatchObject({ retries: 1, error: { type: "WorkerLost", message: expect.stringContaining("@") } });
    },
    SLOW,
  );

  test(
    "suspended beyond its lease: its job runs elsewhere, and what it says afterwards changes nothing",
    async () => {
      await start();
      const job = await submit(NAP);
      const { worker } = await untilRuns(job);
      hub.worker.signal("SIGSTOP");
      const other = hub.anotherWorker();
      try {
        await other.start();
        const done = await hub.until(job.id, "SUCCESS", 40_000);
        expect(done.retries).toBe(1);
        expect(done.worker).not.toBe(worker);
        hub.worker.signal("SIGCONT");
        const next = await hub.until((await submit({ seconds: 0 })).id, "SUCCESS");
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
      const job = await submit({ seconds: 0 });
      expect((await hub.read(job.id)).statusMessage).toMatch(/1st in the queue.*No worker/);
      await hub.worker.start();
      await hub.until(job.id, "SUCCESS");
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
      const jobs = await Promise.all(Array.from({ length: 20 }, () => submit({ seconds: 0, repeat: 2 })));
      await untilDone();
      expect((await hub.read(jobs[0]?.id ?? 0)).status).toBe("DISPATCHED");
      await hub.overseer.start();
      for (const { id } of jobs) expect(messages(await hub.until(id, "SUCCESS"))).toHaveLength(2);
    },
    SLOW,
  );
});

describe("the manager", () => {
  test(
    "down while the overseer sends: nothing is lost",
    async () => {
      await start();
      const job = await submit({ seconds: 0.2, repeat: 5 });
      await untilRuns(job);
      await hub.manager.kill();
      await untilDone();
      await hub.manager.start();
      const done = await hub.until(job.id, "SUCCESS");
      expect(done.retries).toBe(0);
      expect(messages(done)).toHaveLength(5);
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
      const job = await submit(NAP);
      await untilRuns(job);
      await killPostgres();
      const [answer] = await Promise.allSettled([hub.client.projects.projectsJobsRead({ project: hub.project, job: job.id })]);
      expect(answer).toMatchObject({ status: "rejected", reason: { status: 503, retryAfterMs: expect.any(Number) } });
      await hub.database.start();
      expect(await hub.until(job.id, "SUCCESS", 40_000)).toMatchObject({ retries: 0 });
    },
    SLOW,
  );
});

describe("a cancel", () => {
  test(
    "before the job runs: it never starts",
    async () => {
      await start({ without: ["worker"] });
      const job = await submit({ seconds: 0 });
      expect(await hub.cancel(job.id)).toMatchObject({
        status: "CANCELLED",
        isActive: false,
      });
      await hub.until(job.id, "REVOKED");
      await hub.worker.start();
      await hub.until((await submit({ seconds: 0 })).id, "SUCCESS");
      expect(await hub.read(job.id)).toMatchObject({ status: "REVOKED", began: null, log: null });
      expect((await hub.cancel(job.id)).status).toBe("REVOKED");
    },
    SLOW,
  );

  test(
    "during its run: it stops within two seconds",
    async () => {
      await start();
      const job = await submit({ seconds: 60 });
      await untilRuns(job);
      const asked = Date.now();
      await hub.cancel(job.id);
      await hub.until(job.id, "TERMINATED", 5_000);
      expect(Date.now() - asked).toBeLessThan(2_500);
    },
    SLOW,
  );

  test(
    "while its worker is gone: another one does not start it",
    async () => {
      await start();
      const job = await submit({ seconds: 60 });
      await untilRuns(job);
      await hub.worker.kill();
      await hub.cancel(job.id);
      await hub.worker.start();
      const done = await hub.until(job.id, "TERMINATED", 20_000);
      expect(done.retries).toBe(0);
    },
    SLOW,
  );
});
