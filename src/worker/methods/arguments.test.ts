import { expect, test } from "vitest";
import { bindArguments } from "./arguments.ts";

test.each([
  ["sleep", [], { seconds: 1 }, { seconds: 1 }],
  ["sleep", [0.5, 3], {}, { seconds: 0.5, repeat: 3 }],
  ["sleep", [0.5], { repeat: 3 }, { seconds: 0.5, repeat: 3 }],
  ["convert", ["report.md"], { to: "docx" }, { path: "report.md", to: "docx" }],
])("%s of %j and %j has the params %j", (method, args, named, params) => {
  expect(bindArguments(method, args, named)).toEqual(params);
});

test.each([
  ["sleep", [1, 2, 3, 4], {}, "sleep takes 3 arguments by position, not 4."],
  ["sleep", [1], { seconds: 2 }, "seconds: is given both by name and by position"],
])("%s of %j and %j fails", (method, args, named, message) => {
  expect(() => bindArguments(method, args, named)).toThrow(message);
});
