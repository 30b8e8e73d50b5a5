/** The command line against a running hub. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startHub, type TestHub } from "./hub.ts";
import { DIST } from "./process.ts";

const MAIN = path.join(DIST, "src/cli/main.js");
/** Starts a colour. */
const ESCAPE = "\x1b";

// Each command is a process, and some tests run several.
vi.setConfig({ testTimeout: 60_000 });

let hub: TestHub;
let home: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  hub = await startHub();
  home = await mkdtemp(path.join(tmpdir(), "jobhub-cli-"));
  const token = (await readFile(path.join(hub.dataDir, "admin-token"), "utf8")).trim();
  env = { PATH: process.env.PATH, HOME: home, JOBHUB_URL: hub.url, JOBHUB_TOKEN: token, JOBHUB_DATA: path.join(home, "none") };
}, 60_000);

afterAll(async () => {
  await hub?.close();
  await rm(home, { recursive: true, force: true });
}, 30_000);

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs `jobhub …` with its output in pipes. */
async function jobhub(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...env, ...options.env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  child.stdin.end(options.input ?? "");
  options.onStart?.(child);
  const [code] = await once(child, "close");
  return { code, out, err };
}

async function json<Answer>(args: readonly string[], options?: RunOptions): Promise<Answer> {
  const { code, out, err } = await jobhub([...args, "--json"], options);
  expect({ code, err }).toMatchObject({ code: 0 });
  return JSON.parse(out);
}

describe("job run", () => {
  test("shows the log and the outcome beside the result", async () => {
    const { code, out, err } = await jobhub(["job", "run", "sleep", "-p", "seconds=0.1", "--param", "repeat=2"]);
    expect(code).toBe(0);
    expect(err.trim().split("\n").length).toBeGreaterThanOrEqual(3);
    expect(err).toMatch(/✓ SUCCESS {2}sleep \d+ in /);
    expect(out + err).not.toContain(ESCAPE);
  });

  test("gives the converted text alone on stdout", async () => {
    const file = path.join(home, "notes.md");
    await writeFile(file, "# Notes\n\nSome *text*.\n");
    const { code, out } = await jobhub([
      "job",
      "run",
      "convert",
      "-p",
      `text=@${file}`,
      "-p",
      "from=markdown",
      "-p",
      "to=html",
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^<h1[^>]*>Notes<\/h1>\n<p>Some <em>text<\/em>.<\/p>\n$/);
  });

  test("ends with 1 and the reason if the job fails", async () => {
    const { code, out, err } = await jobhub(["job", "run", "sleep", "-p", "seconds=0", "-p", "repeat=3", "-p", "fail=2"]);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/✗ FAILURE {2}sleep \d+.* {2}\S+/);
  });

  test("ends with 130 if it is cancelled by someone else", async () => {
    const id = (await jobhub(["job", "run", "sleep", "-p", "seconds=60", "--no-follow"])).out.trim();
    const following = jobhub(["job", "log", id, "--follow"]);
    await hub.until(Number(id), "RUNNING").catch(() => undefined);
    expect((await jobhub(["job", "cancel", id])).out).toContain("CANCELLED");
    expect((await following).code).toBe(130);
  });

  test("goes on when Ctrl-C ends the watching, where nobody can be asked", async () => {
    const { code, err } = await jobhub(["job", "run", "sleep", "-p", "seconds=1", "-p", "repeat=60"], {
      onStart: (child) => child.stderr?.once("data", () => child.kill("SIGINT")), // at the first line of the log
    });
    expect(code).toBe(130);
    const id = Number(err.match(/Job (\d+) goes on/)?.[1]);
    expect((await hub.read(id)).isActive).toBe(true);
    await jobhub(["job", "cancel", String(id)]);
  });

  test("with --json prints the job as it ended, and nothing else on stdout", async () => {
    const job = await json<{ status: string; params: object; description: string }>([
      ...["job", "run", "sleep", "--params", '{"seconds": 5, "repeat": 1}', "-p", "seconds=0", "-d", "a nap"],
    ]);
    expect(job).toMatchObject({ status: "SUCCESS", params: { seconds: 0, repeat: 1 }, description: "a nap" });
  });

  test("never shows a secret", async () => {
    const { out, err } = await jobhub(["job", "run", "sleep", "-p", "seconds=0", "-s", "pin=s3cr3t-0815", "--json"]);
    expect(out + err).not.toContain("s3cr3t-0815");
  });
});

describe("job list, show and log", () => {
  test("a list without colours, newest first, and filtered", async () => {
    const failed = await jobhub(["job", "list", "--status", "failed"]);
    expect(failed.out).toMatch(/^ *ID {2}STATUS +METHOD +CREATED +RUNTIME +SUMMARY\n/);
    expect(failed.out).toContain("FAILURE");
    expect(failed.out).not.toContain("SUCCESS");
    expect(failed.out).not.toContain(ESCAPE);
    const jobs = await json<{ id: number }[]>(["job", "list", "--method", "sleep", "-n", "2"]);
    expect(jobs).toHaveLength(2);
    expect(jobs[0]?.id).toBeGreaterThan(jobs[1]?.id ?? 0);
  });

  test("everything about one", async () => {
    const [{ id } = { id: 0 }] = await json<{ id: number }[]>(["job", "list", "--status", "SUCCESS", "--method", "sleep"]);
    const { out } = await jobhub(["job", "show", String(id)]);
    expect(out).toMatch(new RegExp(`^Job ${id}  ✓ SUCCESS`));
    expect(out).toMatch(/attempt +1 of at most 3/);
    expect(await json(["job", "show", `#${id}`])).toMatchObject({ id });
  });

  test("a log, as text and as one JSON entry a line", async () => {
    const { id } = await json<{ id: number }>(["job", "run", "sleep", "-p", "seconds=0", "-p", "repeat=3"]);
    const text = await jobhub(["job", "log", String(id)]);
    const entries = (await jobhub(["job", "log", String(id), "--json"])).out.trim().split("\n");
    expect(text.out.trim().split("\n")).toHaveLength(entries.length);
    expect(entries.map((entry) => JSON.parse(entry))[0]).toHaveProperty("message");
  });
});

