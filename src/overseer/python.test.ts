import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repr } from "../broker/python.ts";
import { parsePython } from "./python.ts";

describe("parsePython", () => {
  it.each<[string, unknown]>([
    ["()", []],
    ["(2, 3)", [2, 3]],
    ["(1,)", [1]],
    ["{'x': 1, 'y': [None, True, False]}", { x: 1, y: [null, true, false] }],
    ["[1.5, -2, 1e3, 5e-324]", [1.5, -2, 1000, 5e-324]],
    [`"it's"`, "it's"],
    [`'a\\'b"\\n\\t\\\\ \\xe9 \\u20ac \\U0001f600'`, `a'b"\n\t\\ é € 😀`],
    [" { 'a' : ( ) } ", { a: [] }],
    ["{}", {}],
    ["'...'", "..."],
  ])("reads %s", (text, value) => {
    expect(parsePython(text)).toEqual([value]);
  });

  it.each([
    "",
    "...",
    "(1, ...)",
    "(1)",
    "[1, 2",
    "[1 2]",
    "[,]",
    "{1: 2}",
    "{'a'}",
    "{1, 2}",
    "b'bytes'",
    "nan",
    "inf",
    "9007199254740993",
    "1e999",
    "<Thing object at 0x7f>",
    "datetime.datetime(2026, 1, 1)",
    "Decimal('1')",
    "'open",
    "1 2",
    "{'__proto__': 1}",
    "1j",
    `'${"a".repeat(1_000)}'`,
    "[".repeat(500),
  ])("takes %s for text", (text) => {
    expect(parsePython(text)).toBeNull();
  });

  it("reads back what is written, for any value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = repr(value as never);
        // The record takes neither U+0000 nor halves of characters. Nor are whole numbers taken that JavaScript does not tell apart.
        fc.pre(text.length < 1_000 && !/__proto__|\\u0000|\\ud[89a-f]|-0\b|(?<![\d.])\d{16,}(?![\d.e])/.test(text));
        expect(parsePython(text)).toEqual([JSON.parse(JSON.stringify(value))]);
      }),
    );
  });

  it("never fails, and only takes time in proportion, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."[](){}'\",:\\x0.u \n1eNone"), maxLength: 900 }), (text) => {
        const parsed = parsePython(text);
        expect(parsed === null || JSON.stringify(parsed) !== undefined).toBe(true);
      }),
    );
  });
});
