/**
 * What a job's server sends comes from our own origin and is not to be trusted: it is whatever somebody's job made up. Nothing in it
 * may act as the user who looks at it. What sees to that:
 *
 * - **Every answer has `Content-Security-Policy: sandbox`, without `allow-same-origin`.** A page then has an origin of its own, unlike any
 *   other: it reads neither our cookies and storage nor our answers, cannot register a service worker, and cannot reach into our own
 *   pages. A policy of the job's own stands beside it and can only narrow it.
 * - **The session cookie does not work for it.** What such a page sends is cross-site (`Sec-Fetch-Site`) and has `Origin: null`. Whatever changes
 *   something under /api is refused to a session unless it comes from a page of ours (`auth/credentials.ts`); so is here everything but opening
 *   a page, WebSockets included, which no browser would otherwise hold back.
 * - **The key takes the session's place.** Opening a page leads to `connect/key=K/…`: what it loads by relative addresses has the key,
 *   and with it the right to this one job and nothing else.
 * - **To whoever has the key, its answers are open** (CORS, without credentials): its own requests to its own server, being from another
 *   origin, need that.
 * - **Cookies have names and paths of the job's own** (`job-cookies.ts`).
 * - **Headers that would speak for this whole host, or to a server in front of us, are dropped.**
 */

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Without `allow-same-origin`, on which everything rests, and without leave to take the page around it elsewhere. */
const SANDBOX =
  "sandbox allow-scripts allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox allow-pointer-lock";

/** About the whole host, asking for our passwords, or to servers such as nginx in front of us. */
const DROPPED =
  /^(strict-transport-security|public-key-pins.*|clear-site-data|service-worker-allowed|alt-svc|nel|report-to|reporting-endpoints|www-authenticate|set-cookie2|x-sendfile|x-lighttpd-send-file|x-reproxy-url|x-accel-(?!buffering$).*)$/;

/** Headers of an answer, made safe. */
export function sandboxed(given: IncomingHttpHeaders): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = Object.fromEntries(Object.entries(given).filter(([name]) => !DROPPED.test(name)));
  // Of several policies, with commas between them, each holds.
  const own = headers["content-security-policy"];
  headers["content-security-policy"] = own === undefined ? SANDBOX : `${own}, ${SANDBOX}`;
  // Its address may hold the key.
  headers["referrer-policy"] = "no-referrer";
  headers["cache-control"] = privately(headers["cache-control"]);
  return headers;
}

/** A cache that several people share must not keep what one of them was allowed to see. */
function privately(cacheControl: OutgoingHttpHeaders[string]): string {
  const given = String(cacheControl ?? "").split(",");
  const kept = given.map((part) => part.trim()).filter((part) => part !== "" && !/^(public|private|s-maxage)\b/i.test(part));
  return ["private", ...kept].join(", ");
}

/** Whether a request comes from a page in a sandbox, such as the job's own. */
export function isFromSandbox(headers: IncomingHttpHeaders): boolean {
  return headers.origin === "null";
}

/** Opens an answer to pages in a sandbox: the key was shown. */
export function openToSandbox(headers: OutgoingHttpHeaders): void {
  delete headers["access-control-allow-credentials"];
  headers["access-control-allow-origin"] = "*";
  headers["access-control-expose-headers"] = "*";
}

/** Whether a browser asks if its page may send something; the job's server would not know what to say. */
export function isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

export function preflightHeaders(asked: IncomingHttpHeaders): Record<string, string> {
  const { "access-control-request-headers": names } = asked;
  return {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    ...(names !== undefined && { "access-control-allow-headers": String(names) }),
    "access-control-max-age": "600",
  };
}
