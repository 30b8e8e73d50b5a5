import { expect, test } from "vitest";
import { Prefetch } from "./prefetch.ts";

function endingEvery(ms: number, forMs: number) {
  let now = 0;
  const prefetch = new Prefetch(() => now);
  for (; now < forMs; now += ms) prefetch.count();
  return { prefetch, wait: (more: number) => (now += more) };
}

test("nothing is claimed ahead of long jobs", () => {
  expect(new Prefetch().ahead()).toBe(0);
  expect(endingEvery(1_000, 10_000).prefetch.ahead()).toBe(0);
  expect(endingEvery(100, 10_000).prefetch.ahead()).toBeLessThanOrEqual(1);
});

test("of tiny jobs as many as will start in less than a tenth of a second", () => {
  const ahead = endingEvery(0.2, 1_000).prefetch.ahead();
  expect(ahead).toBeGreaterThan(250);
  expect(ahead).toBeLessThan(500);
});

test("it learns within tenths of a second", () => {
  expect(endingEvery(0.2, 100).prefetch.ahead()).toBeGreaterThan(200);
  const { prefetch, wait } = endingEvery(0.2, 1_000);
  wait(700);
  expect(prefetch.ahead()).toBe(0);
});
