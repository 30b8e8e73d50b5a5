/** The connections that are open to jobs' servers. They are cut when what let them in is over, whichever manager learns of it, and at shutdown. */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../../core/errors.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Listening } from "../../database/connect.ts";
import type { Hub } from "../hub.ts";
import { decodeChanged, JOBS_CHANGED } from "../jobs/record/jobs.changed.ts";
import { reportedAddresses, targetOf } from "./addresses.ts";
import type { ConnectMetrics, TunnelKind } from "./connect.metrics.ts";
import { findActiveJobs } from "./connect.store.ts";
import type { TunnelLimits } from "./limits.ts";

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
  cut(reason: ApiError): void;
  /** Call when the connection has ended. */
  close(): void;
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
  readonly #options: TunnelLimits;
  readonly #byJob = new Map<number, Set<Open>>();
  /** Jobs that have changed, and are to be looked at. */
  readonly #changed = new Set<number>();
  readonly #events = new EventTarget();
  #looking = false;
  #retry: NodeJS.Timeout | undefined;
  #listening: Promise<Listening> | undefined;
  #isStopping = false;

  constructor(hub: Pick<Hub, "database" | "log">, metrics: ConnectMetrics, options: TunnelLimits) {
    this.#hub = hub;
    this.#metrics = metrics;
    this.#options = options;
  }

  /** From when this resolves, changes of jobs are heard: whatever is read of a job afterwards is kept true. May be called often. */
  async start(): Promise<void> {
    if (this.#isStopping) throw stopping();
    this.#listening ??= this.#hub.database.listen(
      [JOBS_CHANGED],
      (_channel, payload) => this.#onChanged(payload),
      () => this.#look(this.#byJob.keys()),
    );
    await this.#listening;
  }

  /** Cuts WebSockets at once, and what else is under way after a while. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const open of this.#all()) if (open.kind === "websocket") open.cutter.abort(stopping());
    if (this.#byJob.size > 0) {
      const patience = new AbortController();
      const none = once(this.#events, "none", { signal: patience.signal }).catch(() => undefined);
      await Promise.race([none, sleep(this.#options.graceMs, undefined, { signal: patience.signal })]);
      patience.abort();
    }
    for (const open of this.#all()) open.cutter.abort(stopping());
    clearTimeout(this.#retry);
    const listening = await this.#listening?.catch(() => undefined);
    await listening?.stop();
  }

  /** @throws {ApiError} a 429 if the job has too many, a 503 at shutdown. */
  open(facts: TunnelFacts): Tunnel {
    if (this.#isStopping) throw stopping();
    const ofJob = this.#byJob.get(facts.job) ?? new Set();
    if (ofJob.size >= this.#options.maxPerJob) throw new ApiError("tooManyRequests", "Too many connections to this job.");
    const open: Open = { ...facts, cutter: new AbortController() };
    this.#byJob.set(facts.job, ofJob.add(open));
    this.#metrics.opened(facts.kind);
    const { cutter } = open;
    return { signal: cutter.signal, cut: (reason) => cutter.abort(reason), close: () => this.#close(open, ofJob) };
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
      // Those that have closed meanwhile are no longer there.
      for (const open of [...(this.#byJob.get(id) ?? [])]) {
        const isStill = origins.includes(open.origin) && (open.key === null || open.key === job?.key);
        if (!isStill) open.cutter.abort(new ApiError("notConnectable", job ? MOVED : ENDED));
      }
    }
  }

  /** As of now: what is done to them may close them. */
  #all(): Open[] {
    return [...this.#byJob.values()].flatMap((ofJob) => [...ofJob]);
  }
}

function stopping(): ApiError {
  return new ApiError("notConnectable", "The hub is stopping.");
}
