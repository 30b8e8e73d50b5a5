import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request as start } from "node:http";
import { connect, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildConnectHub, type ConnectHub, tell } from "./connect.testing.ts";

const CHUNK = randomBytes(2 ** 16);
const CHUNKS = 1_600;
const TOTAL = CHUNK.length * CHUNKS;

let hub: ConnectHub;
let id: number;
beforeAll(async () => {
  hub = await buildConnectHub({ config: { connect: { idleMs: 400, connectMs: 400 } } });
  id = await hub.startJob();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.server.handler = tell;
});

/** A request that is under way. */
function open(path: string, { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {}) {
  const asked = start(`${hub.origin}${hub.path(id, path)}`, {
    method,
    headers: { authorization: `Token ${hub.user.token}`, ...headers },
    agent: false,
  });
  const answered = once(asked, "response").then(([answer]) => answer as IncomingMessage);
  answered.catch(() => undefined);
  return { asked, answered };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => (socket.closed ? resolve() : socket.once("close", () => resolve())));
}

async function digestOf(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash("sha1");
  for await (const chunk of body) hash.update(chunk);
  return hash.digest("hex");
}

function* chunks() {
  for (let i = 0; i < CHUNKS; i += 1) yield CHUNK;
}

/** The most memory outside of V8's heap, over what there was before, while something goes on. */
async function growthDuring(work: Promise<unknown>): Promise<number> {
  const before = process.memoryUsage();
  let most = 0;
  const look = () => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
  };
  const timer = setInterval(look, 5);
  await work;
  clearInterval(timer);
  return most;
}

const openTunnels = (kind = "http") => hub.figure(`jobhub_connect_open{kind="${kind}"}`);
const noneIsOpen = () => expect.poll(() => openTunnels(), { timeout: 3_000, interval: 10 }).toBe(0);
const serverIsFree = () => expect.poll(() => hub.server.sockets.size, { timeout: 3_000, interval: 10 }).toBe(0);

describe("large bodies", () => {
  const MOST = TOTAL / 2;

  it("stream up", async () => {
    hub.server.handler = async (request, response) => void response.end(await digestOf(request));
    const { asked, answered } = open("/", { method: "POST" });
    const growth = await growthDuring(Promise.all([pipeline(Readable.from(chunks()), asked), answered]));
    const [sent] = await (await answered).toArray();
    expect(String(sent)).toBe(await digestOf(Readable.from(chunks())));
    expect(growth).toBeLessThan(MOST);
  });

  it("stream down", async () => {
    hub.server.handler = (_request, response) =>
      void pipeline(Readable.from(chunks()), response.setHeader("content-length", TOTAL));
    const { asked, answered } = open("/");
    asked.end();
    const answer = await answered;
    expect(answer.headers["content-length"]).toBe(String(TOTAL));
    const digest = digestOf(answer);
    expect(await growthDuring(digest)).toBeLessThan(MOST);
    expect(await digest).toBe(await digestOf(Readable.from(chunks())));
  });

  it("wait for a client that does not take them", async () => {
    let written = 0;
    hub.server.handler = async (_request, response) => {
      for (const chunk of chunks()) {
        written += chunk.length;
        if (!response.write(chunk)) await once(response, "drain").catch(() => undefined);
      }
    };
    const { asked, answered } = open("/");
    asked.end();
    await answered;
    await closed(hub.server.latest);
    expect(written).toBeLessThan(TOTAL / 2);
    asked.destroy();
    await noneIsOpen();
  });

  it("wait for a server that does not take them", async () => {
    let written = 0;
    const counted = Readable.from(chunks()).on("data", (chunk: Buffer) => {
      written += chunk.length;
    });
    let left: IncomingMessage | undefined;
    hub.server.handler = (request) => {
      left = request.on("error", () => undefined);
    };
    const { asked, answered } = open("/", { method: "POST" });
    asked.on("error", () => undefined);
    counted.pipe(asked);
    expect((await answered).statusCode).toBe(502);
    expect(written).toBeLessThan(TOTAL / 2);
    asked.destroy();
    // It notices that nobody is there any more once it reads on.
    left?.resume();
    await serverIsFree();
  });
});

describe("what comes bit by bit", () => {
  it("is passed on as it comes, headers first", async () => {
    let say: (text: string) => void = () => {};
    hub.server.handler = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      say = (text) => void response.write(text);
    };
    const { asked, answered } = open("/events");
    asked.end();
    const answer = await answered;
    expect(answer.headers).toMatchObject({ "content-type": "text/event-stream", "transfer-encoding": "chunked" });
    for (const text of ["data: 1\n\n", "data: 2\n\n"]) {
      say(text);
      expect(String((await once(answer, "data"))[0])).toBe(text);
    }
    asked.destroy();
    await serverIsFree();
    await noneIsOpen();
  });

  it("goes both ways at once", async () => {
    hub.server.handler = (request, response) => void request.pipe(response.writeHead(200));
    const { asked, answered } = open("/", { method: "POST" });
    asked.write("ping");
    const answer = await answered;
    expect(String((await once(answer, "data"))[0])).toBe("ping");
    asked.write("pong");
    expect(String((await once(answer, "data"))[0])).toBe("pong");
    asked.end();
    await once(answer.resume(), "end");
  });
});

