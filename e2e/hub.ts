/**
 * A whole hub of real processes on a database of its own, each part of which a test may kill, stop and start again:
 *
 *     const hub = await startHub();
 *     const job = await hub.submit({ seconds: 60 });
 *     await hub.until(job, "RUNNING");
 *     await hub.worker.kill();
 *     …
 *     await hub.close();
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Hub as Client, createClient, type Job, type NewJob } from "../clients/typescript/src/client.ts";
import { isEnded, mayBecome, type Status } from "../src/core/status.ts";
import { createTestDatabase } from "../src/database/testing.ts";
import { readText } from "../src/service/files.ts";
import { PartProcess, type ProcessOptions } from "./process.ts";

/** How long to wait for what takes a second, or a lease: machines of tests are busy. */
const SOON_MS = 60_000;

export interface HubOptions {
  /** More environment variables for all parts. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its database is a process too (`hub.database`), to be killed and started again. Takes a second longer. */
  readonly ownDatabase?: boolean;
  /** Parts that are not started at first. */
  readonly without?: readonly ("overseer" | "worker")[];
}

export class TestHub {
  readonly dataDir: string;
  readonly database: PartProcess;
  readonly manager: PartProcess;
  readonly overseer: PartProcess;
  readonly worker: PartProcess;
  /** Signed in as the staff user `admin`. */
  client!: Client;
  /** Id of the first project. */
  project!: number;
  url = "";
  readonly #more: NodeJS.ProcessEnv;
  #databaseUrl = "";
  #port = "0";
  #dropDatabase: () => Promise<void> = async () => {};

  constructor(dataDir: string, { env = {} }: HubOptions) {
    this.dataDir = dataDir;
    this.#more = env;
    this.database = this.#part("database");
    this.manager = this.#part("manager");
    this.overseer = this.#part("overseer");
    this.worker = this.#part("worker");
  }

  async start({ ownDatabase = false, without = [] }: HubOptions): Promise<void> {
    if (ownDatabase) this.#databaseUrl = String((await this.database.start()).url);
    else await this.#borrowDatabase();
    const { port } = await this.manager.start();
    this.#port = String(port);
    this.url = `http://127.0.0.1:${port}`;
    this.client = createClient({ url: this.url, token: await readText(path.join(this.dataDir, "admin-token")) });
    const others = (["overseer", "worker"] as const).filter((name) => !without.includes(name));
    await Promise.all(others.map((name) => this[name].start()));
    this.project = (await this.client.projects.projectsRead({ project: "admin/first" })).id;
  }

  /** One more of a part, which `close` does not know: stop it yourself. */
  another(part: "overseer" | "worker"): PartProcess {
    return this.#part(part);
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  /** A job of the method `sleep`. */
  submit(params: NewJob["params"] = {}, more: Partial<NewJob> = {}): Promise<Job> {
    const data = { method: "sleep", params, ...more };
    return this.client.projects.projectsJobsCreate({ project: this.project, data });
  }

  read(job: number): Promise<Job> {
    return this.client.projects.projectsJobsRead({ project: this.project, job }, { retries: 20 });
  }

  cancel(job: number): Promise<Job> {
    return this.client.projects.projectsJobsCancel({ project: this.project, job });
  }

  /** Resolves with the job, which may be named by its id, once it has this status, or any that ends it for "ended". Watches the live feed. */
  async until(awaited: Job | number, status: Status | "ended", withinMs = SOON_MS): Promise<Job> {
    const job = typeof awaited === "number" ? awaited : awaited.id;
    const late = AbortSignal.timeout(withinMs);
    const isThere = (now: Status) => (status === "ended" ? isEnded(now) : now === status);
    for await (const event of this.client.live(this.project, { job, signal: late })) {
      if (event.type === "job" && !isThere(event.job.status)) continue;
      const now = await this.read(job);
      if (isThere(now.status)) return now;
      if (isEnded(now.status) && (status === "ended" || !mayBecome(now.status, status))) break;
    }
    const last = await this.read(job);
    throw new Error(`Job ${job} is not ${status}, within ${withinMs} ms, but ${JSON.stringify(last)}\n${this.output}`);
  }

  /** What all parts wrote, for failures. */
  get output(): string {
    return [this.database, this.manager, this.overseer, this.worker].map((part) => part.output).join("\n");
  }

  /** Stops what runs, workers first, and removes everything. */
  async close(): Promise<void> {
    await this.client?.close();
    for (const part of [this.worker, this.overseer, this.manager, this.database]) await part.stop();
    await this.#dropDatabase();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #part(part: ProcessOptions["part"]): PartProcess {
    return new PartProcess({ part, env: () => ({ ...process.env, ...this.#env(), ...this.#more }) });
  }

  async #borrowDatabase(): Promise<void> {
    const { url, drop } = await createTestDatabase();
    this.#databaseUrl = url;
    this.#dropDatabase = drop;
  }

  #env(): NodeJS.ProcessEnv {
    return {
      JOBHUB_DATA: this.dataDir,
      JOBHUB_HOST: "127.0.0.1",
      JOBHUB_PORT: this.#port,
      JOBHUB_URL: this.url,
      JOBHUB_TOKEN: "",
      JOBHUB_CONCURRENCY: "2",
      DATABASE_URL: this.#databaseUrl,
    };
  }
}

/** Starts a hub in a temporary folder. Close it in `afterEach` or `afterAll`. */
export async function startHub(options: HubOptions = {}): Promise<TestHub> {
  const hub = new TestHub(await mkdtemp(path.join(tmpdir(), "jobhub-e2e-")), options);
  try {
    await hub.start(options);
    return hub;
  } catch (error) {
    await hub.close();
    throw error;
  }
}

/** The messages of a job's log. */
export function messagesOf(job: Job): string[] {
  return (job.log ?? []).map((entry) => (entry as { message: string }).message);
}
