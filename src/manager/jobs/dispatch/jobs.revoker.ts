/**
 * For a broker that remembers what is cancelled no longer than its nodes run: tells it again of the jobs that are cancelled and that no
 * worker has confirmed, when the manager starts and every now and then. Workers that come online learn it from whoever remembers.
 */

import { Loop } from "../../../broker/loop.ts";
import type { Service } from "../../../core/lifecycle.ts";
import { taskIdsOf } from "../../adoption/adoption.store.ts";
import type { Hub } from "../../hub.ts";
import { findCancelled } from "./jobs.stages.store.ts";

const EVERY_MS = 60_000;
/** What was cancelled longer ago has been dropped, or will never come to a worker. */
const FOR_MS = 24 * 3_600_000;
const MOST = 10_000;

export class JobRevoker implements Service {
  readonly #hub: Hub;
  readonly #loop: Loop;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#loop = new Loop({
      step: async () => {
        await this.revoke();
        return false;
      },
      restMs: EVERY_MS,
      onError: (error) => hub.log.warn({ err: error }, "could not tell the broker of cancelled jobs; will try again"),
    });
  }

  /** Does nothing where the broker has a part in the record's transactions: it forgets nothing. */
  async start(): Promise<void> {
    if (!this.#hub.broker.transactional) await this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** One round. */
  async revoke(): Promise<void> {
    const { database, broker, now } = this.#hub;
    const ids = await findCancelled(database, new Date(now() - FOR_MS).toISOString(), MOST);
    await broker.revoke(await taskIdsOf(database, ids));
  }
}
