import { expect, test } from "vitest";
import { secretMask } from "./secret-mask.ts";

test("takes secrets out of texts, at any depth, the longest first", () => {
  const mask = secretMask({ token: "abcd", inner: { list: ["abcdef", 123456], flag: true, none: null } });
  expect(mask("abcdef abcd 123456 abc")).toBe("*** *** *** abc");
});

test("leaves short ones, which are parts of words", () => {
  expect(secretMask({ pin: "12", on: true })("12 true")).toBe("12 true");
  expect(secretMask({})("text")).toBe("text");
});
