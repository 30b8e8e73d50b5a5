/** One PostgreSQL for a run of the tests: that of `TEST_DATABASE_URL`, else an embedded one in a temporary folder. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLogger } from "../service/log.ts";
import { startEmbedded } from "./embedded.ts";

/** A crash of the machine loses nothing here that anybody wants back. */
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-tests-"));
  const { url, stop } = await startEmbedded({ dataDir, log: createLogger("tests", "error"), settings: SETTINGS });
  process.env.TEST_DATABASE_URL = url;
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
