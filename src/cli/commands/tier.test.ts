import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../database/testing.ts";
import { Manager } from "../../manager/manager.ts";
import { readText } from "../../service/files.ts";
import { createLogger } from "../../service/log.ts";
import { run } from "../run.ts";

let db: TestDatabase;
let dir: string;
let manager: Manager;
beforeAll(async () => {
  db = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-tiers-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: "a key for tests alone", JOBHUB_PORT: "0" };
  manager = new Manager({ log: createLogger("test", "silent"), env });
  await manager.start();
  vi.stubEnv("JOBHUB_URL", manager.facts().url ?? "");
  vi.stubEnv("JOBHUB_TOKEN", (await readText(path.join(dir, "admin-token"))) ?? "");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await manager.stop();
  await db.drop();
  await rm(dir, { recursive: true, force: true });
});

/** Runs `jobhub tier …` here, and answers its exit code and what it writes. */
async function tier(...args: string[]): Promise<[code: number, out: string]> {
  let out = "";
  const keep = (text: unknown) => {
    out += String(text);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(keep));
  try {
    return [await run(["node", "jobhub", "tier", ...args]), out];
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
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