describe("a client that goes", () => {
  it("before there is an answer", async () => {
    const got = new Promise<IncomingMessage>((resolve) => {
      hub.server.handler = (request) => resolve(request);
    });
    const { asked } = open("/");
    asked.end();
    const request = await got;
    asked.on("error", () => undefined).destroy();
    await closed(request.socket);
    await noneIsOpen();
  });

  it("in the midst of its body", async () => {
    const got = new Promise<IncomingMessage>((resolve) => {
      hub.server.handler = (request) => resolve(request.on("error", () => undefined).resume());
    });
    const { asked } = open("/", { method: "PUT", headers: { "content-length": "1000" } });
    asked.on("error", () => undefined).write("some");
    const request = await got;
    asked.destroy();
    await closed(request.socket);
    expect(request.complete).toBe(false);
    await noneIsOpen();
  });
});

describe("a server that goes", () => {
  it("in the midst of its answer, whose end is then missing", async () => {
    hub.server.handler = (_request, response) => void response.writeHead(200, { "content-length": 100 }).write("some");
    const { asked, answered } = open("/");
    asked.on("error", () => undefined).end();
    const answer = await answered;
    await once(answer, "data");
    for (const socket of hub.server.sockets) socket.destroy();
    const [error] = await once(answer, "error").catch((failure) => [failure]);
    expect([error.code, answer.complete]).toEqual(["ECONNRESET", false]);
    await noneIsOpen();
  });

  it("while it is sent something; the client's connection can be used again", async () => {
    hub.server.handler = (request) => void request.socket.destroy();
    const socket = connect(Number(new URL(hub.origin).port), "127.0.0.1");
    const path = hub.path(id, `/?key=${"k".repeat(32)}`);
    const body = "x".repeat(2 ** 20);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: hub\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1.1 502 Bad Gateway\r\n.*"message"/s);
    hub.server.handler = tell;
    socket.write(`GET ${path} HTTP/1.1\r\nHost: hub\r\n\r\n`);
    expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    socket.destroy();
  });
});

describe("standing still", () => {
  it("ends a request whose server says nothing", async () => {
    hub.server.handler = () => undefined;
    const { status, body } = await hub.ask(hub.path(id), { as: hub.user });
    expect([status, body]).toEqual([502, { message: "The job's server took too long." }]);
    await serverIsFree();
  });

  it("ends an answer that does not go on", async () => {
    hub.server.handler = (_request, response) => void response.writeHead(200).write("some");
    const { asked, answered } = open("/");
    asked.end();
    const answer = await answered;
    await expect(answer.toArray()).rejects.toThrow("aborted");
    await noneIsOpen();
  });

  it("ends a request whose body does not go on", async () => {
    const { asked, answered } = open("/", { method: "POST", headers: { "content-length": "1000" } });
    asked.on("error", () => undefined).write("some");
    expect((await answered).statusCode).toBe(502);
    asked.destroy();
    await noneIsOpen();
  });

  it("ends an attempt to connect", async () => {
    const { port, stop } = await deafServer();
    const deaf = await hub.startJob({ urls: JSON.stringify({ http: `http://127.0.0.1:${port}/` }) });
    const { status, body } = await hub.ask(hub.path(deaf), { as: hub.user });
    expect([status, body]).toEqual([503, { message: "The job's server cannot be reached." }]);
    await stop();
  });

  it("does not end what goes on, however slowly, nor does the time that other requests are given", async () => {
    const { asked, answered } = open("/", { method: "POST" });
    for (let i = 0; i < 6; i += 1) {
      asked.write(".");
      await new Promise((resolve) => setTimeout(resolve, 150));
      const [socket] = hub.server.sockets;
      expect(socket?.destroyed).toBe(false);
      if (i === 3) timeOutAll(hub.app.server);
    }
    asked.end();
    const [text] = await (await answered).toArray();
    expect(JSON.parse(String(text)).body).toBe("......");
  });
});

/** What Node does with requests that take longer to arrive than `requestTimeout`, which it looks for every 30 seconds. */
function timeOutAll(server: Server): void {
  const error = Object.assign(new Error("Request timeout"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
  for (const socket of hub.clients) server.emit("clientError", error, socket);
}

/** A server that takes no connections: its thread sleeps, and those that wait to be taken fill its queue. */
async function deafServer() {
  const code = `
    const { parentPort } = require("node:worker_threads");
    const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000));
    });`;
  const thread = new Worker(code, { eval: true });
  const [port] = await once(thread, "message");
  const waiting = Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  await once(waiting[0] as Socket, "connect");
  const stop = async () => {
    for (const socket of waiting) socket.destroy();
    await thread.terminate();
  };
  return { port: Number(port), stop };
}
