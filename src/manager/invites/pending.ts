/** An invite that somebody wants to accept who has yet to sign in, remembered by the browser. */

import type { FastifyReply, FastifyRequest } from "fastify";

const COOKIE = "jobhub_invite";
const MAX_AGE_S = 24 * 60 * 60;

export function rememberInvite(request: FastifyRequest, reply: FastifyReply, key: string): void {
  reply.setCookie(COOKIE, key, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: request.protocol === "https",
    maxAge: MAX_AGE_S,
  });
}

/** Address of the invite that waits; null if none does. */
export function pendingInvite(request: FastifyRequest): string | null {
  const key = request.cookies[COOKIE] ?? "";
  return /^[a-zA-Z0-9]{1,64}$/.test(key) ? `/invites/${key}` : null;
}

export function forgetInvite(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: "/" });
}
