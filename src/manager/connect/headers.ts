/** What becomes of the headers of a request on its way to a job's server, and of its answer on the way back. */

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Target } from "./addresses.ts";
import { type ConnectUrl, outsidePath, withPathKey } from "./connect-url.ts";
import { cookieOutward, cookiesInward, type JobCookies } from "./job-cookies.ts";
import { isFromSandbox, openToSandbox, sandboxed } from "./sandbox.ts";

/** One request, and what its headers depend on. */
export interface Exchange {
  readonly url: ConnectUrl;
  readonly target: Target;
  readonly cookies: JobCookies;
  /** This hub as the client knows it: `http` or `https`, and its host. */
  readonly protocol: string;
  readonly host: string;
  /** Addresses of the client, and of the proxies of ours between it and us, outermost first. */
  readonly ips: readonly string[];
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly isWebSocket: boolean;
  /** The key, if it was shown. */
  readonly key: string | null;
  /** `Set-Cookie` headers of our own. */
  readonly ownCookies: readonly string[];
}

/** Of one connection, and not of what goes through it. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
  // Without it, nobody would know where the body ends.
  named.delete("content-length");
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name)));
}

/** Between the client and us alone, or no longer true behind us. `Expect` has been answered. */
const OURS = /^(authorization|cookie|expect|forwarded|x-forwarded-.*|x-real-ip|sec-fetch-site)$/;

/** What Node sends in chunks by itself if there is no length. */
const IN_CHUNKS = new Set(["POST", "PUT", "PATCH"]);

export function inwardHeaders(exchange: Exchange): IncomingHttpHeaders {
  const { method, headers, target, cookies, protocol, host, ips, isWebSocket, url } = exchange;
  const origin = `${protocol}://${host}`;
  const kept = Object.entries(withoutHops(headers)).filter(([name]) => !OURS.test(name));
  const inward: IncomingHttpHeaders = Object.fromEntries(kept);
  inward.host = target.host;
  // To the job's server, its own pages come from its own origin.
  if (inward.origin === origin || isFromSandbox(headers)) inward.origin = target.origin;
  // Ours may hold a key.
  if (inward.referer?.startsWith(`${origin}/`)) delete inward.referer;
  const cookie = cookiesInward(cookies, headers.cookie);
  if (cookie !== null) inward.cookie = cookie;
  inward["x-forwarded-for"] = ips.join(", ");
  inward["x-forwarded-host"] = host;
  inward["x-forwarded-proto"] = protocol;
  inward["x-forwarded-prefix"] = url.base;
  if (headers["transfer-encoding"] !== undefined && !IN_CHUNKS.has(method)) inward["transfer-encoding"] = "chunked";
  if (isWebSocket) Object.assign(inward, { connection: "Upgrade", upgrade: "websocket" });
  return inward;
}

/** Of an answer over HTTP. */
export function outwardHeaders(exchange: Exchange, answer: IncomingHttpHeaders): OutgoingHttpHeaders {
  const { "set-cookie": theirs = [], ...others } = withoutHops(answer);
  const headers = sandboxed(others);
  for (const name of ["location", "content-location"] as const) {
    const address = others[name];
    if (address !== undefined) headers[name] = outwardAddress(exchange, String(address));
  }
  if (exchange.key !== null && isFromSandbox(exchange.headers)) openToSandbox(headers);
  return withCookies(headers, exchange, theirs);
}

/** What a client needs to know of the answer to its handshake. */
export function handshakeHeaders(exchange: Exchange, answer: IncomingHttpHeaders): OutgoingHttpHeaders {
  const { "set-cookie": theirs = [], ...others } = answer;
  const kept = Object.entries(others).filter(([name]) => name.startsWith("sec-websocket-"));
  return withCookies({ connection: "Upgrade", upgrade: "websocket", ...Object.fromEntries(kept) }, exchange, theirs);
}

function withCookies(headers: OutgoingHttpHeaders, { cookies, ownCookies }: Exchange, theirs: readonly string[]) {
  const all = [...theirs.map((cookie) => cookieOutward(cookies, cookie)), ...ownCookies];
  return all.length > 0 ? { ...headers, "set-cookie": all } : headers;
}

/** An address of the job's server as it is outside; that of another server stays. A redirect keeps the key where it is. */
function outwardAddress({ url, target, key }: Exchange, address: string): string {
  const asked = `${target.origin}${url.path}${url.query}`;
  if (!URL.canParse(address, asked)) return address;
  const found = new URL(address, asked);
  if (found.origin !== target.origin) return found.href;
  const isInQuery = key !== null && url.pathKey === null;
  const path = isInQuery ? outsidePath(url.base, key, found) : `${pagesBase(url)}${found.pathname}${found.search}`;
  return `${path}${found.hash}`;
}

/** Outside path of the job's server. */
function pagesBase({ base, pathKey }: ConnectUrl): string {
  return pathKey === null ? base : withPathKey(base, pathKey);
}
