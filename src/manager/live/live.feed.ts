/** Tells clients which jobs of their project change, whichever manager changed them. While nobody watches, it does nothing. */

import { ApiError } from "../../core/errors.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Listening } from "../../database/connect.ts";
import type { Hub } from "../hub.ts";
import type { JobReader } from "../jobs/jobs.reader.ts";
import { findJobsOfProject } from "../jobs/jobs.store.ts";
import { decodeChanged, JOBS_CHANGED } from "../jobs/record/jobs.changed.ts";
import { ProjectFeed, type Watcher } from "./project-feed.ts";

export interface LiveFeedOptions {
  /** Between heartbeats. Default 15,000. */
  readonly heartbeatMs?: number;
  /** A client that takes nothing for this long is gone. Default 45,000. */
  readonly longestLagMs?: number;
  /** Then a client has to connect again, so that its permission is checked again. Default one hour. */
  readonly longestWatchMs?: number;
  /** Least time between two events of one job. Default 100. */
  readonly intervalMs?: number;
  /** Most streams of one caller. Default 1,000. */
  readonly mostPerCaller?: number;
}

export class LiveFeed implements Service {
  readonly #hub: Pick<Hub, "database" | "log" | "now">;
  readonly #reader: JobReader;
  readonly #options: Required<LiveFeedOptions>;
  readonly #projects = new Map<number, ProjectFeed>();
  /** And since when. */
  readonly #watchers = new Map<Watcher, number>();
  /** How many streams each caller has, or is about to have. */
  readonly #held = new Map<string, number>();
  #listening: Promise<Listening> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(hub: Pick<Hub, "database" | "log" | "now">, reader: JobReader, options: LiveFeedOptions = {}) {
    this.#hub = hub;
    this.#reader = reader;
    const usual = {
      heartbeatMs: 15_000,
      longestLagMs: 45_000,
      longestWatchMs: 3_600_000,
      intervalMs: 100,
      mostPerCaller: 1_000,
    };
    this.#options = { ...usual, ...options };
  }

  async start(): Promise<void> {
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs);
  }

  /** Ends every stream. */
  async stop(): Promise<void> {
    clearInterval(this.#heartbeat);
    for (const { stream } of this.#watchers.keys()) stream.end();
    const listening = await this.#listening?.catch(() => undefined);
    await listening?.stop();
  }

  /**
   * From when this resolves, every change is told. Call what it answers when the client has gone.
   * @param caller who asks.
   * @param open makes the watcher, once changes can be heard. @throws a 429 if the caller has too many.
   */
  async watch(caller: string, open: () => Watcher): Promise<() => void> {
    this.#hold(caller);
    try {
      await this.#listen();
      return this.#add(caller, open());
    } catch (error) {
      this.#release(caller);
      throw error;
    }
  }

  #add(caller: string, watcher: Watcher): () => void {
    const feed = this.#projects.get(watcher.project) ?? this.#makeFeed(watcher.project);
    this.#projects.set(watcher.project, feed);
    this.#watchers.set(watcher, this.#hub.now());
    feed.add(watcher);
    return () => {
      if (!this.#watchers.delete(watcher)) return;
      feed.remove(watcher);
      if (!feed.isWatched) this.#projects.delete(watcher.project);
      this.#release(caller);
    };
  }

  #makeFeed(project: number): ProjectFeed {
    const { database, log } = this.#hub;
    return new ProjectFeed({
      read: (ids) => findJobsOfProject(database, project, ids),
      present: (jobs, origin) => this.#reader.summaries(jobs, origin),
      onError: (error) => log.warn({ err: error }, "could not read the jobs that have changed"),
      intervalMs: this.#options.intervalMs,
    });
  }

  #listen(): Promise<Listening> {
    this.#listening ??= this.#hub.database.listen(
      [JOBS_CHANGED],
      (_channel, payload) => this.#onChanged(payload),
      () => this.#onReconnect(),
    );
    return this.#listening;
  }

  #hold(caller: string): void {
    const held = this.#held.get(caller) ?? 0;
    if (held >= this.#options.mostPerCaller) throw new ApiError("tooManyRequests", "Too many live feeds are open.");
    this.#held.set(caller, held + 1);
  }

  #release(caller: string): void {
    const left = (this.#held.get(caller) ?? 0) - 1;
    if (left > 0) this.#held.set(caller, left);
    else this.#held.delete(caller);
    if (this.#held.size > 0) return;
    const listening = this.#listening;
    this.#listening = undefined;
    listening?.then((it) => it.stop()).catch(() => undefined);
  }

  #onChanged(payload: string): void {
    for (const [project, ids] of decodeChanged(payload)) this.#projects.get(project)?.onChanged(ids);
  }

  #onReconnect(): void {
    for (const feed of this.#projects.values()) feed.reset();
  }

  #beat(): void {
    const { longestLagMs, longestWatchMs } = this.#options;
    for (const [{ stream }, since] of this.#watchers) {
      if (this.#hub.now() - since > longestWatchMs) stream.end();
      else stream.beat(longestLagMs);
    }
  }
}
