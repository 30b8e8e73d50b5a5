import { expect, it } from "vitest";
import { readProgress } from "./progress.ts";

it.each([
  [
    { done: 2, total: 4 },
    { share: 0.5, words: "2 of 4" },
  ],
  [
    { current: 9, total: 3 },
    { share: 1, words: "9 of 3" },
  ],
  [0.25, { share: 0.25, words: "25 %" }],
  [40, { share: 0.4, words: "40 %" }],
  [
    { done: 1_200, total: 3_400_000 },
    { share: 1_200 / 3_400_000, words: "1.2K of 3.4M" },
  ],
  ["", { share: null, words: null }],
  [{ percent: 10 }, { share: 0.1, words: "10 %" }],
  ["writing", { share: null, words: "writing" }],
  [{ stage: "second" }, { share: null, words: "second" }],
  [
    { done: 1, total: 0 },
    { share: null, words: null },
  ],
  [null, { share: null, words: null }],
  [[1], { share: null, words: null }],
])("reads %j", (progress, expected) => {
  expect(readProgress(progress)).toEqual(expected);
});
