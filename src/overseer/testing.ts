/** What tests of the overseer share: a manager that records by the rules of core, and that can be made to misbehave. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TaskEvent } from "../core/event.ts";
import { applyEvent, DISPATCHED_JOB, type JobPatch, type JobState, type LogEntry } from "../core/job.ts";
import type { JsonObject } from "../core/json.ts";
import { createLogger, type Logger } from "../service/log.ts";

export const quiet: Logger = createLogger("test", process.env.JOBHUB_LOG_LEVEL || "silent");

/** What a test logger was told. */
export interface Told {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
}

/** A logger that remembers. */
export function listeningLog(): { log: Logger; told: Told[] } {
  const told: Told[] = [];
  const log = createLogger("test", "silent");
  for (const level of ["debug", "info", "warn", "error"] as const) {
    log[level] = (facts: unknown, message?: string) => void told.push({ level, message: message ?? String(facts) });
  }
  return { log, told };
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: unknown;
}

/** Before anything is recorded: an answer in place of the right one, or a reset. After it: an answer that is cut off. */
export type Fault = { status: number; body?: string; headers?: Record<string, string> } | "reset" | "cut";

type Patch = JobPatch & { readonly id: number; readonly log?: readonly LogEntry[]; readonly logOffset?: number };

export class FakeManager {
  readonly jobs = new Map<number, JobState>();
  readonly logs = new Map<number, LogEntry[]>();
  readonly requests: FakeRequest[] = [];
  /** Asked for each request. */
  fault: (request: FakeRequest) => Fault | null = () => null;
  /** What a request has to wait for. */
  hold: (request: FakeRequest) => Promise<void> | undefined = () => undefined;
  /** Whether it takes a patch of a job that exists. */
  takes: (patch: Patch) => boolean = () => true;
  #server: Server | undefined;
  #port = 0;
  #check: () => void = () => {};

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Jobs 1 to `count`, on a queue. */
  addJobs(count: number): void {
    for (let id = 1; id <= count; id++) this.jobs.set(id, DISPATCHED_JOB);
  }

  /** On the same port as before, if there was one. */
  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await once(this.#server.listen(this.#port, "127.0.0.1"), "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    if (server?.listening) await new Promise((resolve) => server.close(resolve));
  }

  /** Resolves as soon as `holds`, which is asked after each answer. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => holds() && resolve();
      this.#check();
    });
  }

  allAre(status: string): boolean {
    return [...this.jobs.values()].every((job) => job.status === status);
  }

  paths(): string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of incoming) text += chunk;
    const request: FakeRequest = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      token: incoming.headers.authorization?.replace("Token ", "") ?? "",
      body: text ? JSON.parse(text) : null,
    };
    this.requests.push(request);
    await this.hold(request);
    const fault = this.fault(request);
    if (fault === "reset") incoming.socket.destroy();
    else if (fault === "cut") cutOff(response, this.#reply(request));
    else reply(response, fault ?? this.#reply(request));
    this.#check();
  }

  #reply({ method, path, body }: FakeRequest): Exclude<Fault, string> {
    if (path === "/api/status/") return ok({ time: "now", version: "test" });
    if (path.startsWith("/api/workers/") || path === "/api/hub/overseers/") return ok({});
    if (method === "PATCH" && path === "/api/jobs/") return ok((body as Patch[]).map((patch) => this.#record(patch)));
    const id = Number(/^\/api\/jobs\/(\d+)\/$/.exec(path)?.[1]);
    const result = this.#record({ ...(body as JsonObject), id });
    return { ...ok(result), status: result.code };
  }

  #record(patch: Patch): { id: number; code: number; message?: string; status?: string } {
    const { id } = patch;
    const job = this.jobs.get(id);
    if (!job) return { id, code: 404, message: "Not found." };
    if (!this.takes(patch)) return { id, code: 400, message: "log: not this one" };
    const next = applyEvent(job, patch, "2026-01-01T00:00:00.000Z");
    this.jobs.set(id, next);
    const log = this.logs.get(id) ?? [];
    for (const [i, entry] of (patch.log ?? []).entries()) log[(patch.logOffset ?? 0) + i] ??= entry;
    this.logs.set(id, log);
    return { id, code: 200, status: next.status };
  }
}

function ok(body: unknown): { status: number; body: string } {
  return { status: 200, body: JSON.stringify(body) };
}

function reply(response: ServerResponse, { status, body = "", headers = {} }: Exclude<Fault, string>): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

function cutOff(response: ServerResponse, { status, body = "" }: Exclude<Fault, string>): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length + 1 });
  response.write(body, () => response.destroy());
}

/** What a worker says of a job that goes well: four events. */
export function goodLife(id: number, worker = "w@test"): TaskEvent[] {
  const common = { uuid: String(id), hostname: worker, timestamp: 1_750_000_000 + id, retries: 0 };
  return [
    { type: "task-received", ...common },
    { type: "task-started", ...common },
    { type: "task-updated", ...common, sequence: 0, log: [`job ${id}`], logOffset: 0, progress: 1 },
    { type: "task-succeeded", ...common, result: id, runtime: 1 },
  ];
}
