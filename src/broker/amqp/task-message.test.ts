import fc from "fast-check";
import type { AsyncMessage } from "rabbitmq-client";
import { expect, it } from "vitest";
import type { Task } from "../../core/task.ts";
import { newTask } from "../testing.ts";
import type { Message } from "./publisher.ts";
import { againMessage, fromMessage, toMessage } from "./task-message.ts";

/** As RabbitMQ hands it over: whole numbers in headers as numbers. */
function received(message: Message, more: Partial<AsyncMessage> = {}): AsyncMessage {
  const plain = (value: unknown): unknown => {
    if (typeof value === "bigint") return Number(value);
    return Array.isArray(value) ? value.map(plain) : value;
  };
  const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([key, value]) => [key, plain(value)]));
  return { ...message, exchange: "", redelivered: false, deliveryTag: 1, consumerTag: "c", ...more, headers } as AsyncMessage;
}

const json = fc.jsonValue() as fc.Arbitrary<never>;
const tasks = fc.record({
  kwargs: fc.dictionary(
    fc.string().filter((key) => key !== "secrets" && key !== "__proto__"),
    json,
  ),
  retries: fc.nat(40_000),
  maxAttempts: fc.integer({ min: 1, max: 40_000 }),
  priority: fc.integer({ min: 0, max: 9 }),
  timeLimit: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0.1, max: 1e6, noNaN: true })),
  secrets: fc.oneof(fc.constant(null), fc.dictionary(fc.constantFrom("password", "token"), json)),
});

it("carries a task as it is", () => {
  fc.assert(
    fc.property(tasks, (given) => {
      const task = JSON.parse(JSON.stringify(newTask(given as Partial<Task>))) as Task;
      expect(fromMessage(received(toMessage(task))).task).toEqual(task);
      expect(fromMessage(received(againMessage(fromMessage(received(toMessage(task))), 7)))).toMatchObject({
        task: { ...task, retries: 7 },
        isReturned: true,
      });
    }),
  );
});

it("shows neither secrets nor the key of the job", () => {
  const { headers } = toMessage(newTask({ kwargs: { path: "a", key: "opens" }, secrets: { password: "hidden" } }));
  expect(headers?.kwargsrepr).toBe("{'path': 'a'}");
  expect(
    Object.values(headers ?? {})
      .map(String)
      .join(),
  ).not.toMatch(/opens|hidden/);
});

it("sends whole numbers in headers as 64 bits, which every peer reads", () => {
  const { headers } = toMessage(newTask({ timeLimit: 300, retries: 200 }));
  expect(headers).toMatchObject({ retries: 200n, timelimit: [300n, null], maxAttempts: 3n });
});

it.each([
  ["headers without an id", { headers: { task: "add" } }],
  ["a body of one", { headers: { task: "add", id: "1" }, body: Buffer.from("[[]]") }],
  ["a body that is no JSON", { headers: { task: "add", id: "1" }, body: Buffer.from("{") }],
  ["another type", { headers: { task: "add", id: "1" }, contentType: "application/x-python-serialize" }],
])("refuses %s", (_what, wrong) => {
  const message = { ...toMessage(newTask()), ...wrong };
  expect(() => fromMessage(received(message))).toThrow(Error);
});

it("reads what Celery's clients send beside the task", () => {
  const headers = {
    task: "add",
    id: "a-b",
    eta: "2026-01-01T00:00:00.500000+00:00",
    expires: "2026-01-01T00:00:01",
    timelimit: [null, 5],
  };
  const body = Buffer.from('[[1, NaN], {"x": "NaN"}, {"chain": []}]');
  const said = fromMessage(received({ ...toMessage(newTask()), body, headers, replyTo: "reply" }));
  expect(said).toMatchObject({ eta: 1_767_225_600_500, expires: 1_767_225_601_000, replyTo: "reply", embed: { chain: [] } });
  expect(said.task).toMatchObject({
    id: "a-b",
    args: [1, null],
    kwargs: { x: "NaN" },
    timeLimit: 5,
    retries: 0,
    maxAttempts: 3,
  });
});
