/** For tests of connections: a real server that stands for a job's own, and a hub that listens, with a job that reports it. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { Agent } from "undici";
import { WebSocket, WebSocketServer } from "ws";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import type { TestAppOptions } from "../testing.ts";

export type Handler = RequestListener;

/** What a job's server got of a request. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export class JobServer {
  readonly sockets = new Set<Socket>();
  readonly websockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered].at(-1) ?? false });
  /** Answers requests. Usually: what it got. */
  handler: Handler = tell;
  /** Handshakes so far. */
  readonly handshakes: IncomingMessage[] = [];
  /** Answers a handshake. Usually: takes it. */
  upgrade: ((socket: Duplex) => void) | null = null;
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => this.handler(request, response));
    this.#server.on("connection", (socket: Socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
    this.#server.on("upgrade", (request, socket, head) => {
      this.handshakes.push(request);
      if (this.upgrade) return this.upgrade(socket);
      this.websockets.handleUpgrade(request, socket, head, (client) => this.websockets.emit("connection", client, request));
    });
  }

  static async start(host = "127.0.0.1"): Promise<JobServer> {
    const server = new JobServer();
    server.#server.listen(0, host);
    await once(server.#server, "listening");
    server.#port = (server.#server.address() as AddressInfo).port;
    return server;
  }

  get port(): number {
    return this.#port;
  }

  /** Of the connections to it that are open, the last. */
  get latest(): Socket {
    const socket = [...this.sockets].at(-1);
    if (!socket) throw new Error("There is no connection to the job's server.");
    return socket;
  }

  get urls() {
    return { ws: `ws://127.0.0.1:${this.port}/socket`, http: `http://127.0.0.1:${this.port}/` };
  }

  /** As if it was killed. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** Answers what it got. */
export const tell: Handler = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  // What breaks off is not answered.
  request.on("error", () => undefined);
  request.once("end", () => {
    const { method = "", url = "", headers } = request;
    const seen: Seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
    response.setHeader("content-type", "application/json").end(JSON.stringify(seen));
  });
};

export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The body, of what is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the job's server answers.
  readonly body: any;
}

export interface CallOptions {
  readonly method?: string;
  readonly as?: { token: string } | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export type ConnectHub = Awaited<ReturnType<typeof buildConnectHub>>;

/** With a job's server, and jobs that report it. Close it when done. */
export async function buildConnectHub(options: TestAppOptions = {}) {
  const hub: JobsHub = await buildJobsHub(options);
  const origin = await hub.app.listen({ port: 0, host: "127.0.0.1" });
  const server = await JobServer.start();
  const opened: WebSocket[] = [];
  const clients = new Set<Socket>();
  hub.app.server.on("connection", (socket) => {
    clients.add(socket);
    socket.once("close", () => clients.delete(socket));
  });
  // Sends paths as they are written, unlike what parses them as URLs.
  const sender = new Agent();
  const newSocket = (path: string, headers: Record<string, string>, protocols: string[] = []): WebSocket => {
    const client = new WebSocket(`${origin.replace("http", "ws")}${path}`, protocols, { headers });
    opened.push(client);
    return client;
  };
  return {
    ...hub,
    origin,
    server,
    /** Connections to the hub that are open. */
    clients,

    /** A running job with a server. Answers its id. */
    startJob(columns: Record<string, unknown> = {}): Promise<number> {
      return hub.insertJob({ status: "RUNNING", urls: JSON.stringify(server.urls), ...columns });
    },
    patchJob: (id: number, body: object) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body }),
    path: (job: number, path = "/") => `/api/projects/${hub.project.id}/jobs/${job}/connect${path}`,

    /** A request over the network. */
    async ask(path: string, { method = "GET", as, headers, body }: CallOptions = {}): Promise<Reply> {
      const reply = await sender.request({
        origin,
        path,
        method: method as "GET",
        headers: { ...(as && { authorization: `Token ${as.token}` }), ...headers },
        ...(body !== undefined && { body }),
      });
      const text = await reply.body.text();
      const isJson = text !== "" && String(reply.headers["content-type"]).startsWith("application/json");
      return { status: reply.statusCode, headers: reply.headers, text, body: isJson ? JSON.parse(text) : null };
    },

    // biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
    async readJob(id: number): Promise<any> {
      const path = `/api/projects/${hub.project.id}/jobs/${id}/`;
      return (await fetch(`${origin}${path}`, { headers: { authorization: `Token ${hub.user.token}` } })).json();
    },

    /** A figure of the hub's, as Prometheus gets it. */
    async figure(name: string): Promise<number> {
      const { body } = await hub.call<string>("GET", "/metrics", { as: hub.admin });
      const line = body.split("\n").find((text) => text.startsWith(`${name} `));
      return Number(line?.slice(name.length));
    },

    /** A WebSocket that is about to open. */
    newSocket,

    /** One that is open, or an error that names the status it was refused with. */
    async dial(path: string, { as, headers }: CallOptions = {}, protocols: string[] = []): Promise<WebSocket> {
      const client = newSocket(path, { ...(as && { authorization: `Token ${as.token}` }), ...headers }, protocols);
      await once(client, "open");
      return client;
    },

    async close(): Promise<void> {
      for (const client of opened) client.terminate();
      await sender.close();
      await server.stop();
      await hub.close();
    },
  };
}
