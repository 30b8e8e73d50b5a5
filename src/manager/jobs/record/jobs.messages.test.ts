import { describe, expect, it } from "vitest";
import { STATUS_NAMES, type Status } from "../../../core/status.ts";
import { ordinal, type Place, runtimeFormatted, statusMessage, summaryString } from "./jobs.messages.ts";

const job = (status: Status, method = "convert", parent: number | null = null) => ({ status, method, parent });

describe("statusMessage", () => {
  it.each<[string, ReturnType<typeof job>, Place | null]>([
    ["convert is waiting to be put on a queue.", job("WAITING"), null],
    ["convert is waiting for another job.", job("WAITING", "convert", 5), null],
    ["convert is 3rd in the queue.", job("DISPATCHED"), { position: 3, queue: "default", isServed: true }],
    ["convert is in the queue.", job("DISPATCHED"), { position: null, queue: "default", isServed: true }],
    [
      "Session is 1st in the queue. No worker takes jobs from the queue gpu:5 at the moment.",
      job("DISPATCHED", "session"),
      { position: 1, queue: "gpu:5", isServed: false },
    ],
    [
      "convert is in the queue. No worker takes jobs from this queue at the moment.",
      job("DISPATCHED"),
      { position: null, queue: null, isServed: false },
    ],
    ["Session is starting.", job("RECEIVED", "session"), null],
    ["Session is starting.", job("STARTED", "session"), null],
    ["convert has started.", job("STARTED"), null],
    ["pull has failed.", job("FAILURE", "pull"), null],
    ["sleep was stopped.", job("TERMINATED", "sleep"), null],
  ])("%s", (message, facts, place) => {
    expect(statusMessage(facts, place)).toBe(message);
  });

  it("says something of every status", () => {
    const messages = STATUS_NAMES.map((status) => statusMessage(job(status), null));
    for (const message of messages) expect(message).toMatch(/convert.*\.$/);
    expect(new Set(messages).size).toBe(STATUS_NAMES.length);
  });
});

it.each([
  [1, "1st"],
  [2, "2nd"],
  [3, "3rd"],
  [4, "4th"],
  [11, "11th"],
  [12, "12th"],
  [13, "13th"],
  [21, "21st"],
  [102, "102nd"],
  [111, "111th"],
])("the ordinal of %i is %s", (n, text) => {
  expect(ordinal(n)).toBe(text);
});

it.each<[string, Parameters<typeof summaryString>[0]]>([
  ["Weekly report", { description: " Weekly\nreport ", method: "convert", params: { path: "a.md" } }],
  ["convert a.md", { description: null, method: "convert", params: { path: "a.md", to: "html" } }],
  ["convert", { description: "", method: "convert", params: { path: "  " } }],
  ["sleep 10", { description: null, method: "sleep", params: { seconds: 10 } }],
  ["sleep 0", { description: null, method: "sleep", params: { seconds: 0 } }],
  ["clean", { description: null, method: "clean", params: {} }],
  ["pull", { description: null, method: "pull", params: { source: { type: "github" } } }],
  [`${"x".repeat(99)}…`, { description: "x".repeat(5000), method: "sleep", params: {} }],
])("the summary is %s", (text, facts) => {
  expect(summaryString(facts)).toBe(text);
});

const BEGAN = "2026-01-01T00:00:00.000Z";

it.each<[string, number | null, string | null, string | null]>([
  ["-", null, null, null],
  ["-", null, BEGAN, null],
  ["2 secs", null, BEGAN, "2026-01-01T00:00:02.000Z"],
  ["<1 sec", 0, null, null],
  ["<1 sec", 0.99, null, null],
  ["<1 sec", -3, null, null],
  ["1 sec", 1.2, null, null],
  ["2 mins 5 secs", 125, null, null],
  ["1 min", 59.9, null, null],
  ["2 hours 1 sec", 7201, null, null],
  ["30 hours 1 min 1 sec", 108_061, null, null],
])("a runtime reads %s", (text, runtime, began, ended) => {
  expect(runtimeFormatted({ runtime, began, ended })).toBe(text);
});
