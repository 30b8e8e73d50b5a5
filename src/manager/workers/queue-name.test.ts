import { describe, expect, it } from "vitest";
import { brokerQueueName, parseQueueName } from "./queue-name.ts";

const plain = { account: null, priority: 0, untrusted: false, interrupt: false };

describe("parseQueueName", () => {
  it.each([
    ["default", { ...plain, zone: "default" }],
    ["north-1:5", { ...plain, zone: "north-1", priority: 5 }],
    ["a:0:untrusted:interrupt", { ...plain, zone: "a", untrusted: true, interrupt: true }],
    ["a:untrusted", { ...plain, zone: "a", untrusted: true }],
    ["a:9:interrupt", { ...plain, zone: "a", priority: 9, interrupt: true }],
  ])("reads %s", (name, facts) => {
    expect(parseQueueName(name)).toEqual({ name, ...facts });
  });

  it("reads whose it is, and calls it so", () => {
    const facts = { ...plain, name: "gpu:5:untrusted", account: 42, zone: "gpu", priority: 5, untrusted: true };
    expect(parseQueueName("42/gpu:5:untrusted")).toEqual(facts);
    expect(brokerQueueName(facts.name, { id: 42, isHub: false })).toBe("42/gpu:5:untrusted");
    expect(brokerQueueName("default", { id: 1, isHub: true })).toBe("default");
  });

  it.each([
    "",
    "/a",
    "0/a",
    "042/a",
    "-1/a",
    "acme/a",
    "1/2/a",
    "42/",
    "9999999999999999/a",
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
