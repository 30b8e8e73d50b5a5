/** A Python client, generated from this hub's schema by the generator of the API generation, with a hub that runs. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertAudit } from "../../../src/manager/audit/audit.store.ts";
import { buildTestApp, type TestApp } from "../../../src/manager/testing.ts";
import { makeWorld, type World } from "../../../src/manager/testing.world.ts";
import { generateClient } from "../generator.ts";
import { knownDocument } from "../known-document.ts";

const run = promisify(execFile);

const PACKAGE = "stencila.hub";
const PYTHON = process.env.PYTHON ?? "python3";

let hub: TestApp;
let world: World;
let folder: string;
let host: string;

beforeAll(async () => {
  hub = await buildTestApp();
  world = await makeWorld(hub);
  host = `${await hub.app.listen({ host: "127.0.0.1", port: 0 })}/api`;
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-python-"));
  await generate((await hub.call("GET", "/api/schema")).body, folder);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await hub.close();
});

function generate(document: unknown, into: string): Promise<void> {
  return generateClient(document, "python", into, ["--package-name", PACKAGE]);
}

/** Runs a program in Python, and answers what it prints. @throws with what it writes to stderr if it fails. */
async function python(script: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
  const env = { ...process.env, PYTHONPATH: folder, HUB_HOST: host, HUB_TOKEN: hub.admin.token, ...more };
  return (await run(PYTHON, [script], { env })).stdout;
}

async function makeJob(): Promise<number> {
  const body = { method: "sleep", params: { seconds: 1 } };
  const reply = await hub.call<{ id: number }>("POST", `/api/projects/${world.project.id}/jobs/`, { as: hub.admin, body });
  return reply.body.id;
}

/** Nobody has done anything to the workers of a new world. */
async function makeDeed(): Promise<void> {
  const { owner, params } = world;
  const deed = { time: new Date().toISOString(), action: "grow", subject: "worker@test", details: {} };
  await insertAudit(hub.database, { ...deed, user: owner, account: Number(params.account) });
}

describe("the examples of JobsApi.md", () => {
  test.each(["jobs_partial_update", "jobs_update"])("%s, with no change but host, token and job", async (operation) => {
    const page = await readFile(path.join(import.meta.dirname, "../JobsApi.md"), "utf8");
    const examples = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
    const example = examples.find((code) => code.includes(`api_instance.${operation}(`)) ?? "";
    const job = await makeJob();
    const program = example
      .replace("https://hub.stenci.la/api", host)
      .replace("YOUR_API_TOKEN", hub.admin.token)
      .replace("id = 56", `id = ${job}`);
    const script = path.join(folder, `${operation}.py`);
    await writeFile(script, program);
    const output = await python(script);
    expect(output).toContain(`'id': ${job},`);
    expect(output).toContain("'method': 'sleep',");
    expect(output).not.toContain("Exception");
  });
});

test("a job's way, as its submitter, its overseer and a visitor see it", async () => {
  expect(await python(path.join(import.meta.dirname, "job.py"))).toBe("RECEIVED STARTED RUNNING SUCCESS\n");
});

test("everything that can be read", async () => {
  await makeDeed();
  const more = {
    HUB_TOKEN: world.owner.token,
    HUB_STAFF_TOKEN: hub.admin.token,
    HUB_PARAMETERS: JSON.stringify(world.params),
  };
  expect(Number(await python(path.join(import.meta.dirname, "reads.py"), more))).toBeGreaterThan(25);
});

test("every operation of the API generation, with a client as it was then", async () => {
  const another = path.join(folder, "known");
  await generate(knownDocument(), another);
  const world = await makeWorld(hub);
  const more = {
    PYTHONPATH: another,
    HUB_TOKEN: world.owner.token,
    HUB_STAFF_TOKEN: hub.admin.token,
    HUB_PARAMETERS: JSON.stringify(world.params),
  };
  expect(await python(path.join(import.meta.dirname, "known.py"), more)).toBe("62\n");
});
