import { createHash } from "node:crypto";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { html, sendPage } from "./plain-page.ts";

it("a page needs nothing from elsewhere, and its policy allows nothing else", async () => {
  const app = Fastify();
  app.get("/", (_request, reply) => sendPage(reply, { title: "A title", text: "A <text>" }));
  const { body, headers } = await app.inject("/");
  expect(body).toContain("A &#60;text&#62;");
  expect(body).not.toMatch(/<script|https?:|style="/);
  const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  expect(headers["content-security-policy"]).toContain(`default-src 'none'; style-src 'sha256-${digest}'`);
});

it("html escapes what is put into it", () => {
  expect(html`<b>${`<'&"`}</b>${html`<i>`}`.html).toBe("<b>&#60;&#39;&#38;&#34;</b><i>");
});
