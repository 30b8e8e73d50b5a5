/** Starting and stopping a whole hub with one command. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { chown, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, type Hub, type Job } from "../clients/typescript/src/client.ts";
import { createTestDatabase } from "../src/database/testing.ts";
import { DIST } from "./process.ts";
import { Up, type UpOptions, untilGone } from "./up.ts";

const SLOW = 120_000;
const ROOT = path.dirname(DIST);
const NOBODY = { uid: 65_534, gid: 65_534 };

let dataDir: string;
let started: Up[];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-up-"));
  started = [];
});

afterEach(async () => {
  for (const up of started) {
    const family = up.family();
    await up.end();
    await untilGone(family, 10_000);
  }
  await rm(dataDir, { recursive: true, force: true });
}, SLOW);

function start(options: Partial<UpOptions> = {}): Up {
  const up = new Up({ dataDir, args: ["--port", "0", "--no-demo"], ...options });
  started.push(up);
  return up;
}

async function clientOf(url: string): Promise<Hub> {
  const token = (await readFile(path.join(dataDir, "admin-token"), "utf8")).trim();
  return createClient({ url, token });
}

/** Runs `work` as the administrator. */
async function asAdmin<Result>(url: string, work: (hub: Hub) => Promise<Result>): Promise<Result> {
  const hub = await clientOf(url);
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

/** Resolves once this attempt of the job has logged: by then it certainly runs, or has run. */
async function untilRuns(hub: Hub, job: number, retries = 0): Promise<void> {
  const runs = (now: Pick<Job, "status" | "retries" | "logLength">) =>
    ["RUNNING", "SUCCESS"].includes(now.status) && now.retries === retries && now.logLength > 0;
  for await (const event of hub.live(PROJECT, { job, signal: AbortSignal.timeout(20_000) })) {
    if (runs(event.type === "job" ? event.job : await hub.projects.projectsJobsRead({ project: PROJECT, job }))) return;
  }
  throw new Error(`Attempt ${retries} of job ${job} does not run.`);
}

/** Whether a process is the part of that name. */
function isPart(pid: number, part: string): boolean {
  const command =
    process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return command.includes(path.join("src", part, "main.js"));
}

/** Whether anybody may pass through a folder and all above it. */
async function mayEnter(folder: string): Promise<boolean> {
  if (((await stat(folder)).mode & 0o001) === 0) return false;
  const above = path.dirname(folder);
  return above === folder || mayEnter(above);
}

const PROJECT = "admin/first";
const longJob = { method: "sleep", params: { seconds: 1, repeat: 100 } } as const;

test("the first start converts the README, and a second one keeps everything and converts nothing", {
  timeout: SLOW,
}, async () => {
  const first = start({ args: ["--port", "0"] });
  const url = await first.ready();
  const paths = [...first.output.matchAll(/✓ SUCCESS .* (\/\S+)/g)].map(([, file = ""]) => file);
  expect(paths.map((file) => path.basename(file)).sort()).toEqual(["README.docx", "README.html"]);
  const [html, docx] = await Promise.all(
    paths
      .toSorted()
      .reverse()
      .map((file) => readFile(file)),
  );
  expect(html?.toString()).toContain("Jobhub");
  expect(docx?.subarray(0, 2).toString()).toBe("PK");
  expect((await stat(path.join(dataDir, "admin-token"))).mode & 0o777).toBe(0o600);

  const link = first.output.match(/Sign in +(\S+)/)?.[1] ?? "";
  const answers = [await fetch(link, { redirect: "manual" }), await fetch(link, { redirect: "manual" })];
  expect(answers[0]?.headers.get("set-cookie")).toBeTruthy();
  expect(answers[1]?.headers.get("set-cookie")).toBeNull();
  const jobs = await asAdmin(url, (hub) => hub.projects.projectsJobsList({ project: PROJECT }));
  await first.end();

  const second = start({ args: ["--port", "0"] });
  const again = await asAdmin(await second.ready(), (hub) => hub.projects.projectsJobsList({ project: PROJECT }));
  expect(again.results.map(({ id, status }) => ({ id, status }))).toEqual(
    jobs.results.map(({ id }) => ({ id, status: "SUCCESS" })),
  );
  expect(second.output).not.toContain("README");
});

test("Ctrl-C stops everything, and a job that ran goes on at the next start", { timeout: SLOW }, async () => {
  const up = start();
  const job = await asAdmin(await up.ready(), async (hub) => {
    const made = await hub.projects.projectsJobsCreate({ project: PROJECT, data: longJob });
    await untilRuns(hub, made.id);
    return made;
  });
  const family = up.family();
  expect(family.length).toBeGreaterThanOrEqual(6);
  const { code, tookMs } = await up.end("SIGINT", { toGroup: true });
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(30_000);
  await untilGone(family, 0);
  expect(up.output).not.toMatch(/\n\s+at /);

  const next = start();
  await asAdmin(await next.ready(), async (hub) => {
    await untilRuns(hub, job.id, 1);
    await hub.projects.projectsJobsCancel({ project: PROJECT, job: job.id });
  });
});

test("a second Ctrl-C stops at once", { timeout: SLOW }, async () => {
  const up = start();
  await asAdmin(await up.ready(), async (hub) => {
    const { id } = await hub.projects.projectsJobsCreate({ project: PROJECT, data: longJob });
    await untilRuns(hub, id);
  });
  const family = up.family();
  process.kill(up.pid, "SIGINT");
  await up.until(/once more stops at once/);
  await new Promise((resolve) => setTimeout(resolve, 600)); // sooner, it would count as the same Ctrl-C
  expect((await up.end("SIGINT")).code).toBe(130);
  await untilGone(family, 0);
});

test("npm start is the same, and one Ctrl-C in the terminal is one", { timeout: SLOW }, async () => {
  const up = start({ command: ["npm", "start", "--"] });
  await up.ready();
  const family = up.family();
  expect(await up.end("SIGINT", { toGroup: true })).toMatchObject({ code: 0 });
  await untilGone(family, 2_000);
  expect(up.output).toContain("stopped");
  expect(up.output).not.toMatch(/\n\s+at |npm error/);
});

test("a port that is taken is named, with what to do, and nothing is left", { timeout: SLOW }, async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const up = start({ args: ["--port", String(port), "--no-demo"] });
  expect(await up.ended()).toBe(1);
  expect(up.output).toContain(`Port ${port} is taken`);
  expect(up.output).toContain("--port");
  await new Promise((resolve) => server.close(resolve));
  await start({ args: ["--port", String(port), "--no-demo"] }).ready();
});

