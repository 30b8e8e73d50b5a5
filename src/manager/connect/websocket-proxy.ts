/** One WebSocket between a client and a job's server. After the handshake, bytes go through as they are. */

import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createProxyServer } from "httpxy";
import type { ApiError } from "../../core/errors.ts";
import { rejectSocket } from "../http/errors.ts";
import { agentFor } from "./agents.ts";
import { type Exchange, handshakeHeaders, inwardHeaders, outwardHeaders } from "./headers.ts";
import type { ProxyLimits } from "./limits.ts";
import type { Tunnel } from "./tunnels.ts";
import { timedOut, upstreamError } from "./upstream-errors.ts";
import { closeFrame, FrameMeter } from "./websocket-frames.ts";

/** How long a client may take to notice that there is nothing more to come. */
const LINGER_MS = 2_000;

/** Of a close frame: the server goes away. */
const GOING_AWAY = 1001;

export interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** Answers the handshake, with a refusal if need be; the tunnel is closed when the client's side is. */
export function proxyWebSocket(
  { request, socket, head }: Handshake,
  exchange: Exchange,
  tunnel: Tunnel,
  limits: ProxyLimits,
  onRefusal: (error: ApiError) => void,
): void {
  if (socket.destroyed) return void tunnel.close();
  socket.once("close", tunnel.close);
  const { target, url } = exchange;
  const proxy = createProxyServer({ agent: agentFor(target.protocol) });
  proxy.once("proxyReqWs", (outgoing) => {
    watch(outgoing, socket, tunnel.signal, limits);
    // These come before the proxy's own, which pass the headers on.
    outgoing.once("upgrade", (answer) => setHeaders(answer, handshakeHeaders(exchange, answer.headers)));
    outgoing.once("response", (answer) => setHeaders(answer, outwardHeaders(exchange, answer.headers)));
  });
  let isOpen = false;
  proxy.once("open", (upstream) => {
    isOpen = true;
    join(socket, upstream, tunnel.signal, limits);
  });
  proxy.on("error", (error) => {
    // Once it is open, or the client has gone, there is nobody to tell.
    if (isOpen || socket.destroyed) return;
    const refusal = upstreamError(error);
    onRefusal(refusal);
    rejectSocket(socket, refusal);
  });
  request.url = url.path + url.query;
  request.headers = inwardHeaders(exchange);
  void proxy.ws(request, socket, { target }, head);
}

function setHeaders(answer: IncomingMessage, headers: object): void {
  answer.headers = headers as IncomingMessage["headers"];
}

/** Ends a handshake that takes too long, whose tunnel is cut, or whose client goes. */
function watch(outgoing: ClientRequest, client: Socket, signal: AbortSignal, { connectMs, idleMs }: ProxyLimits): void {
  const timer = setTimeout(() => outgoing.destroy(timedOut("ECONNTIMEDOUT")), connectMs);
  const cut = () => outgoing.destroy(signal.reason);
  const leave = () => outgoing.destroy();
  signal.addEventListener("abort", cut);
  client.once("close", leave);
  const settle = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", cut);
    client.removeListener("close", leave);
  };
  for (const event of ["upgrade", "close"]) outgoing.once(event, settle);
  // It refuses, and streams why.
  outgoing.once("response", () => {
    clearTimeout(timer);
    client.setTimeout(idleMs, () => client.destroy());
  });
  if (signal.aborted) cut();
}

/** Sees to it that neither side outlives the other, or stands still for too long. */
function join(client: Socket, upstream: Socket, signal: AbortSignal, { idleMs }: ProxyLimits): void {
  const meter = new FrameMeter();
  upstream.on("data", (chunk: Buffer) => meter.add(chunk));
  const part = (why: string | null) => {
    upstream.unpipe(client);
    upstream.destroy();
    // In the midst of a frame, another would be taken for a part of it.
    const lastWords = why !== null && meter.isBetweenFrames ? closeFrame(GOING_AWAY, why) : "";
    if (!client.writableEnded) client.end(lastWords);
    client.resume();
    client.setTimeout(LINGER_MS, () => client.destroy());
  };
  const cut = () => part((signal.reason as ApiError).message);
  signal.addEventListener("abort", cut);
  upstream.setTimeout(idleMs, () => part("Nothing was said for too long."));
  upstream.once("close", () => {
    signal.removeEventListener("abort", cut);
    part(null);
  });
  client.once("close", () => upstream.destroy());
  if (signal.aborted) cut();
}
