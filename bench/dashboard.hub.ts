/** A manager by itself, whose largest project has very many jobs, for the dashboard to show. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient, type Hub } from "../clients/typescript/src/client.ts";
import { connect } from "../src/database/connect.ts";
import { startEmbedded } from "../src/database/embedded.ts";
import { migrate } from "../src/database/migrate.ts";
import { createLogger } from "../src/service/log.ts";
import { findSeeded, type SeededJobs, seedLists } from "./lists.seed.ts";

export interface FullHub {
  readonly url: string;
  readonly token: string;
  readonly client: Hub;
  readonly seeded: SeededJobs;
  stop(): Promise<void>;
}

export interface FullHubOptions {
  readonly jobs: number;
  /** Where its data is kept. Default a folder that is removed afterwards. */
  readonly data?: string | undefined;
  readonly onRows: (done: number) => void;
}

const SEED_TIMEOUT_MS = 3_600_000;
const SETTINGS = { synchronous_commit: "off", maintenance_work_mem: "512MB", max_wal_size: "8GB" };

export async function startFullHub({ jobs, data, onRows }: FullHubOptions): Promise<FullHub> {
  const dataDir = data ?? (await mkdtemp(path.join(tmpdir(), "jobhub-bench-")));
  const embedded = await startEmbedded({ dataDir, log: createLogger("bench", "warn"), settings: SETTINGS });
  const stopDatabase = async () => {
    await embedded.stop();
    if (data === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const seeded = await seed(embedded.url, jobs, onRows);
    const { url, stop } = await startManager(embedded.url, dataDir);
    const token = (await readFile(path.join(dataDir, "admin-token"), "utf8")).trim();
    const client = createClient({ url, token });
    const stopAll = async () => {
      await client.close();
      await stop();
      await stopDatabase();
    };
    return { url, token, client, seeded, stop: stopAll };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}

async function seed(url: string, jobs: number, onRows: (done: number) => void): Promise<SeededJobs> {
  await migrate(url);
  const database = connect({ url, name: "bench", max: 4, timeoutMs: SEED_TIMEOUT_MS });
  try {
    return (await findSeeded(database)) ?? (await seedLists(database, jobs, onRows));
  } finally {
    await database.close();
  }
}

/** As a process of its own, which listens anywhere, and counts nobody's requests: what is measured sends many. */
async function startManager(databaseUrl: string, dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const mine = { DATABASE_URL: databaseUrl, JOBHUB_DATA: dataDir, JOBHUB_HOST: "127.0.0.1", JOBHUB_PORT: "0" };
  const free = { JOBHUB_REQUESTS_PER_USER: "0", JOBHUB_REQUESTS_PER_ADDRESS: "0" };
  const child = fork(new URL("../src/manager/main.js", import.meta.url), {
    env: { ...process.env, ...mine, ...free },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exit = once(child, "exit");
  const gone = exit.then(() => Promise.reject(new Error("The manager did not start.")));
  const [{ port }] = (await Promise.race([once(child, "message"), gone])) as [{ port: number }];
  gone.catch(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    await exit;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
