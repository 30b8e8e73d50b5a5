import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RawData, WebSocket } from "ws";
import { SESSION_COOKIE } from "../auth/credentials.ts";
import { issueToken } from "../tokens/tokens.service.ts";
import { buildConnectHub, type ConnectHub, JobServer } from "./connect.testing.ts";

const KEY = "k".repeat(32);

let hub: ConnectHub;
let id: number;
beforeAll(async () => {
  hub = await buildConnectHub({ config: { connect: { idleMs: 500, connectMs: 400 } } });
  id = await hub.startJob();
  hub.server.websockets.on("connection", echo);
});
afterAll(() => hub.close());

function echo(client: WebSocket): void {
  client.on("message", (data, isBinary) => client.send(data, { binary: isBinary }));
  client.on("error", () => undefined);
}

const path = (query = `?key=${KEY}`) => hub.path(id, `/socket${query}`);
const said = async (client: WebSocket) => (await once(client, "message")) as [data: RawData, isBinary: boolean];
/** Code and reason that a side is closed with. */
const closing = async (client: WebSocket) => {
  const [code, reason] = await once(client, "close");
  return [code, String(reason)];
};
/** An open WebSocket, and the job's end of it. */
async function pair(query?: string): Promise<[client: WebSocket, server: WebSocket]> {
  const [client, [server]] = await Promise.all([hub.dial(path(query)), once(hub.server.websockets, "connection")]);
  return [client, server];
}
const openTunnels = () => hub.figure('jobhub_connect_open{kind="websocket"}');
const noneIsOpen = () => expect.poll(openTunnels, { timeout: 4_000, interval: 10 }).toBe(0);
/** What a handshake is refused with. */
async function refusal(url: string, options: Parameters<ConnectHub["dial"]>[1] = {}) {
  const error = await hub.dial(url, options).then(
    () => new Error("It was let in."),
    (failure: Error) => failure,
  );
  return Number(/Unexpected server response: (\d+)/.exec(error.message)?.[1] ?? Number.NaN);
}

describe("a WebSocket to a job's server", () => {
  it("carries texts and bytes, large ones too, and says what was agreed on", async () => {
    const client = await hub.dial(path("?a=b"), { as: hub.user, headers: { origin: "http://other.example" } }, [
      "first",
      "last",
    ]);
    expect([client.protocol, client.extensions]).toEqual(["last", ""]);
    expect(hub.server.handshakes.at(-1)).toMatchObject({
      url: "/socket?a=b",
      headers: {
        host: `127.0.0.1:${hub.server.port}`,
        origin: "http://other.example",
        "x-forwarded-host": new URL(hub.origin).host,
        "x-forwarded-for": "127.0.0.1",
      },
    });
    expect(hub.server.handshakes.at(-1)?.headers).not.toHaveProperty("authorization");
    client.send("t\u00e4xt");
    expect((await said(client)).map(String)).toEqual(["t\u00e4xt", "false"]);
    for (const bytes of [Buffer.from([0, 255, 128]), Buffer.alloc(5 * 2 ** 20, 7), Buffer.alloc(0)]) {
      client.send(bytes);
      const [data, isBinary] = await said(client);
      expect([isBinary, bytes.equals(data as Buffer)]).toEqual([true, true]);
    }
    client.close();
  });

  it("carries pings and pongs", async () => {
    const [client, server] = await pair();
    client.ping("to");
    expect(String((await once(client, "pong"))[0])).toBe("to");
    server.ping("fro");
    expect(String((await once(server, "pong"))[0])).toBe("fro");
    client.close();
  });

  it("is closed by either side, in its own words", async () => {
    const [client, server] = await pair();
    client.close(4001, "enough");
    expect(await Promise.all([closing(server), closing(client)])).toEqual([
      [4001, "enough"],
      [4001, "enough"],
    ]);
    const [other, its] = await pair();
    its.close(1013, "later");
    expect(await Promise.all([closing(its), closing(other)])).toEqual([
      [1013, "later"],
      [1013, "later"],
    ]);
    await noneIsOpen();
  });

  it("ends on one side when the other is lost", async () => {
    const [client, server] = await pair();
    client.terminate();
    expect((await closing(server))[0]).toBe(1006);
    const [other, its] = await pair();
    its.terminate();
    expect((await closing(other))[0]).toBe(1006);
    await noneIsOpen();
    expect(hub.server.sockets.size).toBe(0);
  });

  it("waits for a side that does not read", async () => {
    const [client, server] = await pair();
    client.pause();
    const chunk = Buffer.alloc(2 ** 20);
    for (let i = 0; i < 60; i += 1) server.send(chunk);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.bufferedAmount).toBeGreaterThan(20 * 2 ** 20);
    let got = 0;
    const all = new Promise<void>((resolve) => {
      client.on("message", () => {
        got += 1;
        if (got === 60) resolve();
      });
    });
    client.resume();
    await all;
    client.close();
  });

  it("ends when nothing is said for too long", async () => {
    const [client, server] = await pair();
    const closed = Promise.all([closing(client), closing(server)]);
    expect(await closed).toEqual([
      [1001, "Nothing was said for too long."],
      [1006, ""],
    ]);
    const [busy] = await pair();
    const timer = setInterval(() => busy.ping(), 100);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(busy.readyState).toBe(busy.OPEN);
    clearInterval(timer);
    busy.close();
    await noneIsOpen();
  });

  it("needs no address of its own", async () => {
    const only = await hub.startJob({ urls: JSON.stringify({ http: hub.server.urls.http }) });
    const client = await hub.dial(hub.path(only, `/any?key=${KEY}`));
    expect(hub.server.handshakes.at(-1)?.url).toBe("/any");
    client.close();
  });
});

