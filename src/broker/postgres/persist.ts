import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../core/backoff.ts";
import { isUnavailable } from "../../database/connect.ts";
import type { Logger } from "../../service/log.ts";

/** Until when, and what hears of it, that something is tried again. */
export interface Persistence {
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Does a write that must not be lost: again and again while the database is away, until `signal`. Other errors are the caller's. */
export async function persist<T>(write: () => Promise<T>, { signal, log }: Persistence): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isUnavailable(error) || signal.aborted) throw error;
      log.warn({ err: error, tries }, "the database is away; trying again");
      await sleep(backoffMs(tries, { mostMs: 2_000 }), undefined, { signal }).catch(() => undefined);
    }
  }
}
