import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { secretKeyFrom } from "../../core/secrets.ts";
import { buildApp } from "../app.ts";
import { SESSION_COOKIE } from "../auth/credentials.ts";
import { issueToken } from "../tokens/tokens.service.ts";
import { buildConnectHub, type ConnectHub, JobServer, tell } from "./connect.testing.ts";
import { MAX_ANON_USERS } from "./visitors.ts";

const KEY = "k".repeat(32);

let hub: ConnectHub;
beforeAll(async () => {
  hub = await buildConnectHub();
});
afterAll(() => hub.close());

beforeEach(() => {
  hub.server.handler = tell;
});

const read = (id: number) => hub.readJob(id);
const pathOf = (url: string) => url.slice(hub.origin.length);

describe("a request to a job's server", () => {
  it.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("is passed on by %s as it came", async (method) => {
    const id = await hub.startJob();
    const body = method === "GET" ? undefined : "some \u00e9 text";
    const { status, body: seen } = await hub.ask(hub.path(id, `//a%2Fb/../c?x=1&key=${KEY}&y=%20`), {
      method,
      ...(body !== undefined && { body, headers: { "content-type": "text/weird; x=y" } }),
    });
    expect([status, seen.method, seen.url, seen.body]).toEqual([200, method, "//a%2Fb/../c?x=1&y=%20", body ?? ""]);
    expect(seen.headers).toMatchObject({
      host: `127.0.0.1:${hub.server.port}`,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": new URL(hub.origin).host,
      "x-forwarded-proto": "http",
      "x-forwarded-prefix": hub.path(id, ""),
      ...(body !== undefined && { "content-type": "text/weird; x=y", "content-length": "12" }),
    });
  });

  it("may be a HEAD, or have a body that comes in pieces and says nothing of its length", async () => {
    const id = await hub.startJob();
    expect(await hub.ask(hub.path(id), { method: "HEAD", as: hub.user })).toMatchObject({ status: 200, text: "" });
    const reply = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Token ${hub.user.token}`, "transfer-encoding": "chunked" };
      const asked = request(`${hub.origin}${hub.path(id)}`, { method: "DELETE", headers }, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        resolve(Buffer.concat(chunks).toString());
      });
      asked.on("error", reject);
      asked.write("one ");
      asked.end("two");
    });
    expect(JSON.parse(reply)).toMatchObject({ method: "DELETE", body: "one two", headers: { "transfer-encoding": "chunked" } });
  });

  it("may be for the root, with a slash or without", async () => {
    const id = await hub.startJob();
    for (const path of ["", "/"]) {
      const { status, body } = await hub.ask(`${hub.path(id, path)}?a=b`, { as: hub.user, method: "PUT" });
      expect([status, body.method, body.url]).toEqual([200, "PUT", "/?a=b"]);
    }
    expect((await hub.ask(hub.path(id, "/a/b/"), { as: hub.user })).body.url).toBe("/a/b/");
  });

  it("finds the project by its names, too", async () => {
    const id = await hub.startJob();
    const named = await hub.ask(`/api/projects/user%2F${hub.project.name}/jobs/${id}/connect/x`, { as: hub.user });
    expect([named.status, named.body.url]).toEqual([200, "/x"]);
  });

  it("is answered with the status, the headers and the body of the job's server", async () => {
    const id = await hub.startJob();
    hub.server.handler = (_request, response) => {
      response.writeHead(418, "Teapot", { "x-job": ["1", "2"], "set-cookie": "a=b; Path=/tea", location: "/tea" }).end("short");
    };
    const reply = await hub.ask(hub.path(id, "/pot"), { as: hub.user });
    expect([reply.status, reply.text]).toEqual([418, "short"]);
    expect(reply.headers).toMatchObject({
      "x-job": "1, 2",
      "set-cookie": `jobhub_job_${id}_a=b; Path=${hub.path(id)}tea`,
      location: hub.path(id, "/tea"),
      "content-security-policy": expect.stringMatching(/^sandbox /),
    });
  });

  it("is answered as well if the body was not wanted", async () => {
    const id = await hub.startJob();
    hub.server.handler = (_request, response) => void response.writeHead(413).end("too much");
    for (let i = 0; i < 3; i += 1) {
      const reply = await hub.ask(hub.path(id), { as: hub.user, method: "POST", body: "x".repeat(2 ** 20) });
      expect([reply.status, reply.text]).toEqual([413, "too much"]);
    }
  });
});

describe("a hub behind a proxy of ours", () => {
  it("tells the job's server what the proxy tells of the client", async () => {
    const behind = await buildConnectHub({ config: { trustProxy: true } });
    const id = await behind.startJob();
    const headers = { "x-forwarded-for": "203.0.113.7", "x-forwarded-host": "hub.example", "x-forwarded-proto": "https" };
    const reply = await behind.ask(behind.path(id, `/?key=${KEY}`), { headers });
    expect(reply.body.headers).toMatchObject({ ...headers, "x-forwarded-for": "203.0.113.7, 127.0.0.1" });
    expect(reply.headers["set-cookie"]).toMatch(/^jobhub_visitor=.*; Secure/);
    await behind.close();
  });
});

describe("the addresses that a job is answered with", () => {
  it("work for whoever has them", async () => {
    const id = await hub.startJob({
      urls: JSON.stringify({
        http: `http://127.0.0.1:${hub.server.port}/lab?token=t&key=theirs`,
        ws: `ws://localhost:${hub.server.port}/socket?a=b`,
        metadata: "http://169.254.169.254/latest",
      }),
    });
    const { url, urls } = await read(id);
    expect([Object.keys(urls), url]).toEqual([["ws", "http"], urls.ws]);
    expect((await hub.ask(pathOf(urls.http))).body.url).toBe("/lab?token=t&key=theirs");
    const socket = await hub.dial(urls.ws.slice(hub.origin.replace("http", "ws").length));
    expect(hub.server.handshakes.at(-1)?.url).toBe("/socket?a=b");
    socket.terminate();
  });
});

