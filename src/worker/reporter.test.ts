import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "./protocol.ts";
import { LOG_LIMITS, Reporter } from "./reporter.ts";

let reports: Report[];
let reporter: Reporter;

beforeEach(() => {
  vi.useFakeTimers();
  reports = [];
  reporter = new Reporter(
    (report) => reports.push(report),
    (text) => text.replaceAll("secret", "***"),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

const messages = () => reports.flatMap(({ log = [] }) => log.map(({ message }) => message));

describe("lines", () => {
  test("go at once, with their time and level", () => {
    vi.setSystemTime("2026-01-02T03:04:05.678Z");
    reporter.log("warn", "careful");
    expect(reports).toEqual([{ log: [{ time: "2026-01-02T03:04:05.678Z", level: "warn", message: "careful" }] }]);
  });

  test("go together when there are many, each once and in order", () => {
    for (let i = 0; i < 100; i += 1) reporter.log("info", `${i}`);
    expect(reports.length).toBeLessThan(10);
    vi.advanceTimersByTime(60);
    expect(messages()).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
    reporter.log("info", "later");
    expect(messages().at(-1)).toBe("later");
  });

  test("of a job that never rests go by hundreds", () => {
    for (let i = 0; i < 2_000; i += 1) reporter.log("info", `${i}`);
    expect(messages().length).toBeGreaterThanOrEqual(1_500);
    expect(reports.length).toBeLessThan(20);
  });

  test("show no secret", () => {
    reporter.log("info", "my secret");
    expect(messages()).toEqual(["my ***"]);
  });

  test("are cut where they are too long", () => {
    reporter.log("info", "x".repeat(LOG_LIMITS.lineChars + 5));
    expect(messages()[0]).toBe(`${"x".repeat(LOG_LIMITS.lineChars)} … (5 more characters)`);
  });
});

describe("a log", () => {
  test("ends at its limit of lines, and says so", () => {
    for (let i = 0; i < LOG_LIMITS.lines + 10; i += 1) reporter.log("info", "x");
    const { rest } = reporter.end();
    const all = [...messages(), ...(rest?.log ?? []).map(({ message }) => message)];
    expect(all).toHaveLength(LOG_LIMITS.lines);
    expect(all.at(-1)).toContain("The log ends here");
  });

  test("ends at its limit of characters, and says so", () => {
    for (let i = 0; i < 3_000; i += 1) reporter.log("info", "x".repeat(LOG_LIMITS.lineChars));
    const { rest } = reporter.end();
    const all = [...messages(), ...(rest?.log ?? []).map(({ message }) => message)];
    expect(all).toHaveLength(LOG_LIMITS.chars / LOG_LIMITS.lineChars);
    expect(all.at(-1)).toContain(`it has ${LOG_LIMITS.chars} characters`);
  });
});

test("of several progresses and addresses in a row the last one goes", () => {
  for (let i = 0; i < 5; i += 1) reporter.log("info", "x");
  reporter.progress(0.1);
  reporter.urls({ ws: "ws://a" });
  reporter.progress(0.2);
  expect(reports).toHaveLength(5);
  vi.advanceTimersByTime(60);
  expect(reports[5]).toEqual({ progress: 0.2, urls: { ws: "ws://a" } });
});

test("what is left at the end goes with the result, and nothing after it", () => {
  for (let i = 0; i < 7; i += 1) reporter.log("info", `${i}`);
  const { rest, posted } = reporter.end();
  expect(posted).toBe(5);
  expect(rest?.log?.map(({ message }) => message)).toEqual(["5", "6"]);
  reporter.log("info", "late");
  reporter.progress(1);
  vi.advanceTimersByTime(1_000);
  expect(reports).toHaveLength(5);
});
