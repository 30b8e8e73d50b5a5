/** Workers of the accounts that one may look at. */

import type { AccountList, Hub, Worker } from "../../../clients/typescript/src/client.ts";
import { CliError } from "../errors.ts";

/** A worker, and whose it is. */
export interface OwnedWorker {
  readonly account: AccountList;
  readonly worker: Worker;
}

export interface Wanted {
  /** By name; undefined for all accounts that one is a user of, or all there are. */
  readonly account?: string | undefined;
  /** Only those that are there. */
  readonly active: boolean;
}

/** Most of a page. */
const PAGE = 100;

/** The newest first, account by account. */
export async function listWorkers(hub: Hub, { account, active }: Wanted): Promise<OwnedWorker[]> {
  const accounts = (await pages((offset) => hub.accounts.accountsList({ limit: PAGE, offset }))).filter(
    ({ name }) => account === undefined || name === account,
  );
  if (account !== undefined && accounts.length === 0) throw new CliError(`There is no account ${account} that you may see.`);
  const found = await Promise.all(
    accounts.map(async (owner) => {
      const workers = await pages((offset) =>
        hub.accounts.accountsWorkersList({ account: String(owner.id), limit: PAGE, offset, ...(active && { active }) }),
      );
      return workers.map((worker) => ({ account: owner, worker }));
    }),
  );
  return found.flat();
}

/** @param name node name or id. */
export async function findWorker(hub: Hub, name: string, account?: string): Promise<OwnedWorker> {
  const workers = await listWorkers(hub, { account, active: true });
  const found = workers.filter(({ worker }) => worker.hostname === name || String(worker.id) === name);
  const [only, another] = found;
  if (!only) {
    const there = workers.map(({ worker }) => worker.hostname);
    throw new CliError(`There is no active worker ${name}.`, {
      hint: there.length > 0 ? `There are: ${there.join(", ")}.` : "`jobhub workers list --all` shows those that were there.",
    });
  }
  if (!another) return only;
  throw new CliError(`There are several workers ${name}.`, {
    hint: `Name one by its id: ${found.map(({ worker }) => worker.id).join(", ")}.`,
  });
}

async function pages<T>(read: (offset: number) => Promise<{ count: number; results: readonly T[] }>): Promise<T[]> {
  const all: T[] = [];
  for (let more = true; more; ) {
    const { count, results } = await read(all.length);
    all.push(...results);
    more = results.length > 0 && all.length < count;
  }
  return all;
}