describe("who may connect", () => {
  const asks = async (path: string, options = {}) => (await hub.ask(path, options)).status;

  it("is an EDITOR, or whoever has the key", async () => {
    const id = await hub.startJob();
    const people = ["READER", "REVIEWER", "EDITOR", "AUTHOR", "MANAGER", "OWNER"] as const;
    for (const role of people) {
      const person = await hub.makeUser();
      await hub.setProjectRole(hub.project, person, role);
      const expected = people.indexOf(role) < 2 ? 403 : 200;
      expect([role, await asks(hub.path(id), { as: person })]).toEqual([role, expected]);
      expect([role, await asks(hub.path(id, "/x"), { as: person, method: "DELETE" })]).toEqual([role, expected]);
    }
    const stranger = await hub.makeUser();
    expect(await asks(hub.path(id), { as: hub.admin })).toBe(200);
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      expect([method, await asks(hub.path(id), { method })]).toEqual([method, 401]);
      expect([method, await asks(hub.path(id, "/x"), { method, as: stranger })]).toEqual([method, 404]);
      expect([method, await asks(hub.path(id, "/x"), { method, as: { token: "wrong" } })]).toEqual([method, 401]);
      for (const path of [`/x?key=${KEY}`, `/key=${KEY}/x`, `/key=${KEY}`, `?key=${KEY}`]) {
        expect([method, await asks(hub.path(id, path), { method })]).toEqual([method, 200]);
        expect([method, await asks(hub.path(id, path), { method, as: stranger })]).toEqual([method, 200]);
      }
      for (const path of ["/?key=wrong", "/key=wrong/x", `/x?key=${KEY}&key=${KEY}`, `/key=wrong/x?key=${KEY}`]) {
        expect([path, await asks(hub.path(id, path), { method, as: hub.user })]).toEqual([path, 404]);
      }
    }
  });

  it("has the key of this very job", async () => {
    const id = await hub.startJob();
    const other = await hub.startJob({ key: "other" });
    const elsewhere = await hub.makeProject(hub.user);
    expect(await asks(hub.path(other, `/?key=${KEY}`))).toBe(404);
    expect(await asks(`/api/projects/${elsewhere.id}/jobs/${id}/connect/?key=${KEY}`)).toBe(404);
    expect(await asks(`/api/projects/${elsewhere.id}/jobs/${id}/connect/`, { as: hub.user })).toBe(404);
    expect(await asks(hub.path(999_999), { as: hub.user })).toBe(404);
    expect(await asks(`/api/projects/${hub.project.id}/jobs/x/connect/`, { as: hub.user })).toBe(404);
  });

  it("gives nothing of it away to the job's server", async () => {
    const id = await hub.startJob();
    const { body } = await hub.ask(hub.path(id, `/key=${KEY}/x?key=${KEY}`), {
      as: hub.user,
      headers: {
        cookie: `${SESSION_COOKIE}=hush; jobhub_visitor=hush; other=hush; jobhub_job_${id}_own=1`,
        referer: `${hub.origin}${hub.path(id, `/?key=${KEY}`)}`,
        "proxy-authorization": "hush",
      },
    });
    expect(body.headers.cookie).toBe("own=1");
    expect(body.headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`hush|${KEY}|${hub.user.token}`));
  });
});

