/** The connections that are open to jobs' servers. They are cut when what let them in is over, whichever manager learns of it, and at shutdown. */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../../core/errors.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Listening } from "../../database/connect.ts";
import type { Hub } from "../http/types.ts";
import { decodeChanged, JOBS_CHANGED } from "../jobs/jobs.changed.ts";
import { reportedAddresses, targetOf } from "./addresses.ts";
import type { ConnectMetrics } from "./connect.metrics.ts";
import { findActiveJobs } from "./connect.store.ts";

export type TunnelKind = "http" | "websocket";

export interface TunnelFacts {
  readonly job: number;
  readonly kind: TunnelKind;
  /** Origin of the server that it leads to. */
  readonly origin: string;
  /** The key that opened it; null if something else did. */
  readonly key: string | null;
}

export interface Tunnel {
  /** Aborted when it is to be cut; the reason is an `ApiError`. */
  readonly signal: AbortSignal;
  /** Call when the connection has ended. */
  close(): void;
}

export interface TunnelsOptions {
  /** Most connections to one job through this manager. */
  readonly maxPerJob: number;
  /** How long requests under way may take at shutdown. */
  readonly graceMs: number;
}

interface Open extends TunnelFacts {
  readonly cutter: AbortController;
}

const RETRY_MS = 1_000;
const ENDED = "The job has ended.";
const MOVED = "The job's server or key is another now.";

export class Tunnels implements Service {
  readonly #hub: Pick<Hub, "database" | "log">;
  readonly #metrics: ConnectMetrics;
  readonly #options: TunnelsOptions;
  readonly #byJob = new Map<number, Set<Open>>();
  /** Jobs that have changed, and are to be looked at. */
  readonly #changed = new Set<number>();
  readonly #events = new EventTarget();
  #looking = false;
  #retry: NodeJS.Timeout | undefined;
  #listening: Promise<Listening> | undefined;

  constructor(hub: Pick<Hub, "database" | "log">, metrics: ConnectMetrics, options: TunnelsOptions) {
    this.#hub = hub;
    this.#metrics = metrics;
    this.#options = options;
  }

  /** From when this resolves, changes of jobs are heard: whatever is read of a job afterwards is kept true. May be called often. */
  async start(): Promise<void> {
    this.#listening ??= this.#hub.database.listen(
      [JOBS_CHANGED],
      (_channel, payload) => this.#onChanged(payload),
      () => this.#look(this.#byJob.keys()),
    );
    await this.#listening;
  }

  /** Cuts WebSockets at once, and what else is under way after a while. */
  async stop(): Promise<void> {
    const stopping = new ApiError("notConnectable", "The hub is stopping.");
    this.#cut(stopping, ({ kind }) => kind === "websocket");
    if (this.#byJob.size > 0) {
      const patience = new AbortController();
      const none = once(this.#events, "none", { signal: patience.signal }).catch(() => undefined);
      await Promise.race([none, sleep(this.#options.graceMs, undefined, { signal: patience.signal })]);
      patience.abort();
    }
    this.#cut(stopping, () => true);
    clearTimeout(this.#retry);
    const listening = await this.#listening?.catch(() => undefined);
    await listening?.stop();
  }

  /** @throws {ApiError} a 429 if the job has too many. */
  open(facts: TunnelFacts): Tunnel {
    const ofJob = this.#byJob.get(facts.job) ?? new Set();
    if (ofJob.size >= this.#options.maxPerJob) throw new ApiError("tooManyRequests", "Too many connections to this job.");
    const open: Open = { ...facts, cutter: new AbortController() };
    this.#byJob.set(facts.job, ofJob.add(open));
    this.#metrics.opened(facts.kind);
    return { signal: open.cutter.signal, close: () => this.#close(open, ofJob) };
  }

  #close(open: Open, ofJob: Set<Open>): void {
    if (!ofJob.delete(open)) return;
    this.#metrics.closed(open.kind);
    if (ofJob.size === 0) this.#byJob.delete(open.job);
    if (this.#byJob.size === 0) this.#events.dispatchEvent(new Event("none"));
  }

  #onChanged(payload: string): void {
    if (this.#byJob.size === 0) return;
    for (const ids of decodeChanged(payload).values()) this.#look(ids === "all" ? this.#byJob.keys() : ids);
  }

  #look(ids: Iterable<number>): void {
    for (const id of ids) if (this.#byJob.has(id)) this.#changed.add(id);
    if (this.#changed.size > 0 && !this.#looking) void this.#lookAtChanged();
  }

  /** What changes while it looks, it looks at next. */
  async #lookAtChanged(): Promise<void> {
    this.#looking = true;
    while (this.#changed.size > 0) {
      const ids = [...this.#changed];
      this.#changed.clear();
      await this.#cutEnded(ids).catch((error: unknown) => {
        this.#hub.log.warn({ err: error }, "could not look at jobs with open connections; will try again");
        this.#retry = setTimeout(() => this.#look(ids), RETRY_MS);
      });
    }
    this.#looking = false;
  }

  async #cutEnded(ids: readonly number[]): Promise<void> {
    const active = await findActiveJobs(this.#hub.database, ids);
    for (const id of ids) {
      const job = active.get(id);
      const origins = reportedAddresses(job?.urls ?? null).map(({ url }) => targetOf(url).origin);
      const isOver = ({ origin, key }: Open) => !origins.includes(origin) || (key !== null && key !== job?.key);
      this.#cut(new ApiError("notConnectable", job ? MOVED : ENDED), isOver, this.#byJob.get(id));
    }
  }

  #cut(reason: ApiError, isMeant: (open: Open) => boolean, among: Iterable<Open> = this.#all()): void {
    for (const open of [...among]) if (isMeant(open)) open.cutter.abort(reason);
  }

  *#all(): Iterable<Open> {
    for (const ofJob of this.#byJob.values()) yield* ofJob;
  }
}
