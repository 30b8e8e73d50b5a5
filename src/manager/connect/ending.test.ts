import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { buildApp } from "../app.ts";
import { buildConnectHub, type ConnectHub, JobServer, tell } from "./connect.testing.ts";

const KEY = "k".repeat(32);

let hub: ConnectHub;

const closing = async (client: WebSocket) => {
  const [code, reason] = await once(client, "close");
  return [code, String(reason)];
};
const dial = (id: number) => hub.dial(hub.path(id, `/socket?key=${KEY}`));
const openTunnels = async () =>
  (await hub.figure('jobhub_connect_open{kind="http"}')) + (await hub.figure('jobhub_connect_open{kind="websocket"}'));
const noneIsOpen = () => expect.poll(openTunnels, { timeout: 3_000, interval: 10 }).toBe(0);

/** An answer that goes on and on. */
async function stream(id: number): Promise<IncomingMessage> {
  hub.server.handler = (_request, response) => void response.writeHead(200).write("some");
  const asked = request(`${hub.origin}${hub.path(id, `/?key=${KEY}`)}`, { agent: false });
  asked.on("error", () => undefined).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  await once(answer, "data");
  return answer;
}

const broken = (answer: IncomingMessage) =>
  new Promise<boolean>((resolve) => answer.on("error", () => undefined).once("close", () => resolve(!answer.complete)));