describe("a job that cannot be connected to", () => {
  const refusal = async (id: number) => {
    const { status, headers, body } = await hub.ask(hub.path(id), { as: hub.user });
    expect(Object.keys(body)).toEqual(["message"]);
    return [status, headers["retry-after"], body.message];
  };

  it("has no server yet, or only one that nobody may connect to", async () => {
    for (const urls of [null, {}, { http: "http://169.254.169.254/" }, { http: "ftp://host/" }, { http: "http://u:p@host/" }]) {
      const id = await hub.startJob({ urls: JSON.stringify(urls) });
      expect(await refusal(id)).toEqual([503, "2", "The job has no server yet."]);
      expect((await read(id)).urls).toBeNull();
    }
  });

  it("has ended, though its addresses are still known", async () => {
    const id = await hub.startJob();
    await hub.patchJob(id, { status: "SUCCESS" });
    expect(await refusal(id)).toEqual([503, "2", "The job has ended."]);
  });

  it("has a server that takes no connections", async () => {
    const gone = await JobServer.start();
    await gone.stop();
    const id = await hub.startJob({ urls: JSON.stringify(gone.urls) });
    expect(await refusal(id)).toEqual([503, "2", "The job's server cannot be reached."]);
  });

  it("has a server that breaks off, or does not speak HTTP", async () => {
    const id = await hub.startJob();
    const answers = [
      "",
      "SSH-2.0-x\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "HTTP/1.1 99 ?\r\n\r\n",
    ];
    for (const answer of answers) {
      hub.server.handler = (_request, response) => void response.socket?.end(answer);
      expect(await refusal(id)).toEqual([502, undefined, "The job's server did not answer as it should."]);
    }
    expect(await hub.figure('jobhub_connect_failures_total{error="badGateway"}')).toBe(answers.length);
    expect(await hub.figure('jobhub_connect_failures_total{error="notConnectable"}')).toBeGreaterThan(5);
    expect(await hub.figure('jobhub_connect_open{kind="http"}')).toBe(0);
  });
});

describe("whoever connects", () => {
  it("is written down once, a user by id", async () => {
    const id = await hub.startJob();
    const version = async () =>
      (await hub.database.query<{ version: number }>("SELECT version FROM jobs WHERE id = $1", [id])).rows[0]?.version;
    await Promise.all(Array.from({ length: 8 }, () => hub.ask(hub.path(id, "/x"), { as: hub.user })));
    expect(await version()).toBe(1);
    await hub.ask(hub.path(id), { as: hub.admin, method: "POST" });
    await hub.ask(hub.path(id), { as: hub.user });
    expect([await version(), (await read(id)).users, (await read(id)).anonUsers]).toEqual([2, [hub.user.id, hub.admin.id], []]);
  });

  it("is known by a signed cookie that is for this job alone", async () => {
    const id = await hub.startJob();
    const first = await hub.ask(hub.path(id, `/x?key=${KEY}`));
    const cookie = String(first.headers["set-cookie"]);
    expect(cookie).toMatch(
      new RegExp(`^jobhub_visitor=(\\w{22})\\.[\\w%]+; Max-Age=\\d+; Path=${hub.path(id, "")}; HttpOnly; SameSite=Lax$`),
    );
    const pair = cookie.split(";", 1)[0] ?? "";
    for (let i = 0; i < 3; i += 1) {
      const again = await hub.ask(hub.path(id, `/x?key=${KEY}`), { headers: { cookie: pair } });
      expect(again.headers).not.toHaveProperty("set-cookie");
    }
    const second = await hub.ask(hub.path(id, `/x?key=${KEY}`));
    const forged = await hub.ask(hub.path(id, `/x?key=${KEY}`), { headers: { cookie: `${pair.slice(0, -2)}xx` } });
    const ids = [first, second, forged].map(({ headers }) => /=(\w{22})\./.exec(String(headers["set-cookie"]))?.[1]);
    expect((await read(id)).anonUsers).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
  });

  it("is known by it to another manager of the hub, and after a restart", async () => {
    const id = await hub.startJob();
    const { headers } = await hub.ask(hub.path(id, `/?key=${KEY}`));
    const { database, config, log, broker } = hub.app.hub;
    const other = await buildApp({ database, broker, config, log });
    const stranger = await buildApp({
      database,
      broker,
      log,
      config: { ...config, secretKey: secretKeyFrom("quite another key") },
    });
    const cookie = String(headers["set-cookie"]).split(";", 1)[0] ?? "";
    const url = hub.path(id, `/?key=${KEY}`);
    for (const [app, isKnown] of [
      [other, true],
      [stranger, false],
    ] as const) {
      const origin = await app.listen({ port: 0, host: "127.0.0.1" });
      const reply = await fetch(`${origin}${url}`, { headers: { cookie } });
      expect([reply.status, reply.headers.has("set-cookie")]).toEqual([200, !isKnown]);
      await app.close();
    }
  });

  it("is not new with everything that a page loads which keeps no cookies", async () => {
    const id = await hub.startJob();
    const loads: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", origin: "null" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", origin: "https://other.example" },
      { origin: "null" },
    ];
    for (const headers of loads) {
      const reply = await hub.ask(hub.path(id, `/key=${KEY}/app.js`), { headers });
      expect([reply.status, "set-cookie" in reply.headers]).toEqual([200, false]);
    }
    expect((await read(id)).anonUsers).toEqual([]);
  });

  it("is let in, but not written down, once there are very many", async () => {
    const id = await hub.startJob({ anon_users: Array.from({ length: MAX_ANON_USERS }, (_, i) => `${i}`) });
    const reply = await hub.ask(hub.path(id, `/?key=${KEY}`));
    expect([reply.status, "set-cookie" in reply.headers]).toEqual([200, false]);
    expect((await read(id)).anonUsers).toHaveLength(MAX_ANON_USERS);
  });
});

