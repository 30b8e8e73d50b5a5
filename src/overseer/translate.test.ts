import { describe, expect, it } from "vitest";
import type { TaskEvent } from "../core/event.ts";
import { parseException } from "./exception.ts";
import { jobId, translate } from "./translate.ts";

const AT = 1795446302.1029;
const ISO = "2026-11-23T15:05:02.102Z";
const event = (type: string, fields: object = {}) =>
  ({ type, uuid: "7", hostname: "w1@lab", timestamp: AT, ...fields }) as unknown as TaskEvent;

/** As it goes over the wire: without what is not there. */
const said = (type: string, fields?: object) => JSON.parse(JSON.stringify(translate(event(type, fields))?.patch ?? null));

describe("translate", () => {
  it("takes each event of our own worker", () => {
    const worker = "w1@lab";
    expect(said("task-received", { retries: 1, name: "sleep" })).toEqual({ status: "RECEIVED", retries: 1, worker });
    expect(said("task-started", { retries: 0 })).toEqual({ status: "STARTED", retries: 0, worker, began: ISO });
    expect(said("task-succeeded", { retries: 0, runtime: 1.5, result: { a: [1] } })).toEqual({
      status: "SUCCESS",
      retries: 0,
      worker,
      ended: ISO,
      runtime: 1.5,
      result: { a: [1] },
    });
    const error = { type: "ValueError", message: "bad", trace: "at line 1" };
    expect(said("task-failed", { retries: 0, error, exception: "other" })).toMatchObject({
      status: "FAILURE",
      ended: ISO,
      error,
    });
    expect(said("task-retried", { retries: 2, exception: "WorkerLost: away" })).toEqual({
      status: "RETRY",
      retries: 2,
      worker,
      error: { type: "WorkerLost", message: "away" },
    });
    expect(said("task-revoked", { terminated: true, retries: 0 })).toMatchObject({ status: "TERMINATED", ended: ISO });
    expect(said("task-revoked", { terminated: false })).toEqual({ status: "REVOKED", worker, ended: ISO });
  });

  it("takes an update with its part of the log", () => {
    const log = [{ time: ISO, level: "info", message: "one" }];
    const news = translate(event("task-updated", { retries: 0, sequence: 3, log, logOffset: 5, progress: 0.5, urls: null }));
    expect(news?.log).toEqual({ entries: log, offset: 5 });
    expect(news?.patch).toMatchObject({ status: "RUNNING", sequence: 3, progress: 0.5, urls: null });
    expect(translate(event("task-updated", { log }))?.log?.offset).toBe(0);
    expect(said("task-updated", { sequence: 4, log })).toEqual({ status: "RUNNING", worker: "w1@lab" });
    expect(translate(event("task-updated", { log: [] }))?.log).toBeNull();
  });

  it("takes the events of a Python worker", () => {
    expect(said("task-succeeded", { result: "'done'", runtime: 0.2 })).toMatchObject({ result: "'done'", runtime: 0.2 });
    const lost = { error: { type: "ResultLost", message: "It did not come." }, resultText: "{'a': 1}" };
    expect(said("task-succeeded", lost)).toMatchObject({
      error: { type: "ResultLost", message: "It did not come. It was {'a': 1}" },
    });
    expect(said("task-failed", { exception: "ValueError('bad', 42)", traceback: "Traceback…" })).toMatchObject({
      error: { type: "ValueError", message: "'bad', 42", trace: "Traceback…" },
    });
    expect(said("task-retried", { exception: "KeyError('x')" })).toEqual({ status: "RETRY", worker: "w1@lab" });
    expect(said("task-revoked", { expired: true, signum: null })).toMatchObject({
      status: "REVOKED",
      error: { type: "Expired" },
    });
    expect(said("task-rejected", { requeue: false })).toMatchObject({ status: "REJECTED", ended: ISO });
  });

  it("ignores what says nothing of a job", () => {
    for (const type of ["task-sent", "task-progress", "task-unheard-of"]) expect(said(type)).toBeNull();
    expect(said("task-rejected", { requeue: true })).toBeNull();
  });

  it("never sends a worker name that is too long, nor a time that is none", () => {
    const hostname = `${"é".repeat(61)}@🚀🚀🚀`;
    expect(said("task-started", { hostname, timestamp: Number.NaN })).toEqual({
      status: "STARTED",
      worker: `${"é".repeat(61)}@🚀🚀`,
    });
  });

  it("names no worker for what the broker says", () => {
    expect(said("task-revoked", { hostname: "broker" })).toEqual({ status: "REVOKED", ended: ISO });
    expect(said("task-received", { hostname: undefined })).toEqual({ status: "RECEIVED" });
  });

  it("knows a task of ours by its id", () => {
    const ids = [
      "1",
      "9007199254740991",
      "9007199254740992",
      "0",
      "-1",
      "01",
      "1e3",
      "c0ffee00-0000-4000-8000-000000000000",
      "",
    ];
    expect(ids.map((uuid) => jobId(event("task-started", { uuid })))).toEqual([
      1,
      9007199254740991,
      ...Array(ids.length - 2).fill(null),
    ]);
    expect(jobId(event("task-started", { uuid: undefined }))).toBeNull();
  });
});

describe("parseException", () => {
  it.each([
    ["ZeroDivisionError('division by zero')", "ZeroDivisionError", "division by zero"],
    ["ValueError('old style',)", "ValueError", "old style"],
    [`KeyError("it's")`, "KeyError", "it's"],
    [String.raw`OSError('a\nb\t\\ \'q\' \xe9\u20ac\U0001f680')`, "OSError", "a\nb\t\\ 'q' é€🚀"],
    [String.raw`OSError('\x00 \ud800')`, "OSError", String.raw`\x00 \ud800`],
    ["TimeLimitExceeded(1,)", "TimeLimitExceeded", "1"],
    ["SoftTimeLimitExceeded()", "SoftTimeLimitExceeded", "SoftTimeLimitExceeded"],
    ["OSError('a', 'b')", "OSError", "'a', 'b'"],
    ["WorkerLost: its lease ran out", "WorkerLost", "its lease ran out"],
    ["<ExceptionInfo: boom>", "Error", "<ExceptionInfo: boom>"],
    [undefined, "Error", "The worker gave no reason."],
  ])("%s", (exception, type, message) => {
    expect(parseException(exception, null)).toEqual({ type, message });
  });
});
