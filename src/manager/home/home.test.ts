import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";
import { html } from "./page.ts";

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

it("the home page needs nothing from elsewhere, and its policy allows nothing else", async () => {
  const { status, headers, body } = await hub.call<string>("GET", "/");
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(body).toContain("Not signed in");
  expect(body).not.toMatch(/<script|https?:|style="/);
  const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  expect(headers["content-security-policy"]).toContain(`default-src 'none'; style-src 'sha256-${digest}'`);
  for (const path of ["/api/docs", "/api/schema", "/metrics"]) {
    expect(body).toContain(`href="${path}`);
    expect((await hub.call("GET", path)).status).toBe(200);
  }
});

it("is there whatever is presented", async () => {
  expect((await hub.call("GET", "/", { as: { token: "bad" } })).body).toContain("Not signed in");
  expect((await hub.call("GET", "/", { as: hub.user })).body).toContain("<strong>user</strong>");
  expect((await hub.call("HEAD", "/")).status).toBe(200);
});

it("html escapes what is put into it", () => {
  expect(html`<b>${`<'&"`}</b>${html`<i>`}`.html).toBe("<b>&#60;&#39;&#38;&#34;</b><i>");
});