describe("a browser", () => {
  const navigates = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const session = async () => {
    const { token } = await issueToken(hub.database, { userId: hub.user.id, kind: "session" });
    return { cookie: `${SESSION_COOKIE}=${token}` };
  };

  it("that opens the job's page is led to where what the page loads has the key", async () => {
    const id = await hub.startJob();
    const inner = hub.path(id, `/key=${KEY}/lab/?a=b`);
    for (const headers of [await session(), { authorization: `Token ${hub.user.token}` }]) {
      const { status, headers: given } = await hub.ask(hub.path(id, "/lab/?a=b"), { headers: { ...headers, ...navigates } });
      expect([status, given.location, given["cache-control"]]).toEqual([302, inner, "no-store"]);
    }
    const byKey = await hub.ask(hub.path(id, `/lab/?key=${KEY}&a=b`), { headers: navigates });
    expect(byKey).toMatchObject({ status: 302, headers: { location: inner } });
    expect((await read(id)).users).toEqual([]);
    const opened = await hub.ask(inner, { headers: { ...navigates, ...(await session()) } });
    expect([opened.status, opened.body.url]).toEqual([200, "/lab/?a=b"]);
    expect((await read(id)).users).toEqual([hub.user.id]);
  });

  it("may use its session from pages of the hub, and from no others", async () => {
    const id = await hub.startJob();
    const ask = async (method: string, headers: Record<string, string>) =>
      (await hub.ask(hub.path(id, "/x"), { method, headers: { ...(await session()), ...headers } })).status;
    expect(await ask("GET", {})).toBe(200);
    expect(await ask("GET", { "sec-fetch-site": "none" })).toBe(200);
    expect(await ask("POST", { "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await ask("GET", { origin: hub.origin })).toBe(200);
    for (const method of ["GET", "POST"]) {
      for (const site of ["cross-site", "same-site"]) expect(await ask(method, { "sec-fetch-site": site })).toBe(403);
      for (const origin of ["null", "http://other.example"]) expect(await ask(method, { origin })).toBe(403);
    }
    const byKey = await hub.ask(hub.path(id, `/x?key=${KEY}`), { headers: { "sec-fetch-site": "cross-site" } });
    expect(byKey.status).toBe(200);
  });

  it("lets the job's page, in its sandbox, talk to its own server", async () => {
    const id = await hub.startJob();
    const origin = { origin: "null", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
    const url = hub.path(id, `/key=${KEY}/api`);
    const preflight = await hub.ask(url, {
      method: "OPTIONS",
      headers: { ...origin, "access-control-request-method": "PUT", "access-control-request-headers": "content-type,x-a" },
    });
    expect([preflight.status, preflight.headers]).toMatchObject([
      204,
      {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": expect.stringContaining("PUT"),
        "access-control-allow-headers": "content-type,x-a",
      },
    ]);
    const reply = await hub.ask(url, { method: "PUT", headers: { ...origin, "content-type": "application/json" }, body: "{}" });
    expect([reply.status, reply.headers["access-control-allow-origin"]]).toEqual([200, "*"]);
    expect(reply.body).toMatchObject({ body: "{}", headers: { origin: `http://127.0.0.1:${hub.server.port}` } });
    expect(reply.body.headers).not.toHaveProperty("sec-fetch-site");
  });
});
