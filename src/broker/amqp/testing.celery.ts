/** Celery's own worker, client and command line for tests: real processes. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { exists, type Need } from "../../service/testing.needs.ts";
import { endGuarded, freePorts, type Guarded, spawnGuarded, untilPrinted } from "./testing.process.ts";

/** Debian's Python: what it installs is for that one. */
const PYTHON = "/usr/bin/python3";
const PACKAGES = "/usr/lib/python3/dist-packages";
const START_MS = 60_000;

export const CELERY: Need = { install: "python3-celery", there: () => exists(`${PACKAGES}/celery/__init__.py`) };
export const REDIS: Need = {
  install: "redis-server python3-redis",
  there: () => exists("/usr/bin/redis-server") && exists(`${PACKAGES}/redis/__init__.py`),
};

/** What a user of the hub writes for a worker: tasks with `job`, `project`, `key` and `secrets` beside their own arguments. */
const APP = `
import os, time
from celery import Celery

app = Celery("app", broker=os.environ["BROKER_URL"], backend=os.environ.get("RESULT_BACKEND", "rpc://"))
app.conf.update(task_default_queue="python", worker_send_task_events=True, worker_hijack_root_logger=False)

@app.task(bind=True, name="add")
def add(self, x, y, secrets=None, **context):
    log = [{"time": "2026-01-01T00:00:00.000Z", "level": "info", "message": "adding"}]
    self.send_event("task-updated", log=log, urls={"ws": "ws://there"})
    self.update_state(state="PROGRESS", meta={"done": 1})
    return {"sum": x + y, "password": (secrets or {}).get("password")}

@app.task(name="plus")
def plus(x, y=1, **context):
    return x + y

@app.task(name="fail")
def fail(message, **context):
    raise ValueError(message)

@app.task(bind=True, name="retry")
def retry(self, **context):
    if self.request.retries == 0:
        raise self.retry(exc=RuntimeError("not yet"), countdown=0.1)
    return self.request.retries

@app.task(name="slow")
def slow(seconds=30, **context):
    time.sleep(seconds)
    return "slept"

@app.task(name="brief", time_limit=1)
def brief(**context):
    time.sleep(30)

@app.task(name="careful", acks_late=True, reject_on_worker_lost=True)
def careful(seconds=30, **context):
    time.sleep(seconds)
    return "slept"

@app.task(bind=True, name="steps")
def steps(self, until, **context):
    self.update_state(state="PROGRESS", meta={"done": 1, "total": 2})
    while not os.path.exists(until):
        time.sleep(0.05)
    return "there"

@app.task(name="silent", ignore_result=True)
def silent(**context):
    return 1
`;

export interface CeleryOptions {
  readonly brokerUrl: string;
  readonly resultBackend?: string;
  /** More lines of the application. */
  readonly code?: string;
}

/** A folder with an application of Celery. */
export class CeleryApp {
  readonly #options: CeleryOptions;
  readonly #children = new Set<Guarded>();
  #dir = "";

  constructor(options: CeleryOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#dir = await mkdtemp(path.join(tmpdir(), "jobhub-celery-"));
    await writeFile(path.join(this.#dir, "app.py"), `${APP}\n${this.#options.code ?? ""}`);
  }

  /** Resolves when the worker takes tasks. */
  async startWorker(name: string, queues = "python"): Promise<Guarded> {
    const worker = this.watch("worker", "-n", name, "-Q", queues, "--concurrency", "2", "--loglevel", "INFO");
    await untilPrinted(worker, " ready.");
    return worker;
  }

  /** The last line that a program prints, which has imported the application. It is JSON. */
  async run(code: string): Promise<unknown> {
    const output = await this.#execute(["-c", `import json\nfrom app import *\n${code}`]);
    return JSON.parse(output.trim().split("\n").at(-1) ?? "");
  }

  /** The output of Celery's command line. */
  command(...args: string[]): Promise<string> {
    return this.#execute(["-m", "celery", "-A", "app", ...args]);
  }

  /** Starts a command that ends only when it is told to. */
  watch(...args: string[]): Guarded {
    const child = spawnGuarded([PYTHON, "-u", "-m", "celery", "-A", "app", ...args], { cwd: this.#dir, env: this.#env() });
    this.#children.add(child);
    return child;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#children].map(endGuarded));
    await rm(this.#dir, { recursive: true, force: true });
  }

  async #execute(args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(PYTHON, args, { cwd: this.#dir, env: this.#env(), timeout: START_MS });
    return stdout;
  }

  #env(): NodeJS.ProcessEnv {
    const { brokerUrl, resultBackend } = this.#options;
    // Its own packages only: another Python of the machine may have left its own in the environment.
    return {
      PATH: "/usr/bin:/bin",
      LANG: "C.UTF-8",
      HOME: this.#dir,
      BROKER_URL: brokerUrl,
      ...(resultBackend && { RESULT_BACKEND: resultBackend }),
    };
  }
}

/** A Redis that keeps nothing on disk. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const [port] = await freePorts(1);
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawnGuarded(["/usr/bin/redis-server", ...options]);
  await untilPrinted(server, "Ready to accept connections");
  return { url: `redis://127.0.0.1:${port}/0`, stop: () => endGuarded(server) };
}
