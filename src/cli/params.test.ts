import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { collect, paramsObject, paramValue, secretValue } from "./params.ts";

const folder = mkdtempSync(path.join(tmpdir(), "jobhub-params-"));
const file = path.join(folder, "value.json");
writeFileSync(file, '{"a": 1}\n');
afterAll(() => rmSync(folder, { recursive: true }));

describe("--param", () => {
  test.each([
    ["n=1.5", { n: 1.5 }],
    ["yes=true", { yes: true }],
    ["list=[1,2]", { list: [1, 2] }],
    ["text=some words", { text: "some words" }],
    ["text=", { text: "" }],
    ["expression=a=b", { expression: "a=b" }],
    ["version=1.2.3", { version: "1.2.3" }],
  ])("%s", (text, expected) => {
    expect(collect("--param", [text], paramValue)).toEqual(expected);
  });

  test("@file is the text of a file, as it is", () => {
    expect(collect("--param", [`text=@${file}`], paramValue)).toEqual({ text: '{"a": 1}\n' });
  });

  test("a later one replaces an earlier one", () => {
    expect(collect("--param", ["n=1", "n=2"], paramValue)).toEqual({ n: 2 });
  });

  test.each(["novalue", "=1", "text=@/no/such/file"])("%s is refused", (text) => {
    expect(() => collect("--param", [text], paramValue)).toThrow(expect.objectContaining({ exit: "usage" }));
  });
});

describe("--params", () => {
  test("takes an object, or a file that holds one", () => {
    expect(paramsObject('{"a": [1]}')).toEqual({ a: [1] });
    expect(paramsObject(`@${file}`)).toEqual({ a: 1 });
  });

  test.each(["[1]", "1", "null", "{", ""])("refuses %j", (text) => {
    expect(() => paramsObject(text)).toThrow(expect.objectContaining({ exit: "usage" }));
  });
});

test("a secret is text, whatever it looks like", () => {
  expect(collect("--secret", ["pin=0123", `file=@${file}`], secretValue)).toEqual({ pin: "0123", file: '{"a": 1}' });
});
