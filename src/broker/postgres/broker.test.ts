import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Event } from "../../core/event.ts";
import { secretKeyFrom } from "../../core/secrets.ts";
import { testBroker } from "../conformance.ts";
import { listenTo, newTask, newTasks, Seen, started, succeeded, TestWorker } from "../testing.ts";
import { openTransport, type PostgresTestTransport } from "./testing.ts";

testBroker("PostgreSQL", openTransport);

describe("the postgres transport itself", () => {
  let transport: PostgresTestTransport;
  beforeEach(async () => {
    transport = await openTransport();
  });
  afterEach(() => transport.close());

  it("puts U+FFFD for characters that PostgreSQL cannot keep, so that nothing is held up", async () => {
    const { broker } = transport.open();
    const events = await listenTo(broker);
    await broker.publish([newTask({ kwargs: { text: "a\u0000b", half: "\ud800" } }), newTask()]);
    const [delivery] = await new TestWorker(broker).take(2);
    expect(delivery?.task.kwargs).toEqual({ text: "a\ufffdb", half: "\ufffd" });
    await broker.emit([{ ...started(newTask()), type: "task-updated", log: ["\u0000 \\u0000"] }, started(newTask())]);
    expect((await events.until(2))[0]).toMatchObject({ log: ["\ufffd \\u0000"] });
  });

  it("fails a task whose secrets it cannot open, and goes on", async () => {
    const { broker } = transport.open({ secretKey: secretKeyFrom("the key of somebody else") });
    const events = await listenTo(broker);
    const [sealed, plain] = [newTask({ secrets: { a: "b" } }), newTask()];
    await transport.open().broker.publish([sealed, plain]);
    const [delivery] = await new TestWorker(broker).take(1);
    expect(delivery?.task).toEqual(plain);
    expect(await events.until(1)).toMatchObject([{ type: "task-failed", uuid: sealed.id, retries: 0 }]);
  });

  it("keeps secrets sealed", async () => {
    const { broker } = transport.open();
    await broker.publish([newTask({ secrets: { password: "hunter2" } })]);
    const { rows } = await transport.database.query<{ row: string }>("SELECT tasks::text AS row FROM broker.tasks");
    expect(rows[0]?.row).toMatch(/secrets.*v1\./);
    expect(rows[0]?.row).not.toContain("hunter2");
  });

  it("gives back a task that it took without hearing of it", async () => {
    const { broker, database } = transport.open();
    const task = newTask();
    await broker.publish([task]);
    const worker = new TestWorker(broker);
    database.failNext("FOR UPDATE SKIP LOCKED", { done: true });
    const [delivery] = await worker.take(1);
    expect(delivery?.task).toEqual(task);
    expect(delivery?.redelivered).toBe(true);
  });

  it("registers as soon as the database is there", async () => {
    const { broker, database } = transport.open();
    database.failNext("INTO broker.consumers", { times: 2 });
    await new TestWorker(broker).consumer.start();
    expect(await broker.depths()).toMatchObject([{ consumers: 1 }]);
  });

  it("sends events that the database could not take at first, in order", async () => {
    const { broker, database } = transport.open();
    const events = await listenTo(transport.open().broker);
    database.failNext("INTO broker.events", { times: 2 });
    const [one, two] = newTasks(2).map(started);
    await Promise.all([broker.emit([one as never]), broker.emit([two as never])]);
    expect(await events.until(2)).toEqual([one, two]);
  });

  it("waits for its events at the end, but not for ever", async () => {
    const { broker, database } = transport.open();
    const task = newTask();
    await broker.publish([task]);
    const [delivery] = await new TestWorker(broker).take(1);
    database.failNext("INTO broker.events", { times: Number.POSITIVE_INFINITY });
    const settling = expect(delivery?.settle(succeeded(task))).rejects.toThrow("ECONNRESET");
    await broker.stop();
    await settling;
  });

  it("gives everybody the time of a lease after a start of the database", async () => {
    const worker = new TestWorker(transport.open().broker);
    await transport.open().broker.publish([newTask()]);
    await worker.take(1);
    await transport.database.query("UPDATE broker.consumers SET lease_until = now() - interval '1 hour'");
    const sinceStart = "SELECT extract(epoch FROM now() - pg_postmaster_start_time()) * 1000 AS ms";
    const { rows } = await transport.database.query<{ ms: string }>(sinceStart);
    const patient = transport.open({ leaseMs: Math.ceil(Number(rows[0]?.ms)) + 60_000 });
    expect(await patient.broker.returnLost()).toBe(0);
  });

  it("returns a task that was claimed while its consumer was given up, and gives that one no more", async () => {
    const { broker } = transport.open();
    const suspended = transport.open();
    const worker = new TestWorker(suspended.broker, { room: 0 });
    await worker.consumer.start();
    suspended.freeze();
    worker.grow(1);
    await broker.publish([newTask()]);
    await transport.database.query("UPDATE broker.consumers SET ended = now() - interval '1 hour'");
    await transport.database.query("UPDATE broker.tasks SET consumer_id = (SELECT id FROM broker.consumers)");
    expect(await broker.returnLost()).toBe(1);
    suspended.thaw();
    const [delivery] = await worker.deliveries.until(1);
    expect(delivery?.task.retries).toBe(1);
    const { rows } = await transport.database.query("SELECT hostname, ended FROM broker.consumers");
    expect(rows).toEqual([{ hostname: "worker@test", ended: null }]);
  });

  it("does not look for tasks on account of room, where none wait", async () => {
    const { broker, database } = transport.open();
    await broker.publish([newTask()]);
    const worker = new TestWorker(broker);
    await worker.take(1);
    const statements = vi.spyOn(database, "query");
    for (let i = 0; i < 50; i += 1) {
      worker.grow(1);
      await transport.database.query("SELECT 1");
    }
    // A poll looks all the same, every two seconds.
    expect(statements.mock.calls.filter(([sql]) => sql.includes("SKIP LOCKED")).length).toBeLessThan(10);
  });

  describe("with several receivers", () => {
    /** Two, busy with what they take until `end`. */
    async function receiveTwice() {
      const { broker } = transport.open();
      const seen = new Seen<readonly Event[]>();
      let end = () => {};
      const busy = new Promise<void>((resolve) => {
        end = resolve;
      });
      const handle = async (batch: Event[]) => {
        seen.add(batch);
        await busy;
      };
      for (let i = 0; i < 2; i += 1) await broker.receiveEvents({ handle }).start();
      return { seen, end };
    }
    async function emitOneByOne(howMany: number) {
      const { broker } = transport.open();
      for (const task of newTasks(howMany)) await broker.emit([started(task)]);
    }

    it("takes what comes while one of them is busy as one batch", async () => {
      const { seen, end } = await receiveTwice();
      await emitOneByOne(1);
      await seen.until(1);
      await emitOneByOne(3);
      end();
      expect((await seen.until(2)).map(({ length }) => length)).toEqual([1, 3]);
    });

    it("takes what is beyond a batch while that is under way", async () => {
      await emitOneByOne(70);
      const { seen, end } = await receiveTwice();
      expect((await seen.until(2)).map(({ length }) => length)).toEqual([64, 6]);
      end();
    });
  });

  it("keeps what is set aside, with the reason", async () => {
    const { broker } = transport.open();
    const event = started(newTask());
    await broker.setAside([event], "400: no such job");
    const { rows } = await transport.database.query<{ event: string }>("SELECT event, reason FROM broker.set_aside");
    expect(rows).toEqual([{ event: JSON.stringify(event), reason: "400: no such job" }]);
  });

  it("refuses a transaction of another database", async () => {
    const { broker } = transport.open({ shared: false });
    await transport.open().transaction?.(async (tx) => {
      await expect(broker.publish([newTask()], tx)).rejects.toThrow("not in the database of the record");
    });
  });

  it("hears at once, without waiting for the next poll", async () => {
    const worker = new TestWorker(transport.open().broker);
    const events = await listenTo(transport.open().broker);
    await worker.consumer.start();
    const { broker } = transport.open();
    const began = performance.now();
    for (let i = 0; i < 10; i += 1) {
      await broker.publish([newTask()]);
      await worker.deliveries.until(i + 1);
      await broker.emit([started(newTask())]);
      await events.until(i + 1);
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
