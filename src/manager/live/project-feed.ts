/**
 * The changes of one project's jobs, for all who watch them here. Changed jobs are read once for all, and a few times a second at
 * most: of several changes in between the last is told.
 */

import type { JobRecord } from "../jobs/record/jobs.record.ts";
import { type EventStream, eventText } from "./event-stream.ts";

export interface Watcher {
  readonly project: number;
  /** The one job that it watches; null for all of them. */
  readonly job: number | null;
  /** The key of this job that let it in; null if something else did. */
  readonly key: string | null;
  /** Address of this hub as the client knows it. */
  readonly origin: string;
  readonly stream: EventStream;
}

export interface ProjectFeedOptions {
  /** Reads those of the jobs that are still there. */
  readonly read: (ids: readonly number[]) => Promise<JobRecord[]>;
  /** The data of their events. */
  readonly present: (jobs: readonly JobRecord[], origin: string) => Promise<{ id: number }[]>;
  readonly onError: (error: unknown) => void;
  /** Least time between two reads, in milliseconds. */
  readonly intervalMs: number;
}

/** Of more changed jobs than this, watchers are told to read the list again. */
const MAX_CHANGED = 500;

export class ProjectFeed {
  readonly #options: ProjectFeedOptions;
  readonly #watchers = new Set<Watcher>();
  #changed = new Set<number>();
  #changedAll = false;
  #telling = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ProjectFeedOptions) {
    this.#options = options;
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  add(watcher: Watcher): void {
    this.#watchers.add(watcher);
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (!this.isWatched) clearTimeout(this.#timer);
  }

  onChanged(ids: readonly number[] | "all"): void {
    if (ids === "all") this.#changedAll = true;
    else for (const id of ids) this.#changed.add(id);
    if (!this.#telling) void this.#tell();
  }

  /** Tells at once, then rests: what happens meanwhile is told together. */
  async #tell(): Promise<void> {
    this.#telling = true;
    await this.#tellChanged().catch((error: unknown) => {
      this.#options.onError(error);
      this.reset();
    });
    this.#timer = setTimeout(() => {
      this.#telling = false;
      if (this.#changed.size > 0 || this.#changedAll) void this.#tell();
    }, this.#options.intervalMs);
  }

  async #tellChanged(): Promise<void> {
    const changed = this.#changed;
    const isTooMuch = this.#changedAll || changed.size > MAX_CHANGED;
    this.#changed = new Set();
    this.#changedAll = false;
    if (isTooMuch) return this.reset();
    const concerned = [...this.#watchers].filter(({ job }) => job === null || changed.has(job));
    if (concerned.length === 0) return;
    const wanted = concerned.some(({ job }) => job === null) ? changed : new Set(concerned.map(({ job }) => job as number));
    const jobs = await this.#options.read([...wanted]);
    const watchers = concerned.filter((watcher) => !endOutdated(watcher, jobs));
    for (const origin of new Set(watchers.map((watcher) => watcher.origin))) {
      const events = await this.#eventsOf(jobs, origin);
      for (const watcher of watchers) if (watcher.origin === origin) tellOne(watcher, events);
    }
  }

  async #eventsOf(jobs: readonly JobRecord[], origin: string): Promise<Map<number, string>> {
    const presented = await this.#options.present(jobs, origin);
    return new Map(presented.map((job) => [job.id, eventText("job", job)]));
  }

  /** Watchers may have missed something. */
  reset(): void {
    for (const { stream } of this.#watchers) stream.send(eventText("reset"));
  }
}

/** A job's events have its key: whoever came by one that is no longer its own must not be told the new one. */
function endOutdated({ job, key, stream }: Watcher, jobs: readonly JobRecord[]): boolean {
  const isOutdated = key !== null && jobs.some((record) => record.id === job && record.key !== key);
  if (isOutdated) stream.end();
  return isOutdated;
}

function tellOne({ job, stream }: Watcher, events: ReadonlyMap<number, string>): void {
  const text = job === null ? [...events.values()].join("") : (events.get(job) ?? "");
  if (text !== "") stream.send(text);
}
