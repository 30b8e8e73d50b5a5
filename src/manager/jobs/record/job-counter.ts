/** Adds up, every second, what has changed in the number of jobs. Of several managers one does it at a time. */

import type { Service } from "../../../core/lifecycle.ts";
import type { Hub } from "../../hub.ts";
import { addUp, deleteEmpty, forgetUsage, takeTurn } from "./job-counter.store.ts";

const EVERY_MS = 1_000;
/** Most changes in one transaction. */
const AT_ONCE = 50_000;
const HOUR_MS = 3_600_000;
/** Longer than a month, for which quotas are. */
const USAGE_KEPT_MS = 40 * 24 * HOUR_MS;

export class JobCounter implements Service {
  readonly #hub: Pick<Hub, "database" | "log" | "now">;
  #timer: NodeJS.Timeout | undefined;
  #counting: Promise<void> | undefined;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(hub: Pick<Hub, "database" | "log" | "now">) {
    this.#hub = hub;
  }

  async start(): Promise<void> {
    this.#timer ??= setInterval(() => {
      this.#counting ??= this.#count().finally(() => {
        this.#counting = undefined;
      });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#counting;
  }

  /** What is not added up counts all the same: it only takes longer to read. */
  async #count(): Promise<void> {
    const { log } = this.#hub;
    await this.count().catch((error: unknown) => log.warn({ err: error }, "could not add up jobs; will try again"));
  }

  async count(): Promise<void> {
    const { database, now } = this.#hub;
    while ((await this.#countSome()) === AT_ONCE);
    if (now() < this.#forgotAt + HOUR_MS) return;
    this.#forgotAt = now();
    await forgetUsage(database, new Date(now() - USAGE_KEPT_MS).toISOString());
  }

  #countSome(): Promise<number> {
    return this.#hub.database.transaction(async (tx) => {
      if (!(await takeTurn(tx))) return 0;
      const count = await addUp(tx, AT_ONCE);
      if (count > 0) await deleteEmpty(tx);
      return count;
    });
  }
}
