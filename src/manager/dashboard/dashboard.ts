/**
 * The dashboard, which the build puts into dist/dashboard: its files, which have a digest in their names and never change, and
 * its one page, which is the answer wherever a browser asks for a page that nothing else has.
 */

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../http/app.ts";
import { html, sendPage } from "../http/plain-page.ts";

/** Beside the code in dist/; for tests, which run from the sources, where the build puts it. */
const BUILT = new URL(import.meta.url.endsWith(".ts") ? "../../../dist/dashboard/" : "../../../dashboard/", import.meta.url);

/** What the build writes in place of the nonce. Also in dashboard/vite.config.ts. */
const NONCE_PLACE = /CSP_NONCE/g;

/** Addresses that have no page, whoever asks. */
const PAGELESS = /^\/(api|assets|metrics)(\/|\?|$)/;

/** Scripts only from here. Style elements, which Mantine makes as the page runs, need the nonce. Previews of results are blobs. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export class Dashboard {
  readonly #assets: string;
  /** Null if it was not built. */
  readonly #page: string | null;

  /** @param folder of its built files. */
  constructor(folder: URL = BUILT) {
    const page = new URL("index.html", folder);
    this.#assets = fileURLToPath(new URL("assets/", folder));
    this.#page = existsSync(page) ? readFileSync(page, "utf8") : null;
  }

  routes = async (app: App): Promise<void> => {
    app.get("/", { schema: { hide: true } }, (_request, reply) => this.#send(reply));
    if (this.#page === null) return;
    await app.register(fastifyStatic, {
      root: this.#assets,
      prefix: "/assets/",
      wildcard: false,
      index: false,
      decorateReply: false,
      preCompressed: true,
      immutable: true,
      maxAge: "365d",
      schemaHide: true,
    });
  };

  /** Answers what has no route, if it is a browser that asks for a page. @returns null if it is not. */
  answerMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const wantsPage = isRead && (request.headers.accept ?? "").includes("text/html") && !PAGELESS.test(request.url);
    return wantsPage && this.#page !== null ? this.#send(reply) : null;
  }

  #send(reply: FastifyReply): FastifyReply {
    if (this.#page === null) return sendUnbuilt(reply);
    const nonce = randomBytes(16).toString("base64url");
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", policy(nonce))
      .header("cache-control", "no-store")
      .send(this.#page.replace(NONCE_PLACE, nonce));
  }
}

function sendUnbuilt(reply: FastifyReply): FastifyReply {
  return sendPage(reply, {
    title: "Jobhub",
    text: html`The dashboard is not there: <code>npm run build</code> makes it. The API is: <a href="/api/docs/">read it and try it</a>.`,
  });
}
