import { describe, expect, it } from "vitest";
import { MethodLimits } from "./method-limits.ts";

describe("MethodLimits", () => {
  it("lets jobs of a method start no faster than its rate, and others as they come", () => {
    let now = 0;
    const limits = new MethodLimits(() => now);
    limits.setRate("convert", 2);
    expect([limits.takeTurn("convert"), limits.takeTurn("convert"), limits.takeTurn("sleep")]).toEqual([0, 500, 0]);
    now = 499;
    expect(limits.takeTurn("convert")).toBe(1);
    now = 500;
    expect([limits.takeTurn("convert"), limits.takeTurn("convert")]).toEqual([0, 500]);
    limits.setRate("convert", null);
    expect(limits.takeTurn("convert")).toBe(0);
  });

  it("saves no turns up", () => {
    let now = 0;
    const limits = new MethodLimits(() => now);
    limits.setRate("convert", 1);
    now = 60_000;
    expect([limits.takeTurn("convert"), limits.takeTurn("convert")]).toEqual([0, 1_000]);
  });
});
