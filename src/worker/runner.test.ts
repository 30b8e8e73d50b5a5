import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Delivery } from "../broker/broker.ts";
import { newTask } from "../broker/testing.ts";
import type { OutcomeEvent, TaskEvent } from "../core/event.ts";
import type { Task } from "../core/task.ts";
import { createLogger } from "../service/log.ts";
import { EventTimes } from "./attempt-events.ts";
import { MethodLimits } from "./method-limits.ts";
import { ThreadPool } from "./pool.ts";
import { Runner } from "./runner.ts";
import { Sender } from "./sender.ts";
import { TEST_METHODS } from "./testing.ts";

/** Writes down what becomes of it. */
class TestDelivery implements Delivery {
  readonly task: Task;
  readonly redelivered = false;
  readonly events: TaskEvent[] = [];
  settled: OutcomeEvent | null = null;
  released: { started: boolean } | null = null;

  constructor(name: string, kwargs: Task["kwargs"] = {}) {
    this.task = newTask({ name, kwargs });
  }

  async emit(event: TaskEvent): Promise<void> {
    this.events.push(event);
  }

  async settle(event: OutcomeEvent): Promise<boolean> {
    this.settled = event;
    return true;
  }

  async release(options: { started: boolean }): Promise<void> {
    this.released = options;
  }

  get isDone(): boolean {
    return this.settled !== null || this.released !== null;
  }
}

let pool: ThreadPool;
let runner: Runner;
const onRoom = vi.fn();

/** Longer than any thread takes to start, on however busy a machine. */
const PATIENT_MS = 60_000;

const newRunner = (patienceMs: number) =>
  new Runner({
    concurrency: 1,
    patienceMs,
    pool,
    onRoom,
    methods: TEST_METHODS,
    limits: new MethodLimits(),
    dataDir: "/nowhere",
    sender: new Sender("w@test"),
    times: new EventTimes(),
    log: createLogger("runner tests", "silent"),
  });

beforeEach(() => {
  pool = new ThreadPool({ threads: 1, memoryMb: 64, threadFile: TEST_METHODS.threadFile });
  runner = newRunner(PATIENT_MS);
});

afterEach(async () => {
  await runner.kill();
  await pool.stop();
});

function take(name: string, kwargs?: Task["kwargs"]): TestDelivery {
  const delivery = new TestDelivery(name, kwargs);
  runner.take(delivery);
  return delivery;
}

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: PATIENT_MS, interval: 2 });
const end = (delivery: TestDelivery) => until(() => delivery.isDone);

describe("capacity", () => {
  test("is the free threads, and no more while jobs are long", async () => {
    expect(runner.capacity()).toBe(1);
    take("stubborn");
    expect(runner.capacity()).toBe(0);
    expect(runner.active).toBe(1);
  });

  test("grows while jobs are tiny, and shrinks again", async () => {
    let taken = 0;
    for (; runner.capacity() <= 5; taken += 1) await end(take("nothing"));
    expect(runner.processed).toBe(taken);
    expect(onRoom).toHaveBeenCalled();
    take("stubborn");
    await until(() => runner.capacity() === 0);
  });
});

describe("a task that waits for a thread", () => {
  test("is started in its turn", async () => {
    const deliveries = ["a", "b", "c"].map((key) => take("echo", { key }));
    for (const delivery of deliveries) await end(delivery);
    const ended = deliveries.map(({ settled }) => settled?.clock ?? 0);
    expect(ended).toEqual([...ended].sort((a, b) => a - b));
    expect(deliveries.map(({ settled }) => settled?.type)).toEqual(Array(3).fill("task-succeeded"));
  });

  test("goes back to its queue if that takes too long", async () => {
    runner = newRunner(50);
    const [running, waiting] = [take("stubborn"), take("nothing")];
    await end(waiting);
    expect(waiting).toMatchObject({ released: { started: false }, settled: null, events: [] });
    expect(running.isDone).toBe(false);
  });

  test("never starts if it is cancelled", async () => {
    const [running, waiting] = [take("stubborn", { seconds: 0.1 }), take("nothing")];
    runner.revoke(waiting.task.id);
    await end(running);
    expect(waiting).toMatchObject({ settled: { type: "task-revoked", terminated: false }, events: [], released: null });
    expect(running.settled?.type).toBe("task-succeeded");
  });

  test("is forgotten if it is lost", async () => {
    const [running, waiting] = [take("stubborn", { seconds: 0.1 }), take("nothing")];
    runner.lose([waiting.task.id]);
    await end(running);
    expect(waiting).toMatchObject({ settled: null, released: null, events: [] });
  });
});

describe("a job that runs", () => {
  test("is stopped if it is lost, and nothing is told of its end", async () => {
    const lost = take("spin", { seconds: 60 });
    await until(() => lost.events.length > 2);
    runner.lose([lost.task.id]);
    await until(() => runner.active === 0);
    expect(lost).toMatchObject({ settled: null, released: null });
    await end(take("nothing"));
  });

  test("is stopped once, whoever asks how often", async () => {
    const delivery = take("stubborn");
    await until(() => delivery.events.length > 2);
    for (let i = 0; i < 3; i += 1) runner.revoke(delivery.task.id);
    await end(delivery);
    expect(delivery.settled).toMatchObject({ type: "task-revoked", terminated: true, runtime: expect.any(Number) });
  });

  test("is told of in one go if it is tiny", async () => {
    await end(take("nothing"));
    const delivery = take("nothing");
    await end(delivery);
    expect(delivery.events.map(({ type }) => type)).toEqual(["task-received", "task-started"]);
  });

  test("is left where it is by a broker that fails", async () => {
    const delivery = new TestDelivery("nothing");
    delivery.settle = () => Promise.reject(new Error("no"));
    runner.take(delivery);
    await until(() => runner.processed === 1);
    await end(take("nothing"));
  });
});

test("a task that comes while it drains goes back", async () => {
  await runner.drain(1_000);
  const delivery = take("nothing");
  await end(delivery);
  expect(delivery.released).toEqual({ started: false });
  expect(runner.capacity()).toBe(0);
});
