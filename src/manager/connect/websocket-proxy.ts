/** One WebSocket between a client and a job's server. After the handshake bytes go through as they are. */

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createProxyServer } from "httpxy";
import type { ApiError } from "../../core/errors.ts";
import { rejectSocket } from "../http/errors.ts";
import { agentFor } from "./agents.ts";
import { type Exchange, handshakeHeaders, inwardHeaders, outwardHeaders } from "./headers.ts";
import type { ProxyLimits } from "./http-proxy.ts";
import type { Tunnel } from "./tunnels.ts";
import { timedOut, upstreamError } from "./upstream-errors.ts";
import { closeFrame, FrameMeter } from "./websocket-frames.ts";

/** How long a side that has nothing more to say may take to notice. */
const LINGER_MS = 5_000;
const GOING_AWAY = 1001;

export interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** Answers the handshake; the tunnel is closed when the client's side is. */
export function proxyWebSocket(
  { request, socket, head }: Handshake,
  exchange: Exchange,
  tunnel: Tunnel,
  limits: ProxyLimits,
  onFailure: (error: ApiError) => void,
): void {
  socket.once("close", tunnel.close);
  const { target, url } = exchange;
  const proxy = createProxyServer({ agent: agentFor(target.protocol) });
  let isOpen = false;
  proxy.once("proxyReqWs", (outgoing) => {
    const timer = setTimeout(() => outgoing.destroy(timedOut("ECONNTIMEDOUT")), limits.connectMs);
    const cut = () => outgoing.destroy(tunnel.signal.reason);
    const leave = () => outgoing.destroy();
    const settle = () => {
      clearTimeout(timer);
      tunnel.signal.removeEventListener("abort", cut);
      socket.removeListener("close", leave);
    };
    tunnel.signal.addEventListener("abort", cut);
    socket.once("close", leave);
    outgoing.once("close", settle);
    // These come before those of the proxy, which passes the headers on.
    outgoing.once("upgrade", (answer) => {
      settle();
      answer.headers = handshakeHeaders(exchange, answer.headers) as IncomingMessage["headers"];
    });
    outgoing.once("response", (answer) => {
      settle();
      answer.headers = outwardHeaders(exchange, answer.headers) as IncomingMessage["headers"];
    });
    if (tunnel.signal.aborted) cut();
  });
  proxy.once("open", (upstream) => {
    isOpen = true;
    join(socket, upstream, tunnel.signal, limits);
  });
  proxy.on("error", (error) => {
    if (isOpen || socket.destroyed) return;
    const refusal = upstreamError(error);
    onFailure(refusal);
    rejectSocket(socket, refusal);
  });
  request.url = url.path + url.query;
  request.headers = inwardHeaders(exchange);
  void proxy.ws(request, socket, { target }, head);
}

/** Sees to it that neither side outlives the other, or hangs. */
function join(client: Socket, upstream: Socket, signal: AbortSignal, { idleMs }: ProxyLimits): void {
  const meter = new FrameMeter();
  upstream.on("data", (chunk: Buffer) => meter.add(chunk));
  const end = (lastWords: Buffer | "") => {
    upstream.unpipe(client);
    client.end(lastWords);
    client.setTimeout(LINGER_MS, () => client.destroy());
    upstream.destroy();
  };
  const cut = () => {
    const { message } = signal.reason as ApiError;
    // In the midst of a frame, a close frame would be taken for a part of it.
    if (meter.isBetweenFrames) end(closeFrame(GOING_AWAY, message));
    else client.destroy();
  };
  signal.addEventListener("abort", cut);
  upstream.setTimeout(idleMs, () => upstream.destroy());
  upstream.once("close", () => {
    signal.removeEventListener("abort", cut);
    end("");
  });
  client.once("close", () => upstream.destroy());
  if (signal.aborted) cut();
}
