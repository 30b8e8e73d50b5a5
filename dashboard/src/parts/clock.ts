/** One clock for all times on the page: it ticks once a second, and only while one of them is shown. */

import { useSyncExternalStore } from "react";

const TICK_MS = 1_000;

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(onTick: () => void): () => void {
  watchers.add(onTick);
  timer ??= setInterval(() => {
    for (const tell of watchers) tell();
  }, TICK_MS);
  return () => {
    watchers.delete(onTick);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `read` says of the time, kept current. Renders again only when that text changes. */
export function useClockText(read: (now: number) => string): string {
  return useSyncExternalStore(watch, () => read(Date.now()));
}
