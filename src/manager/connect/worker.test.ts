import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Broker } from "../../broker/broker.ts";
import { openBroker } from "../../broker/connect.ts";
import { secretKeyFrom } from "../../core/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../../database/testing.ts";
import { readOverseerConfig } from "../../overseer/config.ts";
import { Overseer } from "../../overseer/overseer.ts";
import { readText } from "../../service/files.ts";
import { createLogger } from "../../service/log.ts";
import { Worker } from "../../worker/worker.ts";
import { Manager } from "../manager.ts";

const SECRET = "a key for tests alone";
const quiet = createLogger("test", "silent");
const THREAD = new URL("../../../dist/src/manager/connect/testing.thread.js", import.meta.url);

let db: TestDatabase;
let dir: string;
let manager: Manager;
let overseer: Overseer;
let broker: Broker;
let worker: Worker;
let url: string;
let token: string;

beforeAll(async () => {
  db = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-connect-"));
  const env = { DATABASE_URL: db.url, JOBHUB_DATA: dir, JOBHUB_SECRET_KEY: SECRET, JOBHUB_PORT: "0" };
  manager = new Manager({ log: quiet, env });
  await manager.start();
  url = manager.facts().url ?? "";
  token = (await readText(path.join(dir, "admin-token"))) ?? "";
  overseer = new Overseer({ log: quiet, config: () => readOverseerConfig({ ...env, JOBHUB_URL: url }) });
  await overseer.start();
  broker = openBroker({ url: db.url, secretKey: secretKeyFrom(SECRET), database: db.database, log: quiet });
  await broker.start();
  worker = new Worker({
    broker,
    hostname: "w@test",
    queues: ["default"],
    concurrency: 1,
    memoryMb: 64,
    drainMs: 5_000,
    dataDir: dir,
    version: "1.2.3",
    methods: { names: ["session"], facts: {}, refusal: () => null, threadFile: fileURLToPath(THREAD) },
    log: quiet,
  });
  await worker.start();
});

afterAll(async () => {
  await worker.stop();
  await overseer.stop();
  await manager.stop();
  await broker.stop();
  await db.drop();
  await rm(dir, { recursive: true });
});

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
async function call(method: string, rest: string, body?: object): Promise<any> {
  const reply = await fetch(`${url}/api/projects/first/jobs/${rest}`, {
    method,
    headers: { authorization: `Token ${token}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return reply.json();
}

const read = (id: number) => call("GET", `${id}/`);

/** A session that runs, and its outside addresses. */
async function startSession() {
  const { id } = await call("POST", "", { method: "session" });
  await expect.poll(async () => (await read(id)).urls, { interval: 10, timeout: 10_000 }).not.toBeNull();
  return { id, urls: (await read(id)).urls as { http: string; ws: string } };
}

it("a session is reached at the addresses that the hub tells, until it ends", async () => {
  const { id, urls } = await startSession();
  const page = new URL("lab?a=b", urls.http);
  page.search = new URL(urls.http).search;
  expect(await (await fetch(page)).text()).toBe("session at /lab");
  const socket = new WebSocket(urls.ws);
  await once(socket, "open");
  socket.send("hello");
  expect(String((await once(socket, "message"))[0])).toBe("hello");
  const closed = once(socket, "close");
  const end = new URL("end", urls.http);
  end.search = page.search;
  await fetch(end);
  expect((await closed)[0]).toBe(1001);
  expect(await read(id)).toMatchObject({ status: "SUCCESS", urls: null, url: null, anonUsers: expect.any(Array) });
  const refused = await fetch(urls.http);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
});

it("a session that is cancelled is cut off", async () => {
  const { id, urls } = await startSession();
  const socket = new WebSocket(urls.ws);
  await once(socket, "open");
  const closed = once(socket, "close");
  await call("PATCH", `${id}/cancel/`);
  expect((await closed)[0]).toBe(1001);
  await expect.poll(async () => (await read(id)).status, { interval: 10 }).toBe("TERMINATED");
});
