import fc from "fast-check";
import { expect, it } from "vitest";
import { linePath, lonePoints, roundTimes, ticksUpTo } from "./scale.ts";

it.each([
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 25, 50, 75, 100]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [0, [0, 1]],
])("marks up to %d are round", (most, expected) => {
  expect(ticksUpTo(most)).toEqual(expected);
});

it("marks of counts are whole", () => {
  expect(ticksUpTo(1, 4, true)).toEqual([0, 1]);
  expect(ticksUpTo(9, 4, true)).toEqual([0, 3, 6, 9]);
});

it("marks rise from 0 past any value, and are few", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.boolean(), (most, isWhole) => {
      const ticks = ticksUpTo(most, 4, isWhole);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const [index, tick] of ticks.entries()) if (index > 0) expect(tick).toBeGreaterThan(ticks[index - 1] as number);
    }),
  );
});

it("marks of time stand at round times of the day", () => {
  const spans = (from: string, seconds: number, count: number) =>
    Array.from({ length: count }, (_, index) => new Date(new Date(from).getTime() + index * seconds * 1000));
  expect(roundTimes(spans("2026-11-23T19:18:00", 60, 60), 60, 8)).toEqual([2, 12, 22, 32, 42, 52]);
  expect(roundTimes(spans("2026-11-23T19:15:00", 900, 96), 900, 8)).toEqual([7, 19, 31, 43, 55, 67, 79, 91]);
  expect(roundTimes(spans("2026-11-23T19:00:00", 3600, 168), 3600, 4)).toHaveLength(7);
});

it("spans that are not quite as long as each other have one mark a round time", () => {
  const times = ["19:18:58.9", "19:19:00.1", "19:19:01.6", "19:19:58", "19:20:01"].map(
    (time) => new Date(`2026-11-23T${time}`),
  );
  expect(roundTimes(times, 2.1, 4)).toEqual([1, 4]);
});

it("a line breaks where nothing is known", () => {
  const points = [[0, 1], [1, 2], null, [3, 4]] as const;
  expect(linePath(points)).toBe("M0.0 1.0L1.0 2.0M3.0 4.0");
  expect(lonePoints(points)).toEqual([[3, 4]]);
});
