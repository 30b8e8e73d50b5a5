/** A whole hub as a user starts it, and what a client of it can measure. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient, type Hub, type NewJob } from "../clients/typescript/src/client.ts";

export type { Hub } from "../clients/typescript/src/client.ts";

export const PROJECT = "first";
/** The least that a worker of ours can run. */
export const TINY: NewJob = { method: "sleep", params: { seconds: 0 } };
const BULK_SIZE = 5_000;

export interface BenchHub {
  readonly client: Hub;
  stop(): Promise<void>;
}

/** `jobhub up` in a temporary folder. @param env more environment variables for it. */
export async function startHub(env: NodeJS.ProcessEnv = {}): Promise<BenchHub> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-bench-"));
  const program = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
  const options = ["--data", dataDir, "--port", "0", "--no-demo"];
  const hub = spawn(process.execPath, [program, "up", ...options], { stdio: "ignore", env: { ...process.env, ...env } });
  const client = createClient(await whereabouts(dataDir));
  const stop = async () => {
    await client.close();
    hub.kill("SIGTERM");
    await once(hub, "exit");
    await rm(dataDir, { recursive: true, force: true });
  };
  return { client, stop };
}

async function whereabouts(dataDir: string): Promise<{ url: string; token: string }> {
  for (;;) {
    try {
      const { url } = JSON.parse(await readFile(path.join(dataDir, "hub.json"), "utf8"));
      if (url) return { url, token: (await readFile(path.join(dataDir, "admin-token"), "utf8")).trim() };
    } catch {
      // Not there yet.
    }
    await sleep(50);
  }
}

export async function submitBulk(client: Hub, count: number, job: NewJob): Promise<void> {
  for (let done = 0; done < count; done += BULK_SIZE) {
    const jobs = Array.from({ length: Math.min(BULK_SIZE, count - done) }, () => job);
    await client.projects.projectsJobsBulkCreate({ project: PROJECT, data: { jobs } });
  }
}

/** Jobs a second from the first submit to the last recorded end. */
export async function rate(client: Hub, count: number, submit: (client: Hub, count: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  await submit(client, count);
  await finish(client);
  return count / ((performance.now() - start) / 1000);
}

/** Waits until no job of the project is unfinished, by what the record says. */
export async function finish(client: Hub): Promise<void> {
  for (;;) {
    const pages = await Promise.all(
      (["Pending", "Running"] as const).map((status) =>
        client.projects.projectsJobsList({ project: PROJECT, status, limit: 1 }),
      ),
    );
    if (pages.every(({ count }) => count === 0)) return;
    await sleep(50);
  }
}

/** Milliseconds from the row's `created` to the worker's `began`, ascending. Both clocks are this machine's. */
export async function measureLatency(client: Hub, jobs: number): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < jobs; i += 1) {
    const { id } = await client.projects.projectsJobsCreate({ project: PROJECT, data: TINY });
    await finish(client);
    const { created, began } = await client.projects.projectsJobsRead({ project: PROJECT, job: id });
    waits.push(Date.parse(began ?? "") - Date.parse(created));
  }
  return waits.sort((a, b) => a - b);
}

/** @param ascending what is measured, in order. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
