/** Celery's workers, clients and monitors as they come from Debian, with ours. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Event, TaskEvent } from "../../core/event.ts";
import { createLogger } from "../../service/log.ts";
import { describeWith } from "../../service/testing.needs.ts";
import { listenTo, newTask, type Seen } from "../testing.ts";
import { AmqpBroker } from "./broker.ts";
import { CELERY, CeleryApp } from "./testing.celery.ts";
import { endGuarded } from "./testing.process.ts";
import { RABBITMQ, startRabbit, type TestHost, type TestRabbit } from "./testing.ts";
import { OurWorker } from "./testing.worker.ts";

const START_MS = 120_000;
const log = createLogger("test", process.env.JOBHUB_LOG_LEVEL ?? "silent");

describeWith([RABBITMQ, CELERY], "with Celery", () => {
  let rabbit: TestRabbit;
  let host: TestHost;
  let celery: CeleryApp;
  let broker: AmqpBroker;
  let events: Seen<Event>;
  const workers: OurWorker[] = [];

  beforeAll(async () => {
    rabbit = await startRabbit();
    host = await rabbit.createHost();
    celery = new CeleryApp({ brokerUrl: host.url });
    await celery.open();
    broker = new AmqpBroker({ url: host.url, leaseMs: 5_000, resultWaitMs: 1_000, graceMs: 500, log });
    events = await listenTo(broker);
    await celery.startWorker("py@lab");
  }, START_MS);

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.broker.stop()));
  });

  afterAll(async () => {
    await broker?.stop();
    await celery?.close();
    await host?.drop();
    await rabbit?.stop();
  }, START_MS);

  async function startOurs(hostname = "ours@lab"): Promise<OurWorker> {
    const own = new AmqpBroker({ url: host.url, leaseMs: 5_000, defaultQueue: "python", log });
    const worker = new OurWorker(own, hostname);
    workers.push(worker);
    await worker.start();
    return worker;
  }

  /** The events of a task, as soon as there are some of these types, or with these facts. */
  async function eventsOf(uuid: string, until: TaskEvent["type"] | readonly string[], from = events): Promise<TaskEvent[]> {
    const wanted = typeof until === "string" ? [until] : until;
    for (let seen = 0; ; seen += 1) {
      const own = (await from.until(seen)).filter((event): event is TaskEvent => "uuid" in event && event.uuid === uuid);
      if (wanted.every((one) => own.some((event) => event.type === one || one in event))) return own;
    }
  }

  let count = 1_000;
  function nextTask(name: string, kwargs = {}, more = {}) {
    count += 1;
    return newTask({ id: String(count), name, kwargs: { ...kwargs, project: 7, key: "opens it" }, queue: "python", ...more });
  }

  describe("its workers run our tasks", () => {
    it("with their arguments, secrets, log, addresses, progress and result", async () => {
      const task = nextTask("add", { x: 2, y: 3 }, { secrets: { password: "pässword" } });
      await broker.publish([task]);
      // What a task sends by itself goes another way than what its worker tells of it.
      const own = await eventsOf(task.id, ["task-succeeded", "log", "progress"]);
      const from = { uuid: task.id, hostname: "py@lab" };
      expect(own).toContainEqual(expect.objectContaining({ ...from, type: "task-received", retries: 0, name: "add" }));
      expect(own).toContainEqual(expect.objectContaining({ ...from, type: "task-started" }));
      const updated = { log: [expect.objectContaining({ message: "adding" })], urls: { ws: "ws://there" } };
      expect(own).toContainEqual(expect.objectContaining({ ...from, type: "task-updated", ...updated }));
      expect(own).toContainEqual(expect.objectContaining({ uuid: task.id, type: "task-updated", progress: { done: 1 } }));
      const result = { sum: 5, password: "pässword" };
      const succeeded = { ...from, type: "task-succeeded", result, runtime: expect.any(Number) };
      expect(own.filter(({ type }) => type === "task-succeeded")).toEqual([expect.objectContaining(succeeded)]);
      const shown = JSON.stringify(own.filter(({ type }) => type === "task-received"));
      expect(shown).not.toMatch(/pässword|opens it/);
    });

    it("and fail with type, message and traceback", async () => {
      const task = nextTask("fail", { message: 'it\'s "bad"' });
      await broker.publish([task]);
      const own = await eventsOf(task.id, "task-failed");
      const error = { type: "ValueError", message: 'it\'s "bad"', trace: expect.stringContaining("raise ValueError(message)") };
      expect(own.at(-1)).toMatchObject({ type: "task-failed", hostname: "py@lab", error });
    });

    it("and try again", async () => {
      const task = nextTask("retry");
      await broker.publish([task]);
      const own = await eventsOf(task.id, "task-succeeded");
      expect(own).toContainEqual(
        expect.objectContaining({ type: "task-retried", exception: expect.stringContaining("not yet") }),
      );
      expect(own).toContainEqual(expect.objectContaining({ type: "task-received", retries: 1 }));
      expect(own.at(-1)).toMatchObject({ type: "task-succeeded", result: 1 });
    });

    it("and are stopped when they are cancelled", async () => {
      const task = nextTask("slow");
      await broker.publish([task]);
      await eventsOf(task.id, "task-started");
      await broker.revoke([task.id]);
      const own = await eventsOf(task.id, "task-revoked");
      expect(own.at(-1)).toMatchObject({ type: "task-revoked", terminated: true });
    });

    it("but not what was cancelled before, whenever they come", async () => {
      const [gone, stays] = [nextTask("plus", { x: 1 }, { queue: "later" }), nextTask("plus", { x: 1 }, { queue: "later" })];
      await broker.publish([gone, stays]);
      await broker.revoke([gone.id]);
      const late = await celery.startWorker("late@lab", "later");
      const own = await eventsOf(gone.id, "task-revoked");
      expect(own.map(({ type }) => type)).not.toContain("task-started");
      expect((await eventsOf(stays.id, "task-succeeded")).at(-1)).toMatchObject({ result: 2 });
      await endGuarded(late);
    }, 60_000);

    it("within their time limit", async () => {
      const task = nextTask("slow", {}, { timeLimit: 1 });
      await broker.publish([task]);
      const own = await eventsOf(task.id, "task-failed");
      expect(own.at(-1)).toMatchObject({ error: { type: "TimeLimitExceeded" } });
    });

    it("of names that they have", async () => {
      const task = nextTask("unheard-of");
      await broker.publish([task]);
      const own = await eventsOf(task.id, "task-failed");
      expect(own.at(-1)).toMatchObject({ error: { type: "NotRegistered" } });
    });

    it("and where the result is not sent, that is said", async () => {
      const task = nextTask("silent");
      await broker.publish([task]);
      const own = await eventsOf(task.id, "task-succeeded");
      expect(own.at(-1)).toMatchObject({ type: "task-succeeded", error: { type: "ResultLost" } });
      expect(own.at(-1)).not.toHaveProperty("result");
    });
  });

  describe("its clients use our workers", () => {
    it("and get results and exceptions", async () => {
      await startOurs();
      const results = await celery.run(`
def outcome(task):
    try:
        return task.get(timeout=10)
    except Exception as e:
        return [type(e).__module__, type(e).__name__, list(e.args)]

send = lambda name, *args: app.send_task(name, args=args, queue="ours", time_limit=300, soft_time_limit=250)
tasks = [send("double", 21), send("break", "TypeError", "no"), send("break", "OwnError", "no"), send("double", "ä")]
print(json.dumps([outcome(task) for task in tasks]))`);
      expect(results).toEqual([42, ["builtins", "TypeError", ["no"]], ["celery.exceptions", "OwnError", ["no"]], "ää"]);
    });

    it("in chains, with callbacks and error callbacks", async () => {
      await startOurs();
      const results = await celery.run(`
from celery import chain, group
double = signature = lambda *args: app.signature("double", args=args, queue="ours")
whole = chain(plus.s(1, 2), double(), plus.s(10), double())()
called = app.signature("double", args=(5,), queue="ours", task_id="called").apply_async(link=plus.s(100).set(task_id="callback"))
failed = app.signature("break", args=("ValueError", "no"), queue="ours").apply_async(link_error=app.signature("double", queue="ours", task_id="errback"))
from celery.result import AsyncResult
print(json.dumps([whole.get(timeout=10), called.get(timeout=10), failed.id]))`);
      expect(results).toEqual([32, 10, expect.any(String)]);
      const [callback] = await Promise.all([eventsOf("callback", "task-succeeded"), eventsOf("errback", "task-succeeded")]);
      expect(callback.at(-1)).toMatchObject({ type: "task-succeeded", hostname: "py@lab" });
    });

    it("later, or not at all once it is too late", async () => {
      const ours = await startOurs();
      const results = await celery.run(`
from celery.exceptions import TaskRevokedError
later = app.send_task("double", args=(1,), queue="ours", countdown=1)
late = app.send_task("double", args=(2,), queue="ours", expires=-1)
try:
    late.get(timeout=10)
except TaskRevokedError as e:
    print(json.dumps([later.get(timeout=10), str(e)]))`);
      expect(results).toEqual([2, "expired"]);
      expect(ours.ran).toEqual([[1]]);
    });

    it("and cancel what they have sent", async () => {
      const ours = await startOurs();
      const results = await celery.run(`
import time
from celery.exceptions import TaskRevokedError
running = app.send_task("wait", queue="ours")
while not app.control.inspect(timeout=0.2, destination=["ours@lab"]).active()["ours@lab"]:
    pass
running.revoke(terminate=True)
try:
    running.get(timeout=10)
except TaskRevokedError as e:
    print(json.dumps(str(e)))`);
      expect(results).toBe("terminated");
      expect(ours.ran).toEqual([[]]);
    });

    it("and nobody dies of a task that makes no sense", async () => {
      await startOurs();
      await celery.run(`
with app.connection_for_write() as connection:
    producer = connection.Producer()
    producer.publish([1, 2], routing_key="ours", headers={"task": "double", "id": "poison-1"}, serializer="json")
    producer.publish({"id": "poison-2"}, routing_key="ours", headers={"task": "double"}, serializer="json")
    producer.publish(b"{", routing_key="ours", headers={"task": "double", "id": "p"}, content_type="application/json", content_encoding="utf-8")
print(json.dumps(app.send_task("double", args=(1,), queue="ours").get(timeout=10)))`);
      const aside = await broker.listSetAside(10);
      expect(aside.map(({ kind, queue }) => [kind, queue])).toEqual(Array(3).fill(["task", "ours"]));
    });
  });

  describe("its monitors and remote control see our workers", () => {
    it("as they see their own", async () => {
      const ours = await startOurs();
      expect(await celery.command("status")).toMatch(/ours@lab: OK[\s\S]*2 nodes online|2 nodes online/);
      const inspect = async (method: string) =>
        JSON.parse(await celery.command("inspect", method, "--json", "-d", "ours@lab"))["ours@lab"];
      expect(await inspect("ping")).toEqual({ ok: "pong" });
      expect(await inspect("stats")).toMatchObject({
        total: { double: 0 },
        pool: { "max-concurrency": 4 },
        clock: expect.any(String),
      });
      expect(await inspect("active_queues")).toMatchObject([{ name: "ours" }]);
      expect(await inspect("registered")).toEqual(["break", "double", "wait"]);
      expect(await inspect("reserved")).toEqual([]);
      expect(await inspect("scheduled")).toEqual([]);
      expect(await inspect("conf")).toEqual({ concurrency: 4 });
      expect(await inspect("report")).toMatchObject({ ok: expect.stringContaining("jobhub") });
      await celery.command("control", "-d", "ours@lab", "pool_grow", "3");
      await celery.command("control", "-d", "ours@lab", "add_consumer", "more");
      expect(ours.asked).toEqual(["grow 3"]);
      expect(await inspect("active_queues")).toMatchObject([{ name: "ours" }, { name: "more" }]);
      expect(await celery.run(`print(json.dumps(app.send_task("double", args=(1,), queue="more").get(timeout=10)))`)).toBe(2);
      await celery.command("control", "-d", "ours@lab", "cancel_consumer", "more");
      expect(await inspect("active_queues")).toMatchObject([{ name: "ours" }]);
      await celery.run(`print(app.control.broadcast("shutdown", destination=["ours@lab"]) or "null")`);
      await ours.until("shutdown");
    }, 60_000);

    it("and their events", async () => {
      const dump = celery.watch("events", "--dump");
      let output = "";
      const has = (text: string) =>
        new Promise<void>((resolve) => {
          const read = () => output.includes(text) && resolve();
          dump.stdout.on("data", read);
          read();
        });
      dump.stdout.on("data", (chunk) => {
        output += chunk;
      });
      await has("py@lab");
      await startOurs();
      const id = await celery.run(
        `r = app.send_task("double", args=("a",), queue="ours"); r.get(timeout=10); print(json.dumps(r.id))`,
      );
      await has("task succeeded");
      expect(output).toMatch(/ours@lab .* started: active=0/);
      expect(output).toMatch(new RegExp(`ours@lab .* task received: double\\(${id}\\) args=\\('a',\\) kwargs=\\{\\}`));
      expect(output).toMatch(new RegExp(`ours@lab .* task succeeded: double\\(${id}\\) .*result='aa'`));
      expect(output).not.toMatch(/Traceback/);
      await endGuarded(dump);
    }, 30_000);

    it("and ours see theirs", async () => {
      await startOurs();
      const answers = await broker.control.request("ping", {}, { destination: ["py@lab", "ours@lab"] });
      expect(answers).toEqual({ "py@lab": { ok: "pong" }, "ours@lab": { ok: "pong" } });
      const { "py@lab": stats } = await broker.control.request("stats", {}, { destination: ["py@lab"] });
      expect(stats).toMatchObject({
        broker: { virtual_host: new URL(host.url).pathname.slice(1) },
        pool: { "max-concurrency": 2 },
      });
      const nobody = await broker.control.request("stats", {}, { destination: ["nobody@lab"], timeoutMs: 100 });
      expect(nobody).toEqual({});
    });
  });
});
