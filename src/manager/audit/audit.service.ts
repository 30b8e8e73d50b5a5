/** Does what is to be remembered. */

import type { JsonObject } from "../../core/json.ts";
import type { User } from "../auth/auth.store.ts";
import type { Hub } from "../hub.ts";
import { insertAudit, setOutcome } from "./audit.store.ts";

/** What is done, by whom, to what. */
export interface Deed {
  readonly user: User;
  /** Id of the account that it concerns; null for the hub as a whole. */
  readonly account: number | null;
  readonly action: string;
  readonly subject: string;
  /** What was asked for in particular. Nothing secret. */
  readonly details?: JsonObject;
}

/**
 * Does it, and records that it was asked for before, and what came of it after. Nothing is done that cannot be recorded.
 * @param outcomeOf what came of it, in words.
 */
export async function audited<T>(
  { database, log, now }: Hub,
  { user, account, action, subject, details = {} }: Deed,
  work: () => Promise<T>,
  outcomeOf: (result: T) => string,
): Promise<T> {
  const time = new Date(now()).toISOString();
  const id = await insertAudit(database, { time, user, account, action, subject, details });
  const conclude = (outcome: string) =>
    setOutcome(database, id, outcome).catch((error: unknown) =>
      log.error({ err: error, action, subject, outcome }, "the outcome could not be recorded"),
    );
  try {
    const result = await work();
    await conclude(outcomeOf(result));
    return result;
  } catch (error) {
    await conclude(`failed: ${(error as Error).message}`);
    throw error;
  }
}
