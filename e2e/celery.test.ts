/** Python workers run jobs of the hub, and clients of Celery use the hub's worker: real processes of both. */

import { rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerError, type Job, type NewJob } from "../clients/typescript/src/client.ts";
import { CELERY, CeleryApp, REDIS, startRedis } from "../src/broker/amqp/testing.celery.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "../src/broker/amqp/testing.ts";
import { describeWith } from "../src/service/testing.needs.ts";
import { startHub, type TestHub } from "./hub.ts";

const SLOW = 240_000;
/** Machines of tests are busy. */
const SOON = 90_000;

let rabbit: TestRabbit;
let host: TestHost;
let hub: TestHub;
let celery: CeleryApp;

async function start(backend: { readonly url: string } | null): Promise<void> {
  rabbit = await startRabbit();
  host = await rabbit.createHost();
  celery = new CeleryApp({ brokerUrl: host.url, ...(backend && { resultBackend: backend.url }) });
  await celery.open();
  [hub] = await Promise.all([
    startHub({
      env: {
        BROKER_URL: host.url,
        JOBHUB_WORKER_NAME: "ours",
        BROKER_DEFAULT_QUEUE: "python",
        ...(backend && { RESULT_URL: backend.url }),
      },
    }),
    celery.startWorker("py@lab"),
  ]);
}

async function stop(): Promise<void> {
  await celery?.close();
  await hub?.close();
  await host?.drop();
  await rabbit?.stop();
}

/** Once the hub knows that a worker has the method: it asks each that it hears. */
async function submit(method: string, params: NewJob["params"] = {}, more: Partial<NewJob> = {}): Promise<Job> {
  for (const late = Date.now() + SOON; ; await sleep(100)) {
    try {
      return await hub.client.projects.projectsJobsCreate({ project: hub.project, data: { method, params, ...more } });
    } catch (error) {
      if (!(error instanceof AnswerError && error.status === 400) || Date.now() > late) throw error;
    }
  }
}

/** What Python workers do with our jobs, whatever way their results take. */
function runsOurJobs(): void {
  test(
    "with their params, project, key and secrets, and come back with log and result",
    async () => {
      const job = await submit("add", { x: 2, y: 3 }, { secrets: { password: "pässword" } });
      const done = await hub.until(job, "SUCCESS");
      expect(done).toMatchObject({ worker: "py@lab", retries: 0, error: null, result: { sum: 5, password: "pässword" } });
      expect(done.log).toMatchObject([{ message: "adding" }]);
      expect(done.runtime).toBeGreaterThan(0);
    },
    SLOW,
  );

  test(
    "and fail with type, message and traceback",
    async () => {
      const done = await hub.until(await submit("fail", { message: "it's bad" }), "FAILURE");
      expect(done.error).toMatchObject({
        type: "ValueError",
        message: "it's bad",
        trace: expect.stringContaining("raise ValueError"),
      });
    },
    SLOW,
  );

  test(
    "and try again",
    async () => {
      expect(await hub.until(await submit("retry"), "SUCCESS")).toMatchObject({ retries: 1, result: 1, error: null });
    },
    SLOW,
  );

  test(
    "within their time limits",
    async () => {
      expect(await hub.until(await submit("brief"), "FAILURE")).toMatchObject({ error: { type: "TimeLimitExceeded" } });
    },
    SLOW,
  );

  test(
    "and are stopped when they are cancelled",
    async () => {
      const job = await submit("slow");
      await hub.until(job, "STARTED");
      await hub.cancel(job.id);
      await hub.until(job, "TERMINATED");
    },
    SLOW,
  );
}

