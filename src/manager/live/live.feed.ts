/** Tells clients which jobs of their project change, whichever manager changed them. While nobody watches, it does nothing. */

import type { Service } from "../../core/lifecycle.ts";
import type { Listening } from "../../database/connect.ts";
import type { Hub } from "../http/types.ts";
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
}

export class LiveFeed implements Service {
  readonly #hub: Pick<Hub, "database" | "log" | "now">;
  readonly #reader: JobReader;
  readonly #options: Required<LiveFeedOptions>;
  readonly #projects = new Map<number, ProjectFeed>();
  /** And since when. */
  readonly #watchers = new Map<Watcher, number>();
  /** Those that watch, and those that are about to. */
  #holders = 0;
  #listening: Promise<Listening> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(hub: Pick<Hub, "database" | "log" | "now">, reader: JobReader, options: LiveFeedOptions = {}) {
    this.#hub = hub;
    this.#reader = reader;
    this.#options = { heartbeatMs: 15_000, longestLagMs: 45_000, longestWatchMs: 3_600_000, intervalMs: 100, ...options };
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
   * @param open makes the watcher, once changes can be heard.
   */
  async watch(open: () => Watcher): Promise<() => void> {
    this.#holders += 1;
    try {
      await this.#listen();
      return this.#add(open());
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  #add(watcher: Watcher): () => void {
    const feed = this.#projects.get(watcher.project) ?? this.#makeFeed(watcher.project);
    this.#projects.set(watcher.project, feed);
    this.#watchers.set(watcher, this.#hub.now());
    feed.add(watcher);
    return () => {
      if (!this.#watchers.delete(watcher)) return;
      feed.remove(watcher);
      if (!feed.isWatched) this.#projects.delete(watcher.project);
      this.#release();
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

  #release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
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