describe("a handshake", () => {
  it("asks for a role or the key before the job's server hears of it", async () => {
    const before = hub.server.handshakes.length;
    const reader = await hub.makeUser();
    await hub.setProjectRole(hub.project, reader, "REVIEWER");
    expect(await refusal(path(""))).toBe(401);
    expect(await refusal(path("?key=wrong"))).toBe(404);
    expect(await refusal(path("?key=wrong"), { as: hub.user })).toBe(404);
    expect(await refusal(path(""), { as: reader })).toBe(403);
    expect(await refusal(path(""), { as: await hub.makeUser() })).toBe(404);
    expect(await refusal(path(""), { as: { token: "wrong" } })).toBe(401);
    expect(hub.server.handshakes.length).toBe(before);
    const client = await hub.dial(hub.path(id, `/key=${KEY}/socket`), { headers: { origin: "null" } });
    expect(hub.server.handshakes.at(-1)).toMatchObject({
      url: "/socket",
      headers: { origin: `http://127.0.0.1:${hub.server.port}` },
    });
    client.close();
  });

  it("of a session is only taken from a page of the hub", async () => {
    const { token } = await issueToken(hub.database, { userId: hub.user.id, kind: "session" });
    const cookie = `${SESSION_COOKIE}=${token}`;
    expect(await refusal(path(""), { headers: { cookie, origin: "http://other.example" } })).toBe(403);
    expect(await refusal(path(""), { headers: { cookie, origin: "null" } })).toBe(403);
    expect(await refusal(path(""), { headers: { cookie, origin: hub.origin, "sec-fetch-site": "same-site" } })).toBe(403);
    const client = await hub.dial(path(""), { headers: { cookie, origin: hub.origin } });
    expect(hub.server.handshakes.at(-1)?.headers).not.toHaveProperty("cookie");
    client.close();
  });

  it("writes down who connects, and gives strangers their cookie", async () => {
    const job = await hub.startJob();
    const handshake = async (headers: Record<string, string> = {}) => {
      const { client, given } = await greeted(hub.path(job, `/socket?key=${KEY}`), headers);
      client.close();
      return given["set-cookie"]?.[0] ?? null;
    };
    const cookie = (await handshake()) ?? "";
    expect(cookie).toMatch(/^jobhub_visitor=\w{22}\./);
    expect(await handshake({ cookie: cookie.split(";", 1)[0] ?? "" })).toBeNull();
    expect(
      await handshake({ origin: "http://other.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "websocket" }),
    ).toMatch(/^jobhub_visitor=/);
    expect(await handshake({ authorization: `Token ${hub.user.token}` })).toBeNull();
    const { users, anonUsers } = await hub.readJob(job);
    expect([users, anonUsers.length]).toEqual([[hub.user.id], 2]);
  });

  it("is refused by a job that has no server, and by one that has ended", async () => {
    expect(await refusal(hub.path(await hub.startJob({ urls: null }), `/?key=${KEY}`))).toBe(503);
    const ended = await hub.startJob();
    await hub.patchJob(ended, { status: "FAILURE" });
    expect(await refusal(hub.path(ended, `/?key=${KEY}`))).toBe(503);
  });

  it("is refused in the words of the API when the job's server cannot be reached", async () => {
    const gone = await JobServer.start();
    await gone.stop();
    const job = await hub.startJob({ urls: JSON.stringify(gone.urls) });
    const before = await hub.figure('jobhub_connect_failures_total{error="notConnectable"}');
    const text = await spoken(`GET ${hub.path(job, `/?key=${KEY}`)} HTTP/1.1\r\n${HANDSHAKE}\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 503 Service Unavailable\r\n.*Retry-After: 2\r\n/s);
    expect(text).toMatch(/\r\n\r\n\{"message":"The job's server cannot be reached."\}$/);
    expect(await hub.figure('jobhub_connect_failures_total{error="notConnectable"}')).toBe(before + 1);
  });

  it("is refused when the job's server does not answer it", async () => {
    const server = await JobServer.start();
    const job = await hub.startJob({ urls: JSON.stringify(server.urls) });
    server.upgrade = () => undefined;
    expect(await refusal(hub.path(job, `/?key=${KEY}`))).toBe(503);
    server.upgrade = (socket) => socket.end("SSH-2.0-x\r\n");
    expect(await refusal(hub.path(job, `/?key=${KEY}`))).toBe(502);
    server.upgrade = (socket) => socket.destroy();
    expect(await refusal(hub.path(job, `/?key=${KEY}`))).toBe(502);
    await server.stop();
    await noneIsOpen();
  });

  it("is refused in the job's own words when its server does not want it", async () => {
    const server = await JobServer.start();
    const job = await hub.startJob({ urls: JSON.stringify(server.urls) });
    server.upgrade = (socket) =>
      socket.end(
        "HTTP/1.1 403 Forbidden\r\nSet-Cookie: jobhub_session=x; Path=/\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nNo",
      );
    const text = await spoken(`GET ${hub.path(job, `/?key=${KEY}`)} HTTP/1.1\r\n${HANDSHAKE}\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 403 Forbidden\r\n.*\r\n\r\nNo$/s);
    expect(text).toContain(`set-cookie: jobhub_job_${job}_jobhub_session=x; Path=${hub.path(job)}\r\n`);
    expect(text).toContain("content-security-policy: sandbox ");
    await server.stop();
    await noneIsOpen();
  });

  it("at another address is a plain request", async () => {
    expect(await spoken(`GET /api/status/ HTTP/1.1\r\n${HANDSHAKE}\r\n`)).toMatch(/^HTTP\/1.1 200 OK\r\n.*"version"/s);
    expect(await spoken(`GET /nowhere HTTP/1.1\r\n${HANDSHAKE}\r\n`)).toMatch(/^HTTP\/1.1 404 Not Found\r\n.*"message"/s);
    expect(await spoken(`GET /%zz HTTP/1.1\r\n${HANDSHAKE}\r\n`)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n.*"message"/s);
  });
});

describe("an offer to go on in another protocol", () => {
  const offer = "Host: hub\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";

  it("is passed over, and the request answered", async () => {
    expect(await spoken(`GET /api/status/ HTTP/1.1\r\n${offer}\r\n`)).toMatch(/^HTTP\/1.1 200 OK\r\n.*"version"/s);
    const body = JSON.stringify({ method: "sleep", description: "x".repeat(5_000) });
    const head =
      `POST /api/projects/${hub.project.id}/jobs/ HTTP/1.1\r\n${offer}Authorization: Token ${hub.user.token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await spoken(head + body.slice(0, 100), body.slice(100))).toMatch(/^HTTP\/1.1 201 Created\r\n/);
    const proxied = `POST ${path()} HTTP/1.1\r\n${offer}Content-Length: 4\r\n\r\nbody`;
    expect(await spoken(proxied)).toMatch(/^HTTP\/1.1 200 OK\r\n.*"url":"\/socket".*"body":"body"/s);
  });
});

const HANDSHAKE =
  "Host: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

/** All that is answered to what is said, word by word, until the connection is closed. */
async function spoken(...words: string[]): Promise<string> {
  const socket = connect(Number(new URL(hub.origin).port), "127.0.0.1");
  for (const word of words) {
    socket.write(word);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const chunks = await socket.toArray();
  return Buffer.concat(chunks).toString();
}

/** An open WebSocket, and the headers that its handshake was answered with. */
async function greeted(url: string, headers: Record<string, string>) {
  const client = hub.newSocket(url, headers);
  const [[answer]] = await Promise.all([once(client, "upgrade"), once(client, "open")]);
  return { client, given: answer.headers as Record<string, string[] | undefined> };
}