describeWith([RABBITMQ, CELERY], "with Celery", () => {
  beforeAll(() => start(null), SLOW);
  afterAll(stop, SLOW);

  describe("its workers run jobs", () => {
    runsOurJobs();

    test(
      "and show their progress",
      async () => {
        const file = path.join(tmpdir(), `jobhub-steps-${process.pid}`);
        try {
          const job = await submit("steps", { until: file });
          const running = await hub.until(job, "RUNNING");
          expect(running.progress).toEqual({ done: 1, total: 2 });
          await writeFile(file, "");
          expect(await hub.until(job, "SUCCESS")).toMatchObject({ result: "there" });
        } finally {
          await rm(file, { force: true });
        }
      },
      SLOW,
    );

    test(
      "and where no result comes, the job says so",
      async () => {
        const done = await hub.until(await submit("silent"), "SUCCESS");
        expect(done).toMatchObject({
          result: null,
          error: { type: "ResultLost", message: expect.stringContaining("It was 1") },
        });
      },
      SLOW,
    );
  });

  describe("its clients use our worker", () => {
    test(
      "and get results and exceptions, by name and by position",
      async () => {
        const results = await celery.run(`
def outcome(task):
    try:
        return task.get(timeout=60)
    except Exception as e:
        return [type(e).__module__, type(e).__name__, list(e.args)]

send = lambda name, *args, **kwargs: app.send_task(name, args=args, kwargs=kwargs, queue="default")
tasks = [send("sleep", seconds=0), send("sleep", 0, 3, 2), send("convert", text="# Hi", to="html"), send("sleep", 0, 1, 1, 1), send("dance")]
print(json.dumps([outcome(task) for task in tasks]))`);
        expect(results).toEqual([
          null,
          ["celery.exceptions", "SleepFailed", ["Failed at repetition 2, as it was asked to."]],
          expect.objectContaining({}),
          ["celery.exceptions", "BadParams", [expect.stringContaining("3 arguments by position")]],
          ["celery.exceptions", "NotRegistered", [expect.stringContaining("dance")]],
        ]);
      },
      SLOW,
    );

    test(
      "in chains, with callbacks and error callbacks",
      async () => {
        const results = await celery.run(`
from celery import chain
ours = lambda *args, **more: app.signature("sleep", args=args, queue="default", **more)
whole = chain(plus.s(-1, 1), ours(2), add.si(1, 2))()
called = ours(0, link=None).apply_async(link=plus.si(20, 2).set(task_id="callback"))
failed = ours(0, 1, 1).apply_async(link_error=plus.si(40, 2).set(task_id="errback"))
from celery.result import AsyncResult
print(json.dumps([whole.get(timeout=60), called.get(timeout=60)]))`);
        expect(results).toEqual([{ sum: 3, password: null }, null]);
      },
      SLOW,
    );
  });

  describe("its command line sees our worker", () => {
    const ours = () => `ours@${hostname()}`;
    const inspect = async (method: string) =>
      JSON.parse(await celery.command("inspect", method, "--json", "-t", "10", "-d", ours()))[ours()];

    test(
      "as it sees its own",
      async () => {
        expect(await celery.command("status", "-t", "10")).toMatch(/2 nodes online/);
        const job = await submit("sleep", { seconds: 300 });
        await hub.until(job, "RUNNING");
        expect(await inspect("ping")).toEqual({ ok: "pong" });
        expect(await inspect("active")).toMatchObject([{ id: String(job.id), name: "sleep", time_start: expect.any(Number) }]);
        expect(await inspect("reserved")).toEqual([]);
        expect(await inspect("stats")).toMatchObject({ pool: { "max-concurrency": 2 }, total: expect.anything() });
        expect(await inspect("active_queues")).toMatchObject([{ name: "default" }]);
        expect(await inspect("registered")).toEqual(expect.arrayContaining(["convert", "sleep"]));
        await celery.command("control", "-t", "10", "-d", ours(), "pool_grow", "2");
        expect(await inspect("stats")).toMatchObject({ pool: { "max-concurrency": 4 } });
        await celery.command("control", "-t", "10", "-d", ours(), "pool_shrink", "3");
        await celery.command("control", "-t", "10", "-d", ours(), "add_consumer", "more");
        expect(await inspect("active_queues")).toMatchObject([{ name: "default" }, { name: "more" }]);
        await celery.command("control", "-t", "10", "-d", ours(), "cancel_consumer", "more");
        await celery.run(`print(json.dumps(app.control.revoke("${job.id}", terminate=True)))`);
        await hub.until(job, "TERMINATED");
        expect(await inspect("revoked")).toContain(String(job.id));
      },
      SLOW,
    );

    test(
      "and shuts it down",
      async () => {
        await celery.run(`print(json.dumps(app.control.broadcast("shutdown", destination=["${ours()}"])))`);
        await hub.worker.ended();
        await hub.worker.start();
        await hub.until(await submit("sleep", { seconds: 0 }), "SUCCESS");
      },
      SLOW,
    );
  });
});

describeWith([RABBITMQ, CELERY, REDIS], "with Celery, its results in Redis", () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
    await start(redis);
  }, SLOW);
  afterAll(async () => {
    await stop();
    await redis?.stop();
  }, SLOW);

  describe("its workers run jobs", runsOurJobs);
});
