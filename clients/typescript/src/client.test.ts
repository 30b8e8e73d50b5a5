import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient as createBrowserClient } from "./browser.ts";
import { AnswerError, ConnectionError, createClient, type LiveEvent, RawJson } from "./client.ts";
import type { Hub } from "./hub.ts";

type Handler = (request: IncomingMessage & { text: string }, response: ServerResponse) => void;

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

const sse = (response: ServerResponse, ...lines: string[]) => {
  response.writeHead(200, { "content-type": "text/event-stream" }).write(lines.join(""));
};

describe.each([
  ["undici", createClient],
  ["fetch", createBrowserClient],
])("client over %s", (_name, create) => {
  let server: Server;
  let hub: Hub;
  let handle: Handler;
  let url: string;

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      handle(Object.assign(request, { text }), response);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    hub = create({ url, token: "abc", timeoutMs: 5_000 });
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await hub.close();
  });

  it("sends token, JSON and query, and reads JSON", async () => {
    const seen: unknown[] = [];
    handle = ({ method, url: path, headers, text }, response) => {
      seen.push({ method, path, authorization: headers.authorization, type: headers["content-type"], text });
      json(response, 200, { id: 7 });
    };
    expect(await hub.jobs.jobsPartialUpdate({ id: 7, data: { status: "RUNNING", log: [{ a_b: 1 }] } })).toEqual({ id: 7 });
    await hub.projects.projectsJobsList({ project: "me/first", status: "Failed", limit: 5, creator: undefined as never });
    await hub.jobs.jobsBulkUpdate({ data: new RawJson('[{"id":1}]') });
    await hub.projects.projectsJobsCancel({ project: 1, job: 2, key: "k" });
    const type = "application/json";
    const authorization = "Token abc";
    expect(seen).toEqual([
      { method: "PATCH", path: "/api/jobs/7/", authorization, type, text: '{"status":"RUNNING","log":[{"a_b":1}]}' },
      { method: "GET", path: "/api/projects/me%2Ffirst/jobs/?status=Failed&limit=5", authorization, type: undefined, text: "" },
      { method: "PATCH", path: "/api/jobs/", authorization, type, text: '[{"id":1}]' },
      { method: "PATCH", path: "/api/projects/1/jobs/2/cancel/?key=k", authorization, type: undefined, text: "" },
    ]);
  });

  it("keeps what follows the host, takes an address that ends in /api, and asks a token function each time", async () => {
    const seen: unknown[] = [];
    handle = (request, response) => {
      seen.push([request.url, request.headers.authorization]);
      response.writeHead(204).end();
    };
    let turn = 0;
    const other = create({ url: `${url}/hub/api/`, token: () => `t${++turn}` });
    await other.tokens.tokensDelete({ token: "12345678" });
    await other.tokens.tokensDelete({ token: "celery@host" });
    await other.close();
    expect(seen).toEqual([
      ["/hub/api/tokens/12345678/", "Token t1"],
      ["/hub/api/tokens/celery%40host/", "Token t2"],
    ]);
  });

  it("tells the hub's refusals from those of others", async () => {
    handle = (_request, response) =>
      json(response, 400, { message: "status: no", errors: [{ field: "status", message: "no" }] });
    const refused = await hub.jobs.jobsPartialUpdate({ id: 1, data: {} }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AnswerError);
    expect(refused).toMatchObject({ status: 400, message: "status: no", fromHub: true, errors: [{ field: "status" }] });

    handle = (_request, response) => response.writeHead(404, { "content-type": "text/html" }).end("<h1>nginx</h1>");
    await expect(hub.status.statusRead()).rejects.toMatchObject({
      status: 404,
      fromHub: false,
      message: "GET /status/: HTTP 404",
    });

    handle = (_request, response) => response.writeHead(200).end("<h1>Welcome</h1>");
    await expect(hub.status.statusRead()).rejects.toMatchObject({ status: 200, fromHub: false });
  });

  it("tells a lost connection, a cut answer and silence", async () => {
    handle = (request) => request.socket.destroy();
    await expect(hub.status.statusRead()).rejects.toMatchObject({ name: "ConnectionError", timedOut: false });

    handle = (_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write('{"time":');
      setImmediate(() => response.destroy());
    };
    await expect(hub.status.statusRead()).rejects.toBeInstanceOf(ConnectionError);

    handle = () => {};
    await expect(hub.status.statusRead({}, { timeoutMs: 50 })).rejects.toMatchObject({
      name: "ConnectionError",
      timedOut: true,
    });
  });

  it("rejects with the reason of its signal", async () => {
    const stop = new AbortController();
    handle = () => stop.abort(new Error("enough"));
    await expect(hub.status.statusRead({}, { signal: stop.signal })).rejects.toThrow("enough");
  });

  it("tries again only where asked, as long as the hub asks", async () => {
    let asked = 0;
    handle = (_request, response) => {
      asked += 1;
      if (asked < 3) return json(response, 503, { message: "away" }, { "retry-after": asked === 1 ? "0" : "Thu, 01 Jan 1970" });
      return json(response, 200, { version: "1" });
    };
    await expect(hub.status.statusRead()).rejects.toMatchObject({ status: 503, retryAfterMs: 0 });
    expect(await hub.status.statusRead({}, { retries: 2 })).toEqual({ version: "1" });
    handle = (_request, response) => json(response, 403, { message: "no" });
    await expect(hub.status.statusRead({}, { retries: 5 })).rejects.toMatchObject({ status: 403 });
  });

  it("follows changes over a lost connection, and says that some may be missed", async () => {
    let connections = 0;
    handle = (request, response) => {
      connections += 1;
      expect(request.headers.accept).toBe("text/event-stream");
      expect(request.url).toBe("/api/projects/1/jobs/live/?job=5");
      if (connections === 2) return json(response, 503, { message: "away" });
      sse(response, "event: ready\ndata: {}\n\n: beat\n\n", `event: job\ndata: {"id":5,"n":${connections}}\n\nevent: later\n`);
      if (connections === 1) response.write("data: 1\n\nevent: job\ndata: {", () => response.destroy());
      return undefined;
    };
    const stop = new AbortController();
    const events: LiveEvent[] = [];
    for await (const event of hub.live(1, { job: 5, signal: stop.signal })) {
      events.push(event);
      if (events.length === 4) stop.abort();
    }
    expect(events).toEqual([
      { type: "ready" },
      { type: "job", job: { id: 5, n: 1 } },
      { type: "reset" },
      { type: "job", job: { id: 5, n: 3 } },
    ]);
  });

  it("closes the feed's connection when the loop is left, and ends it when refused", async () => {
    const closed = new Promise((resolve) => {
      handle = (_request, response) => {
        response.on("close", resolve);
        sse(response, "event: ready\ndata:\n\n");
      };
    });
    for await (const _event of hub.live(1)) break;
    await closed;
    handle = (_request, response) => json(response, 404, { message: "Not found." });
    await expect(hub.live(1).next()).rejects.toMatchObject({ status: 404 });
  });

  it("refuses an address that is none", () => {
    expect(() => create({ url: "127.0.0.1:8000" })).toThrow(TypeError);
  });
});
