import { describe, expect, it } from "vitest";
import { parseQueueName } from "./queue-name.ts";

const plain = { priority: 0, untrusted: false, interrupt: false };

describe("parseQueueName", () => {
  it.each([
    ["default", { ...plain, zone: "default" }],
    ["north-1:5", { ...plain, zone: "north-1", priority: 5 }],
    ["a:0:untrusted:interrupt", { zone: "a", priority: 0, untrusted: true, interrupt: true }],
    ["a:untrusted", { ...plain, zone: "a", untrusted: true }],
    ["a:9:interrupt", { ...plain, zone: "a", priority: 9, interrupt: true }],
  ])("reads %s", (name, facts) => {
    expect(parseQueueName(name)).toEqual({ name, ...facts });
  });

  it.each([
    "",
    "Default",
    "1a",
    "-a",
    "a_b",
    "a:10",
    "a:-1",
    "a:interrupt:untrusted",
    "a:5:5",
    "a:",
    ":5",
    "a b",
    "a\n",
    `${"a".repeat(257)}`,
  ])("refuses %j", (name) => {
    expect(parseQueueName(name)).toBeNull();
  });
});
