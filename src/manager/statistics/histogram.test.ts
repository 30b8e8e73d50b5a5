import fc from "fast-check";
import { expect, it } from "vitest";
import { bucketOf, type Histogram, spreadOf } from "./histogram.ts";

const histogramOf = (seconds: readonly number[]): Histogram => {
  const histogram: Histogram = new Map();
  for (const each of seconds) histogram.set(bucketOf(each), (histogram.get(bucketOf(each)) ?? 0) + 1);
  return histogram;
};

it("tells percentiles within 9 %", () => {
  const times = fc.array(fc.double({ min: 0.001, max: 3e7, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, (seconds) => {
      const sorted = seconds.toSorted((a, b) => a - b);
      const spread = spreadOf(histogramOf(seconds));
      expect(spread?.count).toBe(seconds.length);
      for (const [share, told] of [
        [0.5, spread?.p50],
        [0.95, spread?.p95],
        [0.99, spread?.p99],
      ] as const) {
        const exact = sorted[Math.ceil(seconds.length * share) - 1] ?? 0;
        // 2^(1/8), and what is rounded.
        expect(Math.abs(Math.log2((told ?? 0) / exact))).toBeLessThan(0.125 + 0.008);
      }
    }),
  );
});

it("takes what is too short, too long, or not there", () => {
  expect([0, 0.0001, -5, 0.00099].map(bucketOf)).toEqual([0, 0, 0, 0]);
  expect(bucketOf(Number.POSITIVE_INFINITY)).toBe(140);
  expect(spreadOf(new Map())).toBeNull();
  expect(spreadOf(histogramOf([0, 0]))).toEqual({ count: 2, p50: 0.001, p95: 0.001, p99: 0.001 });
});
