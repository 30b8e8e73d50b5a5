/** docs/celery.md: every command of it, on a real RabbitMQ, with a real Celery. */

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CELERY } from "../src/broker/amqp/testing.celery.ts";
import { endGuarded, freePorts, type Guarded, spawnGuarded } from "../src/broker/amqp/testing.process.ts";
import { RABBITMQ, startRabbit, type TestRabbit } from "../src/broker/amqp/testing.ts";
import { describeWith } from "../src/service/testing.needs.ts";
import { type CommandStep, missingIn, Shell, stepsOf } from "./console.ts";
import { DIST } from "./process.ts";
import { Up, untilGone } from "./up.ts";

const SLOW = 900_000;
/** Machines of tests are busy. */
const SOON = 180_000;

/** What is installed here is not installed again; the programs are those of the tests. */
const PROGRAMS: Readonly<Record<string, string>> = {
  sudo: 'exec "$@"',
  "apt-get": 'shift; exec dpkg -s "$@" >/dev/null',
  "rabbitmq-plugins": 'ls -d /usr/lib/rabbitmq/lib/*/plugins/"$2"-*',
  celery: 'exec /usr/bin/python3 -u -m celery "$@"',
  jobhub: `exec ${process.execPath} ${path.join(DIST, "src/cli/main.js")} "$@"`,
};

describeWith([RABBITMQ, CELERY], "the page on Celery", () => {
  let dir: string;
  let port: number;
  let rabbit: TestRabbit;
  let addresses: [written: string, here: string][];
  let env: NodeJS.ProcessEnv;
  let shell: Shell;
  let up: Up | null = null;
  const terminals: Guarded[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "jobhub-docs-"));
    await mkdir(path.join(dir, "bin"));
    for (const [name, code] of Object.entries(PROGRAMS)) {
      const file = path.join(dir, "bin", name);
      await writeFile(file, `#!/bin/sh\n${code}\n`);
      await chmod(file, 0o755);
    }
    rabbit = await startRabbit();
    const { url, managementUrl } = await rabbit.createHost();
    [port = 0] = await freePorts(1);
    addresses = [
      ["amqp://guest:guest@localhost:5672", url],
      ["http://guest:guest@localhost:15672", managementUrl],
      ["http://localhost:8000", `http://127.0.0.1:${port}`],
    ];
    env = { PATH: `${dir}/bin:/usr/bin:/bin`, LANG: "C.UTF-8", HOME: dir, NO_COLOR: "1", COLUMNS: "200" };
    shell = new Shell(dir, env);
  }, SLOW);

  afterAll(async () => {
    await Promise.all(terminals.map(endGuarded));
    await endHub();
    await shell?.close();
    await rabbit?.stop();
    await rm(dir, { recursive: true, force: true });
  }, SLOW);

  async function endHub(): Promise<void> {
    const family = up?.family() ?? [];
    await up?.end();
    await untilGone(family, 30_000);
    up = null;
  }

  /** `NAME=value … npm start`. One hub at a time. */
  async function startHub(command: string): Promise<void> {
    await endHub();
    for (const [, name = "", value = ""] of command.matchAll(/(\w+)=(\S+)/g)) env[name] = value;
    up = new Up({ dataDir: path.join(dir, ".jobhub"), args: ["--port", String(port)], env });
    await up.ready(SOON);
  }

  async function openTerminal({ command, prints }: CommandStep): Promise<void> {
    const terminal = spawnGuarded(["/bin/sh", "-c", command], { cwd: dir, env });
    terminals.push(terminal);
    let output = "";
    for (const stream of [terminal.stdout, terminal.stderr]) stream.on("data", (data) => (output += data));
    await expect.poll(() => missingIn(output, prints), { timeout: SOON, message: output }).toEqual([]);
  }

  /** The hub learns of a worker's methods, and of what happens, within some seconds. */
  async function run({ command, prints }: CommandStep): Promise<void> {
    for (const late = Date.now() + SOON; ; await sleep(500)) {
      const { code, output } = await shell.run(command);
      const missing = missingIn(output, prints);
      if (process.env.SHOW) console.log(`$ ${command}\n${output}(${code})`);
      if (missing.length === 0 && (code === 0 || prints.length > 0)) return;
      if (Date.now() > late) expect({ command, code, output, missing }).toBeNull();
    }
  }

  async function follow(step: CommandStep): Promise<void> {
    const [, name, value] = /^export (\w+)=(\S+)$/.exec(step.command) ?? [];
    if (name) env[name] = value;
    if (!step.stays) await run(step);
    else if (step.command.endsWith("npm start")) await startHub(step.command);
    else await openTerminal(step);
  }

  test(
    "does what it says",
    async () => {
      let page = await readFile(path.join(path.dirname(DIST), "docs/celery.md"), "utf8");
      for (const [written, here] of addresses) page = page.replaceAll(written, here);
      const steps = stepsOf(page);
      expect(steps.length).toBeGreaterThan(20);
      for (const step of steps) {
        if (step.kind === "command") await follow(step);
        else await writeFile(path.join(dir, step.name), step.text);
      }
    },
    SLOW,
  );
});