describe("a connection", () => {
  beforeAll(async () => {
    hub = await buildConnectHub({ config: { connect: { maxPerJob: 3 } } });
  });
  afterAll(() => hub.close());
  beforeEach(() => {
    hub.server.handler = tell;
  });
  afterEach(noneIsOpen);

  it.each(["SUCCESS", "FAILURE", "TERMINATED"])("is cut when its job ends: %s", async (status) => {
    const [id, other] = [await hub.startJob(), await hub.startJob()];
    const [socket, answer, unconcerned] = [await dial(id), await stream(id), await dial(other)];
    const ends = Promise.all([closing(socket), broken(answer)]);
    await hub.patchJob(id, { status });
    expect(await ends).toEqual([[1001, "The job has ended."], true]);
    expect(unconcerned.readyState).toBe(unconcerned.OPEN);
    unconcerned.close();
  });

  it("is cut when someone cancels its job, and when its server moves; not when there is other news of it", async () => {
    const id = await hub.startJob();
    const socket = await dial(id);
    await hub.patchJob(id, { log: ["a line"], progress: 0.5 });
    await hub.patchJob(id, { urls: { ...hub.server.urls, more: "http://10.0.0.1/" } });
    const marker = await hub.startJob();
    const marked = closing(await dial(marker));
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${marker}/cancel/`, { as: hub.user });
    expect((await marked)[0]).toBe(1001);
    expect(socket.readyState).toBe(socket.OPEN);
    const moved = closing(socket);
    await hub.patchJob(id, { urls: { ws: "ws://10.0.0.1:9000/" } });
    expect(await moved).toEqual([1001, "The job's server or key is another now."]);
  });

  it("is cut when the key that opened it is taken away; one by role stays", async () => {
    const id = await hub.startJob();
    const [byKey, byRole] = [await dial(id), await hub.dial(hub.path(id, "/socket"), { as: hub.user })];
    const closed = closing(byKey);
    const body = { key: "another" };
    await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${id}/`, { as: hub.user, body });
    expect(await closed).toEqual([1001, "The job's server or key is another now."]);
    expect(byRole.readyState).toBe(byRole.OPEN);
    byRole.close();
  });

  it("is cut whichever manager learns of the end, and be it told of very many jobs at once", async () => {
    const { database, config, log, broker } = hub.app.hub;
    const other = await buildApp({ database, broker, config, log });
    const ids = [await hub.startJob(), await hub.startJob()];
    const sockets = await Promise.all(ids.map(dial));
    const closed = Promise.all(sockets.map(closing));
    const headers = { authorization: `Token ${hub.admin.token}` };
    await other.inject({ method: "PATCH", url: `/api/jobs/${ids[0]}/`, headers, payload: { status: "SUCCESS" } });
    await other.close();
    await database.query("UPDATE jobs SET is_active = false WHERE id = $1", [ids[1]]);
    await database.query("SELECT pg_notify('jobs_changed', $1)", [`${hub.project.id}:*`]);
    expect((await closed).map(([code]) => code)).toEqual([1001, 1001]);
  });

  it("is cut when the end was missed while the database was away", async () => {
    const id = await hub.startJob();
    const closed = closing(await dial(id));
    await hub.database.query("UPDATE jobs SET is_active = false WHERE id = $1", [id]);
    await hub.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'",
    );
    expect((await closed)[0]).toBe(1001);
  });

  it("is not made when the job ends while it is being made", async () => {
    const server = await JobServer.start();
    const id = await hub.startJob({ urls: JSON.stringify(server.urls) });
    const arrived = new Promise<void>((resolve) => {
      server.handler = () => resolve();
      server.upgrade = () => resolve();
    });
    const asked = hub.ask(hub.path(id), { as: hub.user });
    await arrived;
    const dialled = dial(id).catch((error: Error) => error.message);
    await expect.poll(() => server.handshakes.length, { interval: 5 }).toBe(1);
    await hub.patchJob(id, { status: "SUCCESS" });
    expect(await asked).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(await dialled).toBe("Unexpected server response: 503");
    await server.stop();
  });

  it("is not made to a server that speaks another protocol, unasked", async () => {
    const id = await hub.startJob();
    hub.server.handler = (_request, { socket }) =>
      void socket?.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello");
    expect((await hub.ask(hub.path(id), { as: hub.user })).status).toBe(502);
  });

  it("in the midst of a frame is cut without a word", async () => {
    const id = await hub.startJob();
    const [client, [its]] = await Promise.all([dial(id), once(hub.server.websockets, "connection")]);
    const got = once(client, "ping");
    // The first two of five bytes, and what shows that they have come.
    its._socket.write(Buffer.from([0x89, 0, 0x82, 5, 1, 2]));
    await got;
    const closed = closing(client);
    await hub.patchJob(id, { status: "SUCCESS" });
    expect((await closed)[0]).toBe(1006);
  });

  it("is one of so many to a job", async () => {
    const id = await hub.startJob();
    const sockets = [await dial(id), await dial(id), await dial(id)];
    await expect(dial(id)).rejects.toThrow("429");
    expect(await hub.ask(hub.path(id), { as: hub.user })).toMatchObject({ status: 429, headers: { "retry-after": "2" } });
    for (const socket of sockets) socket.close();
    await noneIsOpen();
    expect((await hub.ask(hub.path(id), { as: hub.user })).status).toBe(200);
  });
});

describe("a hub that stops", () => {
  beforeEach(async () => {
    hub = await buildConnectHub({ config: { connect: { graceMs: 300 } } });
  });
  afterEach(() => hub.close());

  it("closes WebSockets with a word, and lets requests end that do so in time", async () => {
    const id = await hub.startJob();
    const socket = await dial(id);
    let finish: () => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      hub.server.handler = (_request, response) => {
        finish = () => response.end("done");
        resolve();
      };
    });
    const reply = hub.ask(hub.path(id, `/?key=${KEY}`));
    await arrived;
    const closed = hub.app.close();
    expect(await closing(socket)).toEqual([1001, "The hub is stopping."]);
    finish();
    expect(await reply).toMatchObject({ status: 200, text: "done" });
    await closed;
  });

  it("does not wait for those that do not", async () => {
    const id = await hub.startJob();
    const answer = await stream(id);
    const socket = await dial(id);
    socket.pause();
    const closed = hub.app.close();
    expect(await broken(answer)).toBe(true);
    await closed;
  });
});
