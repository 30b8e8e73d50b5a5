/** What a request presents to say who sends it: a header, or the session cookie of a browser. */

import type { FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";

export const SESSION_COOKIE = "jobhub_session";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The token of the `Authorization` header, null if there is none. @throws a 401 if it is of no form that we know. */
export function headerToken(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return null;
  const [scheme = "", value = "", ...more] = authorization.trim().split(/ +/);
  if (value !== "" && more.length === 0) {
    if (/^token$/i.test(scheme)) return value;
    if (/^basic$/i.test(scheme)) return basicToken(value);
  }
  throw new ApiError("badToken", 'The Authorization header must be "Token T", or Basic with the token as user name.');
}

/** The token is the user name, and the password is empty. */
function basicToken(encoded: string): string {
  const [, token] = /^([^:]+):$/.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  if (token === undefined) throw new ApiError("badToken", "Basic takes the token as user name, and an empty password.");
  return token;
}

export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[SESSION_COOKIE] ?? null;
}

/**
 * A browser sends the cookie along with what other sites make it send, so what changes something must come from our
 * own pages. @throws a 403 otherwise.
 */
export function requireSameOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  const isOurs = site === undefined ? isHost(origin, request.host) : site === "same-origin";
  if (!isOurs) throw new ApiError("notAllowed", "This must be sent from a page of this hub, or with a token.");
}

/**
 * For what needs no credentials, such as signing in: other programs say nothing of where they come from, but a page of another site
 * must not sign somebody's browser in as somebody else. @throws a 403
 */
export function requireNotForeign(request: FastifyRequest): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  if (origin !== undefined || site !== undefined) requireSameOrigin(request);
}

function isHost(origin: string | undefined, host: string): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
