import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../core/backoff.ts";
import type { Logger } from "../../service/log.ts";
import { isAway } from "./connection.ts";

/** Until when, and what hears of it, that something is tried again. */
export interface Persistence {
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Sends what must not be lost: again and again while the broker is away, until `signal`. Other errors are the caller's. */
export async function persist(send: () => Promise<void>, { signal, log }: Persistence): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isAway(error) || signal.aborted) throw error;
      log.debug({ err: error, tries }, "could not send; trying again");
      await sleep(backoffMs(tries, { mostMs: 1_000 }), undefined, { signal }).catch(() => undefined);
    }
  }
}
