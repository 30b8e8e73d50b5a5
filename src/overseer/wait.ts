import { setTimeout as sleep } from "node:timers/promises";
import { type BackoffOptions, backoffMs } from "../core/backoff.ts";
import type { Logger } from "../service/log.ts";

export interface WaitOptions {
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly backoff?: BackoffOptions;
}

/** Tries until it works, and says once that it waits for `what`. @throws an abort error when `signal` aborts. */
export async function until<T>(what: string, attempt: () => Promise<T>, { log, signal, backoff }: WaitOptions): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (tries === 1) log.warn({ reason }, `waiting for ${what}`);
      else log.debug({ reason, tries }, `still waiting for ${what}`);
      await sleep(backoffMs(tries, { mostMs: 3_000, ...backoff }), undefined, { signal });
    }
  }
}
