/** Adds up, every second, what has happened to jobs. Of several managers one does it at a time. */

import type { Service } from "../../core/lifecycle.ts";
import type { Hub } from "../hub.ts";
import { addUpMeasures, addUpQueues, forgetOld, forgetQueues, takeTurn } from "./rollup.store.ts";

const EVERY_MS = 1_000;
/** Most changes in one transaction. */
const AT_ONCE = 20_000;
const HOUR_MS = 3_600_000;

export class Rollup implements Service {
  readonly #hub: Pick<Hub, "database" | "log" | "now">;
  #timer: NodeJS.Timeout | undefined;
  #adding: Promise<void> | undefined;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(hub: Pick<Hub, "database" | "log" | "now">) {
    this.#hub = hub;
  }

  async start(): Promise<void> {
    this.#timer ??= setInterval(() => {
      this.#adding ??= this.#tryToAddUp().finally(() => {
        this.#adding = undefined;
      });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#adding;
  }

  /** What is not added up yet stays where it is. */
  async #tryToAddUp(): Promise<void> {
    const { log } = this.#hub;
    await this.addUp().catch((error: unknown) => log.warn({ err: error }, "could not add up statistics; will try again"));
  }

  /** Everything that has happened so far, and what is too old goes now and then. */
  async addUp(): Promise<void> {
    const { database, now } = this.#hub;
    while ((await this.#addUpSome()) === AT_ONCE);
    if (now() < this.#forgotAt + HOUR_MS) return;
    this.#forgotAt = now();
    await forgetOld(database, new Date(now()).toISOString());
    await forgetQueues(database);
  }

  #addUpSome(): Promise<number> {
    return this.#hub.database.transaction(async (tx) => {
      if (!(await takeTurn(tx))) return 0;
      const measures = await addUpMeasures(tx, AT_ONCE);
      return Math.max(measures, await addUpQueues(tx, AT_ONCE));
    });
  }
}
