/**
 * The live feed of the project that is shown: one connection for the whole window. Changes are handed on together, once for
 * each frame that the browser paints, and of several changes of one job only the last.
 *
 * A window that nobody sees lets go of its connection after a while, since a browser has few of them for one server, and
 * tells its listeners to read again when it is seen.
 */

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { type Hub, hub, type LiveEvent, type LiveOptions } from "../hub.ts";

export type LiveJob = Extract<LiveEvent, { type: "job" }>["job"];
export type LiveState = "connecting" | "live" | "stale";

type OneJob = Pick<LiveOptions, "job" | "key">;

export interface LiveListener {
  readonly onJobs?: (jobs: readonly LiveJob[]) => void;
  /** The feed begins, or something may have been missed: read again. */
  readonly onReset?: () => void;
}

/** A connection that is lost for less than this is not worth a word. */
const GRACE_MS = 1_500;
const HIDDEN_MS = 30_000;
/** How often a hidden window hands on changes: it is not asked to paint. */
const HIDDEN_BATCH_MS = 500;

export class LiveFeed {
  readonly #hub: Pick<Hub, "live">;
  readonly #listeners = new Set<LiveListener>();
  readonly #watchers = new Set<() => void>();
  #changed = new Map<number, LiveJob>();
  #project: number | null = null;
  #only: OneJob = {};
  #connection: AbortController | undefined;
  #state: LiveState = "connecting";
  /** How often something may have been missed. */
  #gaps = 0;
  /** What is told while something is read, for each that reads. */
  readonly #reads = new Set<Map<number, LiveJob>>();
  #isScheduled = false;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(hub: Pick<Hub, "live">) {
    this.#hub = hub;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Null while no project is shown. */
  get project(): number | null {
    return this.#project;
  }

  /** @param only one job of it, for those who have its key and no role on the project. */
  start(project: number, only: OneJob = {}): void {
    if (this.#project === project) return;
    this.stop();
    this.#project = project;
    this.#only = only;
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#connect();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    clearTimeout(this.#hiddenTimer);
    this.#disconnect();
    this.#project = null;
    this.#changed.clear();
    this.#setState("connecting");
  }

  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Reads something, again if changes may have been missed meanwhile.
   * @returns the answer, and the jobs that changed while it was on its way: it may not know of them.
   */
  async read<T>(ask: () => Promise<T>): Promise<{ answer: T; told: ReadonlyMap<number, LiveJob> }> {
    const told = new Map<number, LiveJob>();
    this.#reads.add(told);
    try {
      for (;;) {
        const gaps = this.#gaps;
        const answer = await ask();
        if (gaps === this.#gaps) return { answer, told };
      }
    } finally {
      this.#reads.delete(told);
    }
  }

  watchState(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => void this.#watchers.delete(onChange);
  }

  #connect(): void {
    if (this.#connection || this.#project === null) return;
    this.#connection = new AbortController();
    void this.#hear(this.#project, this.#connection.signal);
  }

  #disconnect(): void {
    clearTimeout(this.#lostTimer);
    this.#connection?.abort();
    this.#connection = undefined;
  }

  async #hear(project: number, signal: AbortSignal): Promise<void> {
    try {
      for await (const event of this.#hub.live(project, { ...this.#only, signal, onLost: () => this.#onLost(signal) })) {
        if (signal.aborted) return;
        this.#onEvent(event);
      }
    } catch {
      // The hub refuses: the next page to read something tells why.
      if (!signal.aborted) this.#setState("stale");
    }
  }

  #onEvent(event: LiveEvent): void {
    clearTimeout(this.#lostTimer);
    this.#setState("live");
    if (event.type === "job") {
      this.#onJob(event.job);
      return;
    }
    this.#gaps += 1;
    for (const { onReset } of this.#listeners) onReset?.();
  }

  #onJob(job: LiveJob): void {
    this.#changed.set(job.id, job);
    for (const told of this.#reads) told.set(job.id, job);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (document.hidden) setTimeout(() => this.#handOn(), HIDDEN_BATCH_MS);
    else requestAnimationFrame(() => this.#handOn());
  }

  #handOn(): void {
    this.#isScheduled = false;
    const jobs = [...this.#changed.values()];
    this.#changed = new Map();
    if (jobs.length > 0) for (const { onJobs } of this.#listeners) onJobs?.(jobs);
  }

  #onLost(signal: AbortSignal): void {
    if (signal.aborted) return;
    clearTimeout(this.#lostTimer);
    this.#lostTimer = setTimeout(() => this.#setState("stale"), GRACE_MS);
  }

  #onVisibility = (): void => {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#disconnect(), HIDDEN_MS);
    else this.#connect();
  };

  #setState(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const tell of this.#watchers) tell();
  }
}

export const live = new LiveFeed(hub);

/** Hears the changes of the project's jobs as long as the component is there. */
export function useLive({ onJobs, onReset }: LiveListener): void {
  const hearJobs = useEffectEvent((jobs: readonly LiveJob[]) => onJobs?.(jobs));
  const hearReset = useEffectEvent(() => onReset?.());
  useEffect(() => live.listen({ onJobs: (jobs) => hearJobs(jobs), onReset: () => hearReset() }), []);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (onChange) => live.watchState(onChange),
    () => live.state,
  );
}
