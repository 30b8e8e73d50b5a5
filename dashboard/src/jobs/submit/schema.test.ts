import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { METHODS } from "../../../../src/worker/methods/registry.ts";
import { draftOf, draftOfJson, faultOfError, fieldsOf, writtenOf } from "./schema.ts";

const schemaOf = (method: keyof typeof METHODS): JsonObject => JSON.parse(JSON.stringify(METHODS[method].params));
const SHAPES: JsonObject = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string", pattern: "^[a-z]+$", maxLength: 5 },
    loud: { type: "boolean", title: "Loud" },
    mode: { enum: ["fast", "slow"] },
    size: { anyOf: [{ const: 1 }, { const: 2 }] },
    list: { type: "array", items: { type: "number" } },
  },
};

describe("fields", () => {
  it("are those of the schema, by what they hold", () => {
    expect(fieldsOf(schemaOf("convert")).map(({ name, kind }) => [name, kind])).toEqual([
      ["path", "text"],
      ["text", "lines"],
      ["from", "text"],
      ["to", "text"],
      ["output", "text"],
    ]);
    expect(fieldsOf(SHAPES).map(({ kind, choices }) => [kind, choices])).toEqual([
      ["text", []],
      ["choice", [true, false]],
      ["choice", ["fast", "slow"]],
      ["choice", [1, 2]],
      ["json", []],
    ]);
  });

  it("that more examples have come first, after those that must be there", () => {
    const names = (schema: JsonObject, examples: readonly JsonObject[]) => fieldsOf(schema, examples).map(({ name }) => name);
    expect(names(schemaOf("sleep"), METHODS.sleep.examples)).toEqual(["seconds", "repeat", "fail"]);
    expect(names(SHAPES, [{ list: [] }]).slice(0, 2)).toEqual(["name", "list"]);
  });

  it.each(Object.keys(METHODS) as (keyof typeof METHODS)[])("hold every example of %s, and give it back", (method) => {
    const fields = fieldsOf(schemaOf(method));
    for (const example of METHODS[method].examples as readonly JsonObject[]) {
      expect(draftOf(fields, writtenOf(fields, example) ?? {})).toEqual({ params: example, faults: {} });
    }
  });

  it("cannot hold params that they do not know, or of another type", () => {
    const fields = fieldsOf(SHAPES);
    expect(writtenOf(fields, { other: 1 })).toBeNull();
    expect(writtenOf(fields, { name: 1 })).toBeNull();
    expect(writtenOf(fields, { list: [1], loud: false })).toEqual({ list: "[1]", loud: "false" });
  });
});

describe("a draft", () => {
  const fields = [...fieldsOf(SHAPES), ...fieldsOf(schemaOf("sleep"))];

  it("tells what is wrong with which field", () => {
    const { faults } = draftOf(fields, { name: "Ab", list: "[1", seconds: "-1", repeat: "1.5", fail: "soon" });
    expect(Object.keys(faults)).toEqual(["name", "list", "seconds", "repeat", "fail"]);
    expect(draftOf(fields, {}).faults).toEqual({ name: "Is required." });
    expect(draftOf(fields, { name: "abcdef" }).faults.name).toContain("at most 5");
  });

  it("may be JSON", () => {
    expect(draftOfJson(' {"a": [1]} ')).toEqual({ params: { a: [1] }, faults: {} });
    expect(draftOfJson("")).toEqual({ params: {}, faults: {} });
    expect(draftOfJson("[1]").faults).toHaveProperty("params");
    expect(draftOfJson("{").faults).toHaveProperty("params");
  });
});

it("a worker's refusal belongs to its field", () => {
  expect(faultOfError({ type: "BadParams", message: "seconds: must be >= 0" })).toEqual({ seconds: "must be >= 0" });
  expect(faultOfError({ type: "Other", message: "seconds: must be" })).toEqual({});
  expect(faultOfError(null)).toEqual({});
});
