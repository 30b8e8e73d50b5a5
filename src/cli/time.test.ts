import { describe, expect, test } from "vitest";
import { ago, clock, duration } from "./time.ts";

const NOW = Date.parse("2026-01-02T12:00:00Z");

describe("ago", () => {
  test.each([
    ["2026-01-02T11:59:59.500Z", "now"],
    ["2026-01-02T12:00:05Z", "now"],
    ["2026-01-02T11:59:48Z", "12 s ago"],
    ["2026-01-02T11:57:00Z", "3 min ago"],
    ["2026-01-02T10:00:00Z", "2 h ago"],
    ["2025-12-28T12:00:00Z", "5 d ago"],
    [null, "-"],
  ])("%s is %s", (iso, text) => {
    expect(ago(iso, NOW)).toBe(text);
  });
});

describe("duration", () => {
  test.each([
    [-5, "0.0 s"],
    [420, "0.4 s"],
    [9_949, "9.9 s"],
    [9_950, "9 s"],
    [59_999, "59 s"],
    [185_000, "3 min 5 s"],
    [7_800_000, "2 h 10 min"],
  ])("%d ms is %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

test("the clock shows local time, and survives what is no time", () => {
  expect(clock(new Date(2026, 0, 2, 3, 4, 5))).toBe("03:04:05");
  expect(clock("nonsense")).toBe("--:--:--");
});
