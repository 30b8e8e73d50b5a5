import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../core/json.ts";
import { outsideUrls } from "../jobs/record/jobs.urls.ts";
import { addressFor, isRefused, reportedAddresses, targetOf } from "./addresses.ts";
import { parseConnectUrl } from "./connect-url.ts";

const names = (urls: JsonValue) => reportedAddresses(urls).map(({ name }) => name);

describe("reportedAddresses", () => {
  it("takes HTTP and WebSocket, wherever the worker is", () => {
    const urls = {
      a: "http://10.0.0.1:9000",
      b: "https://job.example/x",
      c: "ws://[fd12::1]:1/",
      d: "wss://localhost",
      e: "http://127.0.0.1",
    };
    expect(names(urls)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it.each([
    "ftp://host/",
    "file:///etc/passwd",
    "unix:/run/docker.sock",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://user@host/",
    "http://user:pass@host/",
    "http://",
    "//host/",
    "host:80",
    "",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9.0xfe.0xa9.0xfe/",
    "http://0251.0376.0251.0376/",
    "http://169.254.0.1:9000/",
    "ws://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
  ])("refuses %s", (url) => {
    expect(names({ url })).toEqual([]);
  });

  it("is nothing where there are no addresses", () => {
    for (const urls of [null, 5, "http://host/", ["http://host/"], {}, { a: null, b: { c: "http://host/" } }] as JsonValue[]) {
      expect(reportedAddresses(urls)).toEqual([]);
    }
  });
});

describe("isRefused", () => {
  it("knows the addresses of the link", () => {
    expect(["169.254.0.0", "169.254.255.255", "fe80::1", "febf::1", "::ffff:169.254.169.254"].map(isRefused)).not.toContain(
      false,
    );
    expect(["169.253.255.255", "169.255.0.0", "10.0.0.1", "127.0.0.1", "::1", "fec0::1", "name"].map(isRefused)).not.toContain(
      true,
    );
  });

  it("knows where else clouds have their metadata", () => {
    const elsewhere = ["fd00:ec2::254", "100.100.100.200", "168.63.129.16", "64:ff9b::a9fe:a9fe", "::ffff:100.100.100.200"];
    expect(elsewhere.map(isRefused)).not.toContain(false);
    expect(["fd00:ec2::253", "100.100.100.201", "168.63.129.17", "64:ff9b::a9fd:ffff"].map(isRefused)).not.toContain(true);
  });
});

describe("addressFor", () => {
  const find = (urls: JsonValue, path: string, isWebSocket = false) =>
    addressFor(reportedAddresses(urls), path, isWebSocket)?.href ?? null;

  it("goes by the protocol, and makes do with the other", () => {
    const both = { ws: "ws://a/", http: "http://b/" };
    expect([find(both, "/"), find(both, "/", true)]).toEqual(["http://b/", "ws://a/"]);
    expect([find({ ws: "ws://a/" }, "/"), find({ http: "http://b/" }, "/", true)]).toEqual(["ws://a/", "http://b/"]);
    expect(find(null, "/")).toBeNull();
  });

  it("goes by the longest path that holds what is asked for, else to the first", () => {
    const urls = { first: "http://a/x/", api: "http://b/api", old: "http://c/api/old/" };
    expect(find(urls, "/api")).toBe("http://b/api");
    expect(find(urls, "/api/new")).toBe("http://b/api");
    expect(find(urls, "/api/old/1")).toBe("http://c/api/old/");
    expect(find(urls, "/apis")).toBe("http://a/x/");
    expect(find(urls, "/")).toBe("http://a/x/");
  });
});

describe("targetOf", () => {
  it("is the server that a URL leads to", () => {
    expect(targetOf(new URL("ws://[::1]/x?y"))).toEqual({
      protocol: "http:",
      hostname: "::1",
      port: 80,
      host: "[::1]",
      origin: "http://[::1]",
    });
    expect(targetOf(new URL("wss://h:9/"))).toMatchObject({ protocol: "https:", port: 9, host: "h:9", origin: "https://h:9" });
  });
});

describe("the addresses that a job is answered with", () => {
  const host = fc.constantFrom("10.0.0.1:9000", "10.0.0.2:9000", "h", "[::1]:8", "169.254.1.1");
  const path = fc.oneof(fc.webPath(), fc.constantFrom("", "/", "//x", "/key=1/a", "/a/../b", "/a%2Fb", "/@c", "/..%2f"));
  const query = fc.oneof(
    fc.constantFrom("", "?", "?key=theirs", "?a=b&key", "?%6bey=x", "?&&"),
    fc.webQueryParameters().map((text) => `?${text}`),
  );
  const url = fc
    .tuple(fc.constantFrom("http", "https", "ws", "wss", "ftp"), host, path, query)
    .map(([protocol, name, rest, search]) => `${protocol}://${name}${rest}${search}`);

  it("lead to what the worker reported, whatever it is", () => {
    const job = { id: 7, project: 3, key: "K/?&=# ü" };
    fc.assert(
      fc.property(fc.dictionary(fc.string(), url, { maxKeys: 5 }), (urls) => {
        const outside = Object.entries(outsideUrls(job, urls, "http://hub") ?? {});
        for (const [name, address] of outside) {
          const asked = new URL(address);
          const { pathKey, path: inner, query: search } = parseConnectUrl(asked.pathname + asked.search);
          const inside = new URL(urls[name] ?? "");
          const isWebSocket = address.startsWith("ws");
          expect(addressFor(reportedAddresses(urls), inner, isWebSocket)?.origin).toBe(inside.origin);
          expect([inner, search === "?" ? "" : search]).toEqual([inside.pathname, inside.search]);
          expect(pathKey ?? asked.searchParams.get("key")).toBe(job.key);
        }
      }),
    );
  });
});
