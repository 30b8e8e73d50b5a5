import { describe, expect, it } from "vitest";
import { targetOf } from "./addresses.ts";
import { parseConnectUrl } from "./connect-url.ts";
import { type Exchange, handshakeHeaders, inwardHeaders, outwardHeaders } from "./headers.ts";
import { jobCookies } from "./job-cookies.ts";

const BASE = "/api/projects/3/jobs/7/connect";

function exchange(facts: Partial<Exchange> & { path?: string } = {}): Exchange {
  const { path = "/a/b?x=1", ...others } = facts;
  return {
    url: parseConnectUrl(`${BASE}${path}`),
    target: targetOf(new URL("http://10.0.0.1:9000")),
    cookies: jobCookies(7, BASE),
    protocol: "https",
    host: "hub.example",
    ips: ["192.0.2.1"],
    method: "GET",
    headers: {},
    isWebSocket: false,
    key: null,
    ownCookies: [],
    ...others,
  };
}

describe("inwardHeaders", () => {
  const inward = (headers: Exchange["headers"], facts: Partial<Exchange> = {}) =>
    inwardHeaders(exchange({ headers, ...facts }));

  it("keeps to itself what is between the client and the hub", () => {
    const given = {
      authorization: "Token T",
      cookie: "jobhub_session=S; jobhub_visitor=V; theirs=1; jobhub_job_8_a=1; jobhub_job_7_a=2; jobhub_job_7_b=c=d",
      connection: "keep-alive, X-Hop, close",
      "keep-alive": "timeout=5",
      "proxy-authorization": "Basic x",
      "proxy-connection": "keep-alive",
      te: "trailers",
      trailer: "x",
      upgrade: "h2c",
      "x-hop": "1",
      expect: "100-continue",
      forwarded: "for=evil",
      "x-forwarded-for": "evil",
      "x-forwarded-host": "evil",
      "x-forwarded-port": "1",
      "x-real-ip": "evil",
      "sec-fetch-site": "cross-site",
      host: "hub.example",
      accept: "text/html",
      "content-length": "5",
    };
    expect(inward(given)).toEqual({
      accept: "text/html",
      cookie: "a=2; b=c=d",
      "content-length": "5",
      host: "10.0.0.1:9000",
      "x-forwarded-for": "192.0.2.1",
      "x-forwarded-host": "hub.example",
      "x-forwarded-prefix": BASE,
      "x-forwarded-proto": "https",
    });
  });

  it("lets nobody take the length of a body away, and has chunks start afresh", () => {
    expect(inward({ connection: "content-length", "content-length": "5" })["content-length"]).toBe("5");
    expect(inward({ "transfer-encoding": "gzip, chunked" })["transfer-encoding"]).toBe("chunked");
    expect(inward({ "transfer-encoding": "chunked" }, { method: "POST" })).not.toHaveProperty("transfer-encoding");
    expect(inward({})).not.toHaveProperty("transfer-encoding");
  });

  it("has the job's own pages come from its own origin, and others from theirs", () => {
    const origin = (given: string) => inward({ origin: given }).origin;
    expect([origin("https://hub.example"), origin("null")]).toEqual(["http://10.0.0.1:9000", "http://10.0.0.1:9000"]);
    expect([origin("https://other.example"), origin("http://hub.example")]).toEqual([
      "https://other.example",
      "http://hub.example",
    ]);
  });

  it("tells nobody of an address that may hold a key", () => {
    expect(inward({ referer: `https://hub.example${BASE}/?key=K` })).not.toHaveProperty("referer");
    expect(inward({ referer: "https://other.example/" }).referer).toBe("https://other.example/");
    expect(JSON.stringify(inward({}, { url: parseConnectUrl(`${BASE}/key=K1/a`), key: "K1" }))).not.toContain("K1");
  });

  it("offers a WebSocket", () => {
    const given = { connection: "keep-alive, Upgrade", upgrade: "WebSocket", "sec-websocket-key": "k" };
    expect(inward(given, { isWebSocket: true })).toMatchObject({
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "k",
    });
  });
});

