/**
 * Handshakes of WebSockets, as requests of the app: so they meet the same checks, and are refused in the same words. A route takes one
 * over with `takeHandshake`; to any other route it is a plain GET.
 */

import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../http/app.ts";
import type { Handshake } from "./websocket-proxy.ts";

const handshakes = new WeakMap<IncomingMessage, Handshake>();

export function addHandshakes(app: App): void {
  app.server.on("upgrade", (request, socket, head) => {
    if (!isWebSocket(request)) return readAgain(app.server, request, socket as Socket, head);
    // That a connection breaks is no news; it closes.
    socket.on("error", () => undefined);
    handshakes.set(request, { request, socket: socket as Socket, head });
    const response = new ServerResponse(request);
    response.assignSocket(socket as Socket);
    response.shouldKeepAlive = false;
    response.once("finish", () => (socket as Socket).destroySoon());
    app.routing(request, response);
  });
}

export function isHandshake(request: FastifyRequest): boolean {
  return handshakes.has(request.raw);
}

/** The connection of a handshake, which is answered by whoever takes it; null for a request that is none. */
export function takeHandshake(request: FastifyRequest, reply: FastifyReply): Handshake | null {
  const handshake = handshakes.get(request.raw);
  if (!handshake) return null;
  reply.hijack();
  reply.raw.removeAllListeners("finish");
  reply.raw.detachSocket(handshake.socket);
  return handshake;
}

function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.upgrade?.toLowerCase() === "websocket";
}

/**
 * A client may offer to go on in another protocol, as some do with every first request (`Upgrade: h2c`). Node hands the connection
 * over all the same, with the body unread: the request is put back without the offer, and read again.
 */
function readAgain(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    const value = /^connection$/i.test(name) ? withoutOffer(rawHeaders[i + 1] ?? "") : rawHeaders[i + 1];
    if (!/^(upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}

function withoutOffer(connection: string): string {
  const kept = connection.split(",").filter((token) => !/^\s*(upgrade|http2-settings)\s*$/i.test(token));
  return kept.join(",") || "keep-alive";
}
