import { expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";

it("doubles up to its limit, and spreads", () => {
  const longest = [1, 2, 3, 4, 99].map((tries) => backoffMs(tries, { firstMs: 100, mostMs: 500, random: () => 1 }));
  expect(longest).toEqual([100, 200, 400, 500, 500]);
  expect(backoffMs(1, { firstMs: 100, random: () => 0 })).toBe(50);
});
