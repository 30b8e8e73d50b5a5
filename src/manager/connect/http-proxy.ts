/** One request over HTTP, on its way to a job's server and back. Bodies stream both ways, no faster than the other side takes them. */

import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createProxyServer } from "httpxy";
import { agentFor } from "./agents.ts";
import { type Exchange, inwardHeaders, outwardHeaders } from "./headers.ts";
import type { ProxyLimits } from "./limits.ts";
import type { Tunnel } from "./tunnels.ts";
import { timedOut, upstreamError } from "./upstream-errors.ts";

/**
 * Resolves when the answer has begun, or the client has gone; the tunnel is closed when all is through.
 * @throws {ApiError} if there is no answer that can be passed on.
 */
export async function proxyHttp(
  request: FastifyRequest,
  reply: FastifyReply,
  exchange: Exchange,
  tunnel: Tunnel,
  limits: ProxyLimits,
): Promise<void> {
  if (reply.raw.destroyed) return leave(reply, tunnel);
  reply.raw.once("close", tunnel.close);
  try {
    const answer = await ask(request.raw, reply.raw, exchange, tunnel.signal, limits);
    if (answer) pass(answer, reply, exchange);
    else leave(reply, tunnel);
  } catch (error) {
    // What is still to come of the body must not stand before the next request.
    request.raw.resume();
    throw upstreamError(error);
  }
}

/** The client has gone. */
function leave(reply: FastifyReply, tunnel: Tunnel): void {
  tunnel.close();
  reply.hijack();
}

/** Resolves with the answer as soon as its headers are there; with null if the client has gone before. */
function ask(
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
  signal: AbortSignal,
  limits: ProxyLimits,
): Promise<IncomingMessage | null> {
  const { target, url } = exchange;
  const proxy = createProxyServer({ agent: agentFor(target.protocol), selfHandleResponse: true, proxyTimeout: limits.idleMs });
  request.url = url.path + url.query;
  request.headers = inwardHeaders(exchange);
  return new Promise((resolve, reject) => {
    proxy.once("proxyReq", (outgoing) => {
      watch(outgoing, signal, limits);
      // To a request that asked for no other protocol it is no answer, and none is to come.
      outgoing.once("upgrade", (_answer, socket) => {
        socket.destroy();
        reject(new Error("The server switched to another protocol, unasked."));
      });
    });
    proxy.once("proxyRes", resolve);
    proxy.on("error", reject);
    // It settles, too, when the client's connection closes; then nobody waits for an answer.
    void proxy.web(request, response, { target }).then(() => resolve(null));
  });
}

/** Ends a request that cannot connect, takes too long, or whose tunnel is cut. */
function watch(outgoing: ClientRequest, signal: AbortSignal, { connectMs }: ProxyLimits): void {
  const timer = setTimeout(() => outgoing.destroy(timedOut("ECONNTIMEDOUT")), connectMs);
  const stopTimer = () => clearTimeout(timer);
  outgoing.socket?.once("connect", stopTimer);
  const cut = () => outgoing.destroy(signal.reason);
  signal.addEventListener("abort", cut);
  outgoing.prependOnceListener("timeout", () => outgoing.destroy(timedOut("EANSWERTIMEDOUT")));
  outgoing.once("close", () => {
    stopTimer();
    signal.removeEventListener("abort", cut);
  });
  if (signal.aborted) cut();
}

/** @throws if its status or headers cannot be passed on. */
function pass(answer: IncomingMessage, reply: FastifyReply, exchange: Exchange): void {
  const { raw } = reply;
  try {
    raw.writeHead(answer.statusCode ?? 502, outwardHeaders(exchange, answer.headers));
  } catch (error) {
    answer.destroy();
    throw error;
  }
  reply.hijack();
  // Before there is any body: a stream of events may stay silent for long.
  raw.flushHeaders();
  answer.pipe(raw);
}
