/** Connects clients to jobs' servers. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";
import { projectOf, underSameKey } from "../access/access.service.ts";
import { ruleOf } from "../access/access.ts";
import { nowRefused } from "../access/open-requests.ts";
import { originOf } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import { JobWriter } from "../jobs/record/jobs.writer.ts";
import { addressFor, reportedAddresses, type Target, targetOf } from "./addresses.ts";
import { ConnectMetrics } from "./connect.metrics.ts";
import { type ConnectJob, findConnectJob } from "./connect.store.ts";
import { type ConnectUrl, withPathKey } from "./connect-url.ts";
import type { Exchange } from "./headers.ts";
import { proxyHttp } from "./http-proxy.ts";
import { jobCookies } from "./job-cookies.ts";
import type { ConnectLimits } from "./limits.ts";
import { isFromSandbox, isPreflight, preflightHeaders } from "./sandbox.ts";
import { type Tunnel, type TunnelFacts, Tunnels } from "./tunnels.ts";
import { isHandshake, takeHandshake } from "./upgrades.ts";
import { Visitors } from "./visitors.ts";
import { proxyWebSocket } from "./websocket-proxy.ts";

/** The one whose rule all requests to jobs' servers come by, whatever their method. */
export const OPERATION = "projects_jobs_connect_create";

export class Connector {
  readonly #hub: Hub;
  readonly #limits: ConnectLimits;
  readonly #metrics: ConnectMetrics;
  readonly #tunnels: Tunnels;
  readonly #visitors: Visitors;
  readonly #writer: JobWriter;

  constructor(hub: Hub, limits: ConnectLimits) {
    this.#hub = hub;
    this.#limits = limits;
    this.#metrics = new ConnectMetrics(hub.metrics.registry);
    this.#tunnels = new Tunnels(hub, this.#metrics, limits);
    this.#visitors = new Visitors(hub.config.secretKey);
    this.#writer = new JobWriter(hub);
  }

  /** Cuts all connections. */
  stop(): Promise<void> {
    return this.#tunnels.stop();
  }

  /** Answers one request, or takes over a WebSocket. @throws {ApiError} what it is refused with. */
  async connect(request: FastifyRequest, reply: FastifyReply, jobId: number, url: ConnectUrl): Promise<FastifyReply> {
    try {
      return await this.#connect(request, reply, jobId, url);
    } catch (error) {
      this.#metrics.failed(error);
      throw error;
    }
  }

  async #connect(request: FastifyRequest, reply: FastifyReply, jobId: number, url: ConnectUrl): Promise<FastifyReply> {
    const key = keyOf(request);
    if (key === null && request.headers.authorization === undefined) requireOwnPage(request);
    await this.#tunnels.start();
    const job = underSameKey(request, await this.#findJob(projectOf(request).id, jobId));
    const target = targetFor(job, url, isHandshake(request));
    if (opensPage(request) && url.pathKey === null) {
      return reply.redirect(`${withPathKey(url.base, job.key)}${url.path}${url.query}`, 302);
    }
    if (key !== null && isFromSandbox(request.headers) && isPreflight(request.method, request.headers)) {
      return reply.code(204).headers(preflightHeaders(request.headers)).send();
    }
    await this.#pass(request, reply, { job, key, target, url });
    return reply;
  }

  async #findJob(project: number, id: number): Promise<ConnectJob> {
    const job = await findConnectJob(this.#hub.database, project, id);
    if (!job) throw new ApiError("notFound");
    if (!job.isActive) throw new ApiError("notConnectable", "The job has ended.");
    return job;
  }

  /** Nothing is awaited between the look at the job and the tunnel: what becomes of the job in between would be missed. */
  async #pass(request: FastifyRequest, reply: FastifyReply, { job, key, target, url }: Passage): Promise<void> {
    const isWebSocket = isHandshake(request);
    const kind = isWebSocket ? "websocket" : "http";
    const tunnel = this.#openTunnel(request, { job: job.id, kind, origin: target.origin, key });
    try {
      const visitor = this.#visitors.find(request, job, url.base);
      if (visitor.change) await this.#writer.change(visitor.change);
      const exchange = exchangeOf(request, { job, key, target, url }, isWebSocket, visitor.cookie);
      const handshake = takeHandshake(request, reply);
      if (handshake) proxyWebSocket(handshake, exchange, tunnel, this.#limits, (error) => this.#metrics.failed(error));
      else await proxyHttp(request, reply, exchange, tunnel, this.#limits);
    } catch (error) {
      tunnel.close();
      throw error;
    }
  }

  /** It is cut, too, when whoever opened it may no longer connect. */
  #openTunnel(request: FastifyRequest, facts: TunnelFacts): Tunnel {
    const { access, openRequests } = this.#hub;
    const { signal, cut, close } = this.#tunnels.open(facts);
    const release = openRequests.hold(access.passOf(request, ruleOf(OPERATION)), () => cut(nowRefused()));
    return {
      signal,
      cut,
      close: () => {
        release();
        close();
      },
    };
  }
}

/** What a request is for. */
interface Passage {
  readonly job: ConnectJob;
  /** The key, if it was shown. */
  readonly key: string | null;
  readonly target: Target;
  readonly url: ConnectUrl;
}

function targetFor({ urls }: ConnectJob, { path }: ConnectUrl, isWebSocket: boolean): Target {
  const address = addressFor(reportedAddresses(urls), path, isWebSocket);
  if (!address) throw new ApiError("notConnectable", "The job has no server yet.");
  return targetOf(address);
}

function exchangeOf(
  request: FastifyRequest,
  { job, key, target, url }: Passage,
  isWebSocket: boolean,
  cookie: string | null,
): Exchange {
  return {
    url,
    target,
    cookies: jobCookies(job.id, url.base),
    protocol: request.protocol,
    host: request.host,
    ips: request.ips?.toReversed() ?? [request.ip],
    method: request.method,
    headers: request.raw.headers,
    isWebSocket,
    key,
    ownCookies: cookie === null ? [] : [cookie],
  };
}

function keyOf({ query }: FastifyRequest): string | null {
  const { key } = query as { key?: string };
  return key || null;
}

/** Whether a browser opens a page, as opposed to loading something into one. */
function opensPage({ method, headers }: FastifyRequest): boolean {
  return method === "GET" && headers["sec-fetch-mode"] === "navigate";
}

/** A session alone lets a browser open the job's page, and our own pages use it; no other page may, whichever it is. */
function requireOwnPage(request: FastifyRequest): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const isOwn =
    site === undefined ? origin === undefined || origin === originOf(request) : /^(same-origin|none)$/.test(String(site));
  if (!isOwn && !opensPage(request)) {
    throw new ApiError("notAllowed", "This must be sent from a page of this hub, with a token, or with the job's key.");
  }
}
