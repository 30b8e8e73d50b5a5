/** The examples of the page at /api/docs, pasted into a shell one after the other on a new hub. */

import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Broker, Consumer } from "../../broker/broker.ts";
import { openBroker } from "../../broker/connect.ts";
import { TestWorker } from "../../broker/testing.ts";
import { secretKeyFrom } from "../../core/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../../database/testing.ts";
import { readText } from "../../service/files.ts";
import { createLogger } from "../../service/log.ts";
import { Manager } from "../manager.ts";
import type { OpenApi, Operation } from "./openapi.ts";

const run = promisify(execFile);

/** Takes the options of curl that the examples have, and notes the status of each reply. A stream is read until it says something. */
const CURL = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
const request = { method: "GET", headers: {} };
let url;
for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
  if (arg === "-X") request.method = args.shift();
  else if (arg === "-d") request.body = args.shift();
  else if (arg === "-H") {
    const [name, value] = args.shift().split(": ");
    request.headers[name] = value;
  } else if (arg.startsWith("http")) url = arg;
  else if (arg !== "-s" && arg !== "-N") throw new Error(arg);
}
const sent = require("node:http").request(url, request, (reply) => {
  appendFileSync(process.env.STATUSES, reply.statusCode + " " + request.method + " " + url + "\\n");
  const isStream = /event-stream/.test(reply.headers["content-type"]);
  reply.on("data", (chunk) => process.stdout.write(chunk, () => isStream && process.exit()));
});
if (request.body) sent.setHeader("content-length", Buffer.byteLength(request.body));
sent.end(request.body);
`;

let db: TestDatabase;
let dir: string;
let manager: Manager;
let broker: Broker;
let worker: Consumer;
let url: string;
let token: string;
beforeAll(async () => {
  db = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-examples-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: "a key for tests alone", JOBHUB_PORT: "0" };
  manager = new Manager({ log: createLogger("test", "silent"), env });
  await manager.start();
  broker = openBroker({ url: db.url, secretKey: secretKeyFrom("a key for tests alone"), log: createLogger("test", "silent") });
  worker = new TestWorker(broker, { hostname: "worker@here", room: 0 }).consumer;
  url = manager.facts().url ?? "";
  token = (await readText(path.join(dir, "admin-token"))) ?? "";
  await writeFile(path.join(dir, "curl"), CURL);
  await chmod(path.join(dir, "curl"), 0o755);
});
afterAll(async () => {
  await worker.stop();
  await broker.stop();
  await manager.stop();
  await db.drop();
  await rm(dir, { recursive: true, force: true });
});

/** As the hub's own worker and `npm start` leave it: a worker that can be asked, and the first two jobs. */
async function begin(): Promise<void> {
  const headers = { authorization: `Token ${token}`, "content-type": "application/json" };
  const post = async (place: string, body: object) => {
    const { ok } = await fetch(`${url}/api${place}`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(ok).toBe(true);
  };
  const event = {
    hostname: "worker@here",
    freq: 60,
    queues: ["default"],
    pid: 7,
    clock: 1,
    active: 0,
    processed: 0,
    loadavg: [0, 0, 0],
  };
  await worker.start();
  await post("/workers/online/", event);
  for (const to of ["html", "docx"])
    await post("/projects/first/jobs/", { method: "convert", params: { path: "README.md", to } });
}

async function paste(example: string): Promise<string[]> {
  const statuses = path.join(dir, "statuses");
  await writeFile(statuses, "");
  const env = { ...process.env, PATH: `${dir}:${process.env.PATH}`, TOKEN: token, STATUSES: statuses };
  await run("sh", ["-euc", example], { env });
  return (await readFile(statuses, "utf8")).trim().split("\n");
}

const exampleIn = (markdown: string) => /```sh\n([\s\S]*?)```/.exec(markdown)?.[1] ?? "";

/** Jobs have a server for as long as they run: there is none in these. */
const expected = ({ operationId, responses }: Operation) =>
  operationId.startsWith("projects_jobs_connect") ? ["503"] : Object.keys(responses).filter((code) => code < "300");

test("every example works", { timeout: 120_000 }, async () => {
  await begin();
  const { info, paths, tags } = (await (await fetch(`${url}/api/schema`)).json()) as OpenApi;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const inOrder = tags.flatMap(({ name }) => operations.filter((operation) => operation.tags[0] === name));
  expect(inOrder.length).toBe(operations.length);

  const quickStart = exampleIn(info.description).replace(/^TOKEN=.*\n/, "");
  expect(await paste(quickStart)).toEqual([`200 GET ${url}/api/users/me/`]);
  const faults: string[] = [];
  for (const operation of inOrder) {
    const replies = await paste(exampleIn(operation.description)).catch((error: Error) => [error.message]);
    const status = replies.at(-1)?.slice(0, 3) ?? "";
    if (!expected(operation).includes(status)) faults.push(`${operation.operationId}: ${replies.join("; ")}`);
  }
  expect(faults).toEqual([]);
});
