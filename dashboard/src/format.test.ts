import { expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatExactClock,
  formatShort,
  formatTime,
} from "./format.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In the zone of whoever runs this. */
const justAfterMidnight = new Date(2026, 0, 2, 0, 5, 9, 12).toISOString();

it("begins a day with hour 00, and tells an afternoon by 24 hours", () => {
  expect(formatClock(justAfterMidnight)).toBe("00:05:09");
  expect(formatExactClock(justAfterMidnight)).toBe("00:05:09.012");
  expect(formatTime(justAfterMidnight)).toBe("Jan 2, 2026, 00:05:09");
  expect(formatTime(new Date(2026, 0, 2, 23, 5, 9))).toBe("Jan 2, 2026, 23:05:09");
});

it("leaves what is no time as it is", () => {
  expect(formatExactClock("yesterday")).toBe("yesterday");
});

it.each([
  [0, "0 ms"],
  [430.4, "430 ms"],
  [5_290, "5.2 s"],
  [43_900, "43 s"],
  [3 * MINUTE + 20 * SECOND, "3 m 20 s"],
  [2 * HOUR + 5 * MINUTE, "2 h 5 m"],
  [4 * DAY + 3 * HOUR, "4 d 3 h"],
])("a duration of %d ms is %s", (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

it.each([
  [-400, "now"],
  [-59_900, "59s ago"],
  [-61_000, "1m ago"],
  [-2 * DAY, "2d ago"],
  [3 * HOUR, "in 3h"],
])("%d ms from now is %s", (ms, expected) => {
  expect(formatAgo(1_000_000_000 + ms, 1_000_000_000)).toBe(expected);
});

it("shortens numbers and sizes", () => {
  expect([formatCount(1_234_567), formatShort(1_234_567)]).toEqual(["1,234,567", "1.2M"]);
  expect([0, 1023, 1536, 200 * 1024 ** 2].map(formatBytes)).toEqual(["0 B", "1023 B", "1.5 kB", "200 MB"]);
});
