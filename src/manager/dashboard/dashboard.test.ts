import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../http/app.ts";
import { addErrorReplies } from "../http/errors.ts";
import { Dashboard } from "./dashboard.ts";

const SCRIPT = "console.log(1);";
const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

let folder: string;
let app: App;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "jobhub-dashboard-"));
  mkdirSync(path.join(folder, "assets"));
  writeFileSync(
    path.join(folder, "index.html"),
    '<meta property="csp-nonce" nonce="CSP_NONCE"><script nonce="CSP_NONCE"></script>',
  );
  writeFileSync(path.join(folder, "assets/main-1.js"), SCRIPT);
  writeFileSync(path.join(folder, "assets/main-1.js.gz"), gzipSync(SCRIPT));
  writeFileSync(path.join(folder, "assets/main-1.js.br"), brotliCompressSync(SCRIPT));
  app = await serve(new Dashboard(pathToFileURL(`${folder}/`)));
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function serve(dashboard: Dashboard): Promise<App> {
  const app = Fastify() as unknown as App;
  addErrorReplies(app, (request, reply) => dashboard.answerMissing(request, reply));
  await app.register(dashboard.routes);
  return app;
}

describe("the page", () => {
  it("has a fresh nonce each time, which its policy allows, and is never kept", async () => {
    const [first, second] = [await app.inject({ url: "/" }), await app.inject({ url: "/" })];
    const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1];
    expect(first.body).toBe(`<meta property="csp-nonce" nonce="${nonce}"><script nonce="${nonce}"></script>`);
    expect(first.headers).toMatchObject({ "cache-control": "no-store", "content-type": "text/html; charset=utf-8" });
    expect(first.headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(first.headers["content-security-policy"]).toContain("script-src 'self';");
    expect(first.headers["content-security-policy"]).not.toContain("unsafe");
    expect(second.body).not.toBe(first.body);
  });

  it("answers a browser at every address that nothing else has, but not below /api, /assets and /metrics", async () => {
    const statusOf = async (url: string, headers: Record<string, string> = BROWSER) =>
      (await app.inject({ url, headers })).statusCode;
    for (const url of ["/projects/1/jobs?q=status:failed", "/sign-in", "/nowhere", "/apis"])
      expect(await statusOf(url)).toBe(200);
    for (const url of ["/api/nowhere", "/api", "/assets/main-2.js", "/assets/", "/metrics/x"])
      expect(await statusOf(url)).toBe(404);
    expect(await statusOf("/projects/1/jobs", { accept: "application/json" })).toBe(404);
    expect((await app.inject({ method: "POST", url: "/projects/1/jobs", headers: BROWSER })).statusCode).toBe(404);
  });
});

describe("its files", () => {
  it.each([
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["identity", undefined],
  ])("for those who take %s", async (accepted, encoding) => {
    const { statusCode, headers } = await app.inject({ url: "/assets/main-1.js", headers: { "accept-encoding": accepted } });
    expect([statusCode, headers["content-encoding"]]).toEqual([200, encoding]);
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringMatching(/^(text|application)\/javascript/),
    });
  });
});

it("says so where it was not built", async () => {
  const bare = await serve(new Dashboard(pathToFileURL(`${folder}/nowhere/`)));
  const { statusCode, body } = await bare.inject({ url: "/", headers: BROWSER });
  expect([statusCode, body]).toEqual([200, expect.stringContaining("npm run build")]);
  expect((await bare.inject({ url: "/projects", headers: BROWSER })).statusCode).toBe(404);
  await bare.close();
});
