/** The walkthrough of docs/celery.md: each command of it, with a Python worker from its file. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CELERY, CeleryApp } from "../src/broker/amqp/testing.celery.ts";
import { describeWith, RABBITMQ, startRabbit, type TestRabbit, untilPrinted } from "../src/broker/amqp/testing.ts";
import { DIST } from "./process.ts";
import { Up, untilGone } from "./up.ts";

const SLOW = 180_000;
const run = promisify(execFile);

describeWith([RABBITMQ, CELERY], "the walkthrough of Celery", () => {
  let dir: string;
  let page: string;
  let rabbit: TestRabbit;
  let brokerUrl: string;
  let up: Up;
  let celery: CeleryApp;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "jobhub-walkthrough-"));
    page = await readFile(path.join(path.dirname(DIST), "docs/celery.md"), "utf8");
    rabbit = await startRabbit();
    brokerUrl = (await rabbit.createHost()).url;
  }, SLOW);

  afterAll(async () => {
    await celery?.close();
    const family = up?.family() ?? [];
    await up?.end();
    await untilGone(family, 20_000);
    await rabbit?.stop();
    await rm(dir, { recursive: true, force: true });
  }, SLOW);

  const jobhub = (...args: string[]) => run(process.execPath, [path.join(DIST, "src/cli/main.js"), ...args], { env });

  /** What each command does here; the servers run on ports of their own. */
  const programs: Readonly<Record<string, (...args: string[]) => Promise<unknown>>> = {
    "rabbitmq-server": async () => undefined,
    export: async () => undefined,
    celery: async (_, __, command = "", ...args) => {
      if (command !== "worker") return expect(await celery.command(command, "-t", "10")).toMatch(/2 nodes online/);
      const [code = ""] = /(?<=```python\n)[\s\S]*?(?=```)/.exec(page) ?? [];
      celery = new CeleryApp({ brokerUrl, code });
      await celery.open();
      await untilPrinted(celery.watch(command, ...args, "--loglevel", "INFO"), " ready.");
    },
    jobhub: async (...args) => {
      if (args[0] === "up") return startHub();
      // The log goes to the one, the result to the other.
      const { stdout, stderr } = await firstSuccess(() => jobhub(...args));
      if (args.includes("pages=3")) expect(stderr + stdout).toMatch(/page 1[\s\S]*page 3[\s\S]*"pages": 3/);
      if (args[0] === "workers") expect(stdout).toMatch(/py@lab[\s\S]*worker-|worker-[\s\S]*py@lab/);
    },
  };

  async function startHub(): Promise<void> {
    up = new Up({ dataDir: dir, args: ["--port", "0"], env: { BROKER_URL: brokerUrl } });
    const url = await up.ready();
    const token = (await readFile(path.join(dir, "admin-token"), "utf8")).trim();
    env = { PATH: process.env.PATH, HOME: dir, JOBHUB_URL: url, JOBHUB_TOKEN: token };
  }

  /** The hub learns of a worker's methods within some seconds. */
  async function firstSuccess<T>(work: () => Promise<T>): Promise<T> {
    for (const late = Date.now() + 60_000; ; await sleep(500)) {
      try {
        return await work();
      } catch (error) {
        if (Date.now() > late) throw error;
      }
    }
  }

  test(
    "does what it says",
    async () => {
      const [walkthrough = ""] = /## A walkthrough[\s\S]*?(?=\n## )/.exec(page) ?? [];
      const commands = [...walkthrough.matchAll(/^\$ (.+)$/gm)].map(([, command = ""]) => command.split(" "));
      expect(commands).toHaveLength(9);
      for (const [program = "", ...args] of commands) await programs[program]?.(...args);
    },
    SLOW,
  );
});
