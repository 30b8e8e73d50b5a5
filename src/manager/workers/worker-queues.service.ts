/** Which queues a worker takes from, and whose it is. */

import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { findAccountId } from "../accounts/accounts.store.ts";
import { HUB_ACCOUNT } from "../accounts/hub-account.ts";
import { parseQueueName, type QueueFacts } from "./queue-name.ts";
import * as store from "./worker-queues.store.ts";

export interface WorkerPlace {
  readonly id: number;
  readonly accountId: number;
}

/** Once each. @throws a 400 that names the first that is not the name of a queue. */
export function parseQueues(queues: readonly unknown[]): QueueFacts[] {
  const facts = new Map<string, QueueFacts>();
  queues.forEach((queue, i) => {
    const name = (queue as { name?: unknown } | null)?.name ?? queue;
    const parsed = typeof name === "string" ? parseQueueName(name) : null;
    if (!parsed) {
      throw badField(
        `queues.${i}`,
        "must be [<account id>/]<zone>[:<priority 0-9>][:untrusted][:interrupt], the zone of a-z, 0-9 and -",
      );
    }
    facts.set(name as string, parsed);
  });
  return [...facts.values()];
}

/** A name that tells no account is of the worker's own; beside names that do, of the hub's. */
export async function queuesOf(
  db: Queryable,
  worker: WorkerPlace,
  queues: readonly QueueFacts[],
): Promise<store.WorkerQueue[]> {
  const isMixed = queues.some(({ account }) => account !== null) && queues.some(({ account }) => account === null);
  const usual = isMixed ? await hubAccountId(db) : worker.accountId;
  return queues.map((queue) => ({ ...queue, account: queue.account ?? usual }));
}

/** Names of queues with their accounts, in order: to tell whether they are the same. */
export function queueIds(queues: readonly store.WorkerQueue[]): string[] {
  return queues.map(({ account, name }) => `${account}/${name}`).sort();
}

/**
 * Makes the zones and queues that are not there yet. A worker of the hub that takes from the queues of one account alone becomes that
 * account's.
 * @throws a 400 if one belongs to an account that is not there, or that is not the worker's.
 */
export async function linkQueues(tx: Queryable, worker: WorkerPlace, queues: readonly store.WorkerQueue[]): Promise<void> {
  const accounts = [...new Set(queues.map(({ account }) => account))];
  const [foreign] = accounts.filter((account) => account !== worker.accountId);
  if (foreign !== undefined) {
    const [missing] = await store.missingAccounts(tx, accounts);
    if (missing !== undefined) throw badField("queues", `there is no account ${missing}`);
    if (worker.accountId !== (await hubAccountId(tx))) {
      throw badField("queues", `${foreign}/ is of another account than the worker`);
    }
    if (accounts.length === 1) await store.setWorkerAccount(tx, worker.id, foreign);
  }
  if (queues.length > 0) {
    await store.ensureZones(tx, queues);
    await store.ensureQueues(tx, queues);
  }
  await store.setWorkerQueues(tx, worker.id, queues);
}

export async function hubAccountId(db: Queryable): Promise<number> {
  const id = await findAccountId(db, HUB_ACCOUNT);
  if (id === null) throw new ApiError("conflict", `There is no account ${HUB_ACCOUNT}.`);
  return id;
}
