/** What a user of the whole hub gets: jobs a second from submit to recorded SUCCESS, and how soon a job starts. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient, type Hub, type NewJob } from "../clients/typescript/src/client.ts";
import { ms, table, whole } from "./table.ts";

const PROJECT = "first";
const TINY: NewJob = { method: "sleep", params: { seconds: 0 } };
const BULK_JOBS = 20_000;
const BULK_SIZE = 5_000;
const SINGLE_JOBS = 5_000;
const SINGLE_CONNECTIONS = 64;
const LATENCY_JOBS = 200;

export async function benchJobs(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-bench-"));
  const program = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
  const hub = spawn(process.execPath, [program, "up", "--data", dataDir, "--port", "0", "--no-demo"], { stdio: "ignore" });
  const client = createClient(await whereabouts(dataDir));
  try {
    await submitBulk(client, 1_000);
    await finish(client);
    const rows = [["from submit to recorded SUCCESS", "jobs", "jobs/s"]];
    rows.push(["bulk submit", whole(BULK_JOBS), whole(await rate(client, BULK_JOBS, submitBulk))]);
    rows.push(["one POST a job", whole(SINGLE_JOBS), whole(await rate(client, SINGLE_JOBS, submitSingly))]);
    const waits = await measureLatency(client);
    const latency = [
      ["submit to start, one at a time", "jobs", "p50", "p99"],
      [
        "created to began",
        whole(LATENCY_JOBS),
        ms(waits[Math.floor(LATENCY_JOBS * 0.5)] ?? 0),
        ms(waits[Math.floor(LATENCY_JOBS * 0.99)] ?? 0),
      ],
    ];
    return `${table(rows)}\n\n${table(latency)}`;
  } finally {
    await client.close();
    hub.kill("SIGTERM");
    await once(hub, "exit");
    await rm(dataDir, { recursive: true, force: true });
  }
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

type Submit = (client: Hub, count: number) => Promise<void>;

async function submitBulk(client: Hub, count: number): Promise<void> {
  for (let done = 0; done < count; done += BULK_SIZE) {
    const jobs = Array.from({ length: Math.min(BULK_SIZE, count - done) }, () => TINY);
    await client.projects.projectsJobsBulkCreate({ project: PROJECT, data: { jobs } });
  }
}

async function submitSingly(client: Hub, count: number): Promise<void> {
  let sent = 0;
  const loop = async () => {
    while (sent < count) {
      sent += 1;
      await client.projects.projectsJobsCreate({ project: PROJECT, data: TINY });
    }
  };
  await Promise.all(Array.from({ length: SINGLE_CONNECTIONS }, loop));
}

async function rate(client: Hub, count: number, submit: Submit): Promise<number> {
  const start = performance.now();
  await submit(client, count);
  await finish(client);
  return count / ((performance.now() - start) / 1000);
}

/** Waits until no job of the project is unfinished, by what the record says. */
async function finish(client: Hub): Promise<void> {
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
async function measureLatency(client: Hub): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < LATENCY_JOBS; i += 1) {
    const { id } = await client.projects.projectsJobsCreate({ project: PROJECT, data: TINY });
    await finish(client);
    const { created, began } = await client.projects.projectsJobsRead({ project: PROJECT, job: id });
    waits.push(Date.parse(began ?? "") - Date.parse(created));
  }
  return waits.sort((a, b) => a - b);
}
