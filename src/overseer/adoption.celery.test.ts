/** A fleet of Celery's that is adopted: its own client and worker, RabbitMQ, and the hub's manager and overseer. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient, type Hub, type Job } from "../../clients/typescript/src/client.ts";
import { CELERY, CeleryApp } from "../broker/amqp/testing.celery.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../broker/amqp/testing.ts";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { Manager } from "../manager/manager.ts";
import { readText } from "../service/files.ts";
import { describeWith } from "../service/testing.needs.ts";
import { readOverseerConfig } from "./config.ts";
import { Overseer } from "./overseer.ts";
import { quiet } from "./testing.ts";

const START_MS = 180_000;

describeWith([RABBITMQ, CELERY], "adopting a fleet of Celery's", () => {
  let db: TestDatabase;
  let dir: string;
  let rabbit: TestRabbit;
  let host: TestHost;
  let celery: CeleryApp;
  let manager: Manager;
  let overseer: Overseer;
  let hub: Hub;

  beforeAll(async () => {
    db = await createTestDatabase();
    dir = await mkdtemp(path.join(tmpdir(), "jobhub-adoption-"));
    rabbit = await startRabbit();
    host = await rabbit.createHost();
    const env = {
      DATABASE_URL: db.url,
      BROKER_URL: host.url,
      JOBHUB_DATA: dir,
      JOBHUB_SECRET_KEY: "a key for tests alone",
      JOBHUB_PORT: "0",
    };
    manager = new Manager({ log: quiet, env });
    await manager.start();
    const url = manager.facts().url ?? "";
    const token = (await readText(path.join(dir, "admin-token"))) ?? "";
    hub = createClient({ url, token });
    const config = () => readOverseerConfig({ ...env, JOBHUB_URL: url, JOBHUB_TOKEN: token, JOBHUB_ADOPT: "first" });
    overseer = new Overseer({ config, log: quiet });
    await overseer.start();
    celery = new CeleryApp({ brokerUrl: host.url });
    await celery.open();
    await celery.startWorker("py@lab");
  }, START_MS);

  afterAll(async () => {
    await celery?.close();
    await overseer?.stop();
    await hub?.close();
    await manager?.stop();
    await host?.drop();
    await rabbit?.stop();
    await db?.drop();
    await rm(dir, { recursive: true, force: true });
  }, START_MS);

  /** Sends a task as its own client does. Answers its id. */
  const send = (call: string) => celery.run(`print(json.dumps(${call}.id))`) as Promise<string>;
  const jobOf = async (taskId: string) => {
    const { results } = await hub.projects.projectsJobsList({ project: "first", limit: 100 });
    return results.find((job) => job.taskId === taskId);
  };
  /** The job of a task, as soon as it has that status. */
  async function become(taskId: string, ...statuses: (string | null)[]): Promise<Job> {
    const isIt = async () => statuses.includes((await jobOf(taskId))?.status ?? "none");
    await expect.poll(isIt, { timeout: 60_000, interval: 100 }).toBe(true);
    return hub.projects.projectsJobsRead({ project: "first", job: (await jobOf(taskId))?.id ?? 0 });
  }

  it("makes jobs of its tasks, with their arguments, times and results", { timeout: 90_000 }, async () => {
    const taskId = await send("plus.apply_async((2,), {'y': 40})");
    const job = await become(taskId, "SUCCESS");
    expect(job).toMatchObject({ taskId, method: "plus", params: { args: [2], y: 40 }, result: 42, worker: "py@lab" });
    expect([job.began, job.ended, job.runtime].every((fact) => fact !== null)).toBe(true);
  });

  it("tells how one failed", { timeout: 90_000 }, async () => {
    const job = await become(await send("fail.delay('too bad')"), "FAILURE");
    expect(job.error).toMatchObject({ type: "ValueError", message: "too bad" });
  });

  it("cancels one that runs", { timeout: 90_000 }, async () => {
    const taskId = await send("slow.delay(seconds=600)");
    const { id } = await become(taskId, "STARTED", "RUNNING");
    await hub.projects.projectsJobsCancel({ project: "first", job: id });
    expect(await become(taskId, "TERMINATED", "REVOKED")).toMatchObject({ isActive: false });
  });

  it("runs one again, with the same arguments, as a job of its own", { timeout: 90_000 }, async () => {
    const first = await become(await send("plus.apply_async((3,), queue='python')"), "SUCCESS");
    await celery.run("app.control.add_consumer('celery', reply=True); print('null')");
    const again = await hub.projects.projectsJobsRetry({ project: "first", job: first.id });
    expect(again.id).not.toBe(first.id);
    expect(await become(again.taskId, "SUCCESS")).toMatchObject({
      id: again.id,
      method: "plus",
      params: { args: [3] },
      result: 4,
    });
  });

  it("knows its worker, with queues and stats, and steers it", { timeout: 90_000 }, async () => {
    const worker = async () => (await hub.accounts.accountsWorkersList({ account: "hub", active: true })).results[0];
    await expect.poll(async () => (await worker())?.queues.length ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
    const place = { account: "hub", worker: (await worker())?.id ?? 0 };
    const { answer } = await hub.accounts.accountsWorkersInspect({ ...place, what: "registered" });
    expect(answer).toEqual(expect.arrayContaining(["plus", "slow"]));
    const grown = await hub.accounts.accountsWorkersControl({ ...place, data: { action: "grow", n: 1 } });
    expect(grown.answer).toBe("pool will grow");
    const limited = await hub.accounts.accountsWorkersControl({
      ...place,
      data: { action: "rateLimit", method: "plus", rate: "10/m" },
    });
    expect(limited.answer).toBe("new rate limit set successfully");
  });
});