describe("outwardHeaders", () => {
  const outward = (headers: Exchange["headers"], facts: Parameters<typeof exchange>[0] = {}) =>
    outwardHeaders(exchange(facts), headers);

  it("puts everything into a sandbox, in addition to a policy of the job's own", () => {
    const policy = (given: Exchange["headers"]) => String(outward(given)["content-security-policy"]);
    expect(policy({})).toMatch(/^sandbox allow-scripts /);
    expect(policy({})).not.toContain("allow-same-origin");
    expect(policy({})).not.toContain("allow-top-navigation");
    expect(policy({ "content-security-policy": "default-src 'self'" })).toMatch(/^default-src 'self', sandbox allow-scripts /);
  });

  it("drops what would speak for the whole host, or to a server in front of it", () => {
    const given = {
      "strict-transport-security": "max-age=1",
      "clear-site-data": '"*"',
      "service-worker-allowed": "/",
      "alt-svc": "h2=x",
      nel: "{}",
      "report-to": "{}",
      "www-authenticate": "Basic",
      "x-accel-redirect": "/secret",
      "x-sendfile": "/secret",
      "proxy-authenticate": "Basic",
      connection: "close, x-hop",
      "x-hop": "1",
      "keep-alive": "timeout=5",
      "transfer-encoding": "chunked",
      trailer: "x",
      "x-accel-buffering": "no",
      "content-type": "text/html",
      etag: '"1"',
    };
    expect(Object.keys(outward(given)).sort()).toEqual([
      "cache-control",
      "content-security-policy",
      "content-type",
      "etag",
      "referrer-policy",
      "x-accel-buffering",
    ]);
  });

  it("keeps what is answered from caches that several people share", () => {
    const cached = (value?: string) => outward(value === undefined ? {} : { "cache-control": value })["cache-control"];
    expect([cached(), cached("no-store")]).toEqual(["private", "private, no-store"]);
    expect(cached("Public, max-age=60, s-maxage=600, immutable")).toBe("private, max-age=60, immutable");
  });

  it.each<[location: string, outside: string]>([
    ["/login?next=/", `${BASE}/login?next=/`],
    ["c", `${BASE}/a/c`],
    ["../c#d", `${BASE}/c#d`],
    ["?y", `${BASE}/a/b?y`],
    ["http://10.0.0.1:9000/x", `${BASE}/x`],
    ["//10.0.0.1:9000/x", `${BASE}/x`],
    ["//other.example/x", "http://other.example/x"],
    ["/\\other.example/x", "http://other.example/x"],
    ["https://10.0.0.1:9000/x", "https://10.0.0.1:9000/x"],
    ["http://10.0.0.1:9001/x", "http://10.0.0.1:9001/x"],
    ["https://other.example/", "https://other.example/"],
    ["http://[", "http://["],
  ])("leads on from %s to %s", (location, outside) => {
    expect(outward({ location }).location).toBe(outside);
    expect(outward({ "content-location": location })["content-location"]).toBe(outside);
  });

  it("leads on with the key where it is", () => {
    const location = "/next?a=b#c";
    expect(outward({ location }, { path: "/a?key=K", key: "K" }).location).toBe(`${BASE}/next?a=b&key=K#c`);
    expect(outward({ location }, { path: "/key=K/a", key: "K" }).location).toBe(`${BASE}/key=K/next?a=b#c`);
    expect(outward({ location: "https://other.example/" }, { path: "/a?key=K", key: "K" }).location).not.toContain("K");
  });

  it("gives the job's cookies names and paths of its own", () => {
    const given = [
      "a=1; Path=/; HttpOnly; Domain=hub.example",
      "jobhub_session=x; SameSite=None",
      "__Host-b=2; path=/c; Secure",
    ];
    expect(outward({ "set-cookie": given }, { ownCookies: ["jobhub_visitor=v"] })["set-cookie"]).toEqual([
      `jobhub_job_7_a=1; HttpOnly; Path=${BASE}/`,
      `jobhub_job_7_jobhub_session=x; SameSite=None; Path=${BASE}/`,
      `jobhub_job_7___Host-b=2; Secure; Path=${BASE}/c`,
      "jobhub_visitor=v",
    ]);
    expect(outward({})).not.toHaveProperty("set-cookie");
  });

  it("is open to pages in a sandbox that have the key, and to nobody else", () => {
    const given = { "access-control-allow-origin": "https://x", "access-control-allow-credentials": "true" };
    const open = outward(given, { key: "K", headers: { origin: "null" } });
    expect(open).toMatchObject({ "access-control-allow-origin": "*", "access-control-expose-headers": "*" });
    expect(open).not.toHaveProperty("access-control-allow-credentials");
    expect(outward(given, { headers: { origin: "null" } })).toMatchObject(given);
    expect(outward({}, { key: "K", headers: { origin: "https://other" } })).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("handshakeHeaders", () => {
  it("has what the handshake needs, and cookies", () => {
    const given = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-accept": "x",
      "sec-websocket-protocol": "p",
      "set-cookie": ["jobhub_session=x; Path=/"],
      "strict-transport-security": "max-age=1",
      server: "s",
    };
    expect(handshakeHeaders(exchange({ ownCookies: ["jobhub_visitor=v"] }), given)).toEqual({
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-accept": "x",
      "sec-websocket-protocol": "p",
      "set-cookie": [`jobhub_job_7_jobhub_session=x; Path=${BASE}/`, "jobhub_visitor=v"],
    });
  });
});
