/** The cookie that holds a browser's session. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_COOKIE } from "../auth/credentials.ts";

/**
 * As long as browsers keep one. When a session ends is for the hub to say, which lengthens it by use: the cookie need not be sent
 * anew each time.
 */
const MAX_AGE_S = 400 * 24 * 60 * 60;

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: "/",
    httpOnly: true,
    // Strict would sign nobody in who follows a link to the hub.
    sameSite: "lax",
    secure: request.protocol === "https",
    maxAge: MAX_AGE_S,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: "/" });
}
