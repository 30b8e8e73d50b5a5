/** For tests: a manager, and the command line in this process as its first user. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { vi } from "vitest";
import { createTestDatabase } from "../database/testing.ts";
import { Manager } from "../manager/manager.ts";
import { readText } from "../service/files.ts";
import { createLogger } from "../service/log.ts";
import { run } from "./run.ts";

/** What the secrets of tasks are sealed with there. */
export const SECRET_KEY = "a key for tests alone";

export interface CliHub {
  readonly url: string;
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
}

/** A manager on a database of its own, which the command line is signed in to. */
export async function startCliHub(): Promise<CliHub> {
  const db = await createTestDatabase();
  const dir = await mkdtemp(path.join(tmpdir(), "jobhub-cli-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: SECRET_KEY, JOBHUB_PORT: "0" };
  const manager = new Manager({ log: createLogger("test", "silent"), env });
  await manager.start();
  const url = manager.facts().url ?? "";
  vi.stubEnv("JOBHUB_URL", url);
  vi.stubEnv("JOBHUB_TOKEN", (await readText(path.join(dir, "admin-token"))) ?? "");
  const stop = async () => {
    vi.unstubAllEnvs();
    await manager.stop();
    await db.drop();
    await rm(dir, { recursive: true, force: true });
  };
  return { url, databaseUrl: db.url, stop };
}

/** Runs `jobhub …` here, with this in its pipe, and keeps what it writes. */
export async function runHere(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const into = (where: "out" | "err") => (text: unknown) => {
    written[where] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(into("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(into("err")),
    vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([input]) as typeof process.stdin),
  ];
  try {
    return { code: await run(["node", "jobhub", ...args]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
