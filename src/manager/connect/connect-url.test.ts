import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outsidePath, parseConnectUrl, withPathKey } from "./connect-url.ts";

const BASE = "/api/projects/first/jobs/7/connect";

describe("parseConnectUrl", () => {
  it.each<[rest: string, path: string, query: string]>([
    ["", "/", ""],
    ["/", "/", ""],
    ["/a/b/", "/a/b/", ""],
    ["?x=1", "/", "?x=1"],
    ["//evil.example/x", "//evil.example/x", ""],
    ["/@evil.example", "/@evil.example", ""],
    ["/../../x", "/../../x", ""],
    ["/..%2f%2e%2e/x", "/..%2f%2e%2e/x", ""],
    ["/http://evil.example/", "/http://evil.example/", ""],
    ["/a?b?c=/d", "/a", "?b?c=/d"],
    ["/a?key=K", "/a", ""],
    ["/a?x=%20&key=K&&y", "/a", "?x=%20&&y"],
    ["/a?%6b%65%79=K&keys=1&KEY=2&key&+key=3", "/a", "?keys=1&KEY=2&+key=3"],
    ["/a?%zz=1", "/a", "?%zz=1"],
    ["/a#b?c", "/a", ""],
  ])("passes on what is not ours of %s", (rest, path, query) => {
    expect(parseConnectUrl(BASE + rest)).toEqual({ base: BASE, pathKey: null, path, query });
  });

  it.each<[rest: string, pathKey: string, path: string, query: string]>([
    ["/key=K", "K", "/", ""],
    ["/key=K/", "K", "/", ""],
    ["/key=K%2F%20/a?b", "K/ ", "/a", "?b"],
    ["/key=K/key=L/a?key=theirs&key=K", "K", "/key=L/a", "?key=theirs"],
    ["/key=%zz/a", "%zz", "/a", ""],
    ["/key=/a", "", "/a", ""],
  ])("finds the key in %s", (rest, pathKey, path, query) => {
    expect(parseConnectUrl(BASE + rest)).toEqual({ base: BASE, pathKey, path, query });
  });

  it("takes addresses as proxies are sent them, and parts that are encoded", () => {
    expect(parseConnectUrl(`http://hub:8000${BASE}/a`)).toMatchObject({ base: BASE, path: "/a" });
    const odd = "/api/projects/me%2Ffirst/jobs/7/%63onnect";
    expect(parseConnectUrl(`${odd}/a`)).toMatchObject({ base: odd, path: "/a" });
  });

  it("never keeps a key", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.webPath(), fc.webQueryParameters(), (key, path, query) => {
        const secret = `s3cret-${key}`.toWellFormed();
        const inQuery = parseConnectUrl(outsidePath(BASE, secret, new URL(`http://h${path}?${query}`)));
        const inPath = parseConnectUrl(`${withPathKey(BASE, secret)}${path}?${query}&key=${encodeURIComponent(secret)}`);
        for (const { path: inner, query: search } of [inQuery, inPath]) expect(`${inner}${search}`).not.toContain("s3cret");
        expect(inPath.pathKey).toBe(secret);
      }),
      { numRuns: 30 },
    );
  });
});
