import { expect, it } from "vitest";
import { parseJson, repr } from "./python.ts";

it.each([
  [null, "None"],
  [true, "True"],
  ["it's", `"it's"`],
  ['"it\'s"', `'"it\\'s"'`],
  ["a\nb", "'a\\nb'"],
  [{ a: [1, 2.5, null], b: {} }, "{'a': [1, 2.5, None], 'b': {}}"],
])("writes %j as Python does", (value, text) => {
  expect(repr(value)).toBe(text);
});

it("cuts what is long", () => {
  expect(repr("x".repeat(5_000))).toHaveLength(1_024);
});

it("reads numbers that JSON has not, and nothing else that is wrong", () => {
  expect(parseJson('{"a": [NaN, -Infinity, 1], "NaN": "Infinity \\" NaN"}')).toEqual({
    a: [null, null, 1],
    NaN: 'Infinity " NaN',
  });
  expect(() => parseJson("[1,")).toThrow(SyntaxError);
});