test("a second hub on the same data is refused, and leaves the first alone", { timeout: SLOW }, async () => {
  const first = start();
  const url = await first.ready();
  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.output).toContain(`process ${first.pid}`);
  expect((await fetch(`${url}/api/status/`)).status).toBe(200);
});

test("after kill -9 the parts leave by themselves, and the next start is clean", { timeout: SLOW }, async () => {
  const up = start();
  await up.ready();
  const family = up.family();
  await up.end("SIGKILL");
  await untilGone(family, 10_000);
  const next = start();
  await next.ready();
  expect(next.output).not.toMatch(/ (warn|error) /);
});

test("a part that dies comes back, and the hub with it", { timeout: SLOW }, async () => {
  const up = start();
  const url = await up.ready();
  for (const part of ["manager", "worker", "overseer", "database"]) {
    const pid = up.family().find((each) => isPart(each, part)) ?? 0;
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, "SIGKILL");
    await up.until(new RegExp(`${part} +│ is back`));
  }
  await asAdmin(url, async (hub) => {
    const { id } = await hub.projects.projectsJobsCreate(
      { project: PROJECT, data: { method: "sleep", params: { seconds: 0.1 } } },
      { retries: 10 },
    );
    await untilRuns(hub, id);
  });
});

test("DATABASE_URL takes the place of the embedded database", { timeout: SLOW }, async () => {
  const { url: databaseUrl, drop } = await createTestDatabase();
  const up = start({ env: { DATABASE_URL: databaseUrl } });
  await up.ready();
  expect(up.output).not.toContain("database │");
  expect(await up.end()).toMatchObject({ code: 0 });
  await drop();
});

test("it runs as an ordinary user", { timeout: SLOW }, async () => {
  const user = process.getuid?.() === 0 && (await mayEnter(ROOT)) ? NOBODY : undefined;
  if (user) await chown(dataDir, user.uid, user.gid);
  const up = start({ ...(user && { user }), env: { HOME: dataDir } });
  const url = await up.ready();
  expect((await fetch(`${url}/api/status/`)).status).toBe(200);
});
