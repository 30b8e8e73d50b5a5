import { expect, test } from "vitest";
import { LOAD } from "./load.ts";
import { refusal } from "./params.ts";
import { METHOD_NAMES, METHODS } from "./registry.ts";

test.each(METHOD_NAMES)("%s has code, and examples that are right", async (name) => {
  expect(await LOAD[name]()).toBeTypeOf("function");
  for (const example of METHODS[name].examples) expect(refusal(name, example)).toBeNull();
});

test.each(METHOD_NAMES)("%s is described as JSON Schema, each param with a title and a description", (name) => {
  const schema = JSON.parse(JSON.stringify(METHODS[name].params));
  expect(schema).toMatchObject({ type: "object", additionalProperties: false });
  for (const param of Object.values(schema.properties)) {
    expect(param).toMatchObject({ type: expect.any(String), title: expect.any(String), description: expect.any(String) });
  }
});

test.each<[string, object, string | null]>([
  ["sleep", {}, null],
  ["sleep", { seconds: 0.5, repeat: 2, fail: 1 }, null],
  ["sleep", { seconds: "1" }, "seconds: must be number"],
  ["sleep", { seconds: null }, "seconds: must be number"],
  ["sleep", { repeat: 1.5 }, "repeat: must be integer"],
  ["sleep", { repeat: 0 }, "repeat: must be >= 1"],
  ["sleep", { colour: "red" }, "colour: there is no such param"],
  ["convert", { path: "" }, "path: must not have fewer than 1 characters"],
  ["constructor", {}, 'This worker has no method "constructor". It has: sleep, convert.'],
])("%s %j: %s", (name, params, message) => {
  expect(refusal(name, params as never)?.message ?? null).toBe(message);
});
