/** One PostgreSQL for a run of the tests: that of `TEST_DATABASE_URL`, else an embedded one in a temporary folder. */

import { mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLogger } from "../service/log.ts";
import { lockFolder } from "./embedded/lock.ts";
import { stopLeftOver } from "./embedded/process.ts";
import { startEmbedded } from "./embedded.ts";

const PREFIX = "jobhub-tests-";
const LEFT_AFTER_MS = 60_000;

/** A crash of the machine loses nothing here that anybody wants back. */
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  await removeLeftOver();
  const dataDir = await mkdtemp(path.join(tmpdir(), PREFIX));
  const { url, stop } = await startEmbedded({ dataDir, log: createLogger("tests", "error"), settings: SETTINGS });
  process.env.TEST_DATABASE_URL = url;
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** What runs left behind that were killed. A folder that is new may be about to be locked. */
async function removeLeftOver(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((file) => file.startsWith(PREFIX))) {
    const dir = path.join(await realpath(tmpdir()), name);
    // It may be gone by now: another run ends, or cleans up as well.
    const mtimeMs = (await stat(dir).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY;
    const lock = mtimeMs < Date.now() - LEFT_AFTER_MS && (await lockFolder(dir));
    if (!lock) continue;
    const cluster = await realpath(path.join(dir, "database")).catch(() => dir);
    await stopLeftOver(cluster, "");
    await rm(dir, { recursive: true, force: true });
    await lock.release();
  }
}