test("projects", async () => {
  expect((await jobhub(["project", "create", "second", "--title", "A second one"])).out).toContain("second");
  const { out } = await jobhub(["project", "list"]);
  expect(out).toContain("admin/first");
  expect(out).toContain("A second one");
  expect(await jobhub(["job", "list"])).toMatchObject({ code: 2, err: expect.stringContaining("--project") });
  expect((await jobhub(["job", "list", "--project", "second"])).err).toContain("No jobs");
  env.JOBHUB_PROJECT = "first";
  expect((await jobhub(["job", "list"])).code).toBe(0);
});

describe("access", () => {
  const signedOut = { JOBHUB_TOKEN: "" };

  test("a token can be made, used to sign in, and revoked", async () => {
    const token = (await jobhub(["token", "create"])).out.trim();
    const signIn = await jobhub(["sign-in"], { env: signedOut, input: `${token}\n` });
    expect(signIn).toMatchObject({ code: 0, out: expect.stringContaining("as admin") });
    expect((await jobhub(["who"], { env: signedOut })).out).toContain("config.json");
    expect((await jobhub(["token", "list"])).out).toContain(token.slice(0, 8));
    expect((await jobhub(["token", "revoke", token.slice(0, 8)])).code).toBe(0);
    const refused = await jobhub(["who"], { env: signedOut });
    expect(refused).toMatchObject({ code: 4, out: "" });
    expect(refused.err).toContain("jobhub sign-in");
    expect((await jobhub(["sign-out"], { env: signedOut })).out).toContain("Signed out");
    expect(await jobhub(["who"], { env: signedOut })).toMatchObject({ code: 4, err: expect.stringContaining("not signed in") });
  });

  test("a bad token is not kept", async () => {
    const signIn = await jobhub(["sign-in"], { env: signedOut, input: "nonsense" });
    expect(signIn.code).toBe(4);
    expect((await jobhub(["sign-out"], { env: signedOut })).out).toContain("not signed in");
  });
});

describe("what goes wrong is one line, and what to do another", () => {
  test.each([
    ["no hub", ["job", "list", "--url", "http://127.0.0.1:9"], 3, "npm start"],
    ["no address", ["job", "list", "--url", "nonsense"], 2, "http://127.0.0.1:8000"],
    ["an unknown job", ["job", "show", "999999"], 1, ""],
    ["no number", ["job", "show", "abc"], 2, "job list"],
    ["an unknown method", ["job", "run", "fly"], 1, ""],
    ["an unknown project", ["job", "list", "--project", "nowhere"], 1, ""],
    ["bad params", ["job", "run", "sleep", "--params", "[1]"], 2, ""],
    ["a bad status", ["job", "list", "--status", "gone"], 2, "Running"],
    ["an unknown command", ["jop"], 2, "job"],
    ["a bad port", ["up", "--port", "99999"], 2, "65535"],
  ])("%s", async (_what, args, code, hint) => {
    const result = await jobhub(args);
    expect(result).toMatchObject({ code, out: "", err: expect.stringContaining(hint) });
    expect(result.err.trim().split("\n").length).toBeLessThanOrEqual(3);
    expect(result.err).not.toMatch(/\n\s+at /);
  });
});

test("the doctor finds all well, and says what to do where it is not", async () => {
  const well = await jobhub(["doctor", "--data", hub.dataDir], { env: { DATABASE_URL: hub.databaseUrl } });
  expect(well).toMatchObject({ code: 0 });
  expect(well.out).not.toContain("✗");
  const { code, out } = await jobhub(["doctor", "--url", "http://127.0.0.1:9"]);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ manager .*npm start/);
});

test("help names every command", async () => {
  const { code, out } = await jobhub(["--help"]);
  expect(code).toBe(0);
  for (const name of ["up", "manager", "overseer", "worker", "doctor", "job", "project", "token", "sign-in"]) {
    expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  }
});

describe("one part alone", () => {
  test.each([
    ["manager", ["--port", "0"]],
    ["worker", ["--queues", "alone", "--concurrency", "1"]],
    ["overseer", ["--metrics-port", "0"]],
  ])("%s takes its options, and stops when told", async (part, args) => {
    const { code, out } = await jobhub([part, ...args, "--data", hub.dataDir], {
      env: { DATABASE_URL: hub.databaseUrl },
      onStart: (child) =>
        child.stdout?.on("data", (data) => /listening (at|to)|taking jobs/.test(String(data)) && child.kill("SIGTERM")),
    });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("stopped") });
  });

  test("a variable that is missing or wrong is named in one line", async () => {
    for (const args of [["manager"], ["worker", "--concurrency", "many"]]) {
      const { code, out } = await jobhub(args);
      expect(code).toBe(1);
      expect(JSON.parse(out).msg).toMatch(/DATABASE_URL|JOBHUB_CONCURRENCY/);
    }
  });
});
