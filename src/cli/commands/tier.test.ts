import { afterAll, beforeAll, expect, it } from "vitest";
import { type CliHub, runHere, startCliHub } from "../testing.hub.ts";

let hub: CliHub;
beforeAll(async () => {
  hub = await startCliHub();
});
afterAll(() => hub.stop());

async function tier(...args: string[]): Promise<[code: number, written: string]> {
  const { code, out, err } = await runHere(["tier", ...args]);
  return [code, out + err];
}

it("makes a tier, changes it, puts an account on it, and deletes it once nobody is on it", async () => {
  expect(await tier("set", "large", "--priority", "6", "--max-active", "50")).toEqual([
    0,
    expect.stringMatching(/large +6 +50 +no limit +no limit +0/),
  ]);
  expect(await tier("set", "large", "--max-active", "none", "--max-minutes", "9")).toEqual([
    0,
    expect.stringMatching(/large +6 +no limit +no limit +9 +0/),
  ]);
  expect(await tier("assign", "large", "admin")).toEqual([0, expect.stringContaining("admin is on the tier large")]);
  expect(await tier("list")).toEqual([0, expect.stringMatching(/large +6 +no limit +no limit +9 +1\n *free +4/)]);
  expect(await tier("delete", "large")).toEqual([1, expect.stringContaining("put them on another one first")]);
  expect((await tier("assign", "free", "admin"))[0]).toBe(0);
  expect((await tier("delete", "large"))[0]).toBe(0);
  expect(JSON.parse((await tier("list", "--json"))[1])).toMatchObject([{ name: "free" }]);
});

it("refuses a limit that is none", async () => {
  expect(await tier("set", "large", "--max-active", "few")).toEqual([2, expect.stringContaining("whole number")]);
});
