import { ApiError } from "../../core/errors.ts";
import type { AccountAccess } from "../access/access.service.ts";
import type { PageQuery } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import type { WorkerFacts } from "./account-workers.schemas.ts";
import * as store from "./account-workers.store.ts";

/** Those that are active, or are not; all where `active` is not given. */
export function listWorkers(
  { database, now }: Hub,
  { id }: AccountAccess,
  { active = null, ...page }: PageQuery & { readonly active?: boolean | null },
) {
  return store.listWorkers(database, id, active, new Date(now()).toISOString(), page);
}

/** @throws a 404 */
export async function readWorker({ database, now }: Hub, account: AccountAccess, id: number): Promise<WorkerFacts> {
  const worker = await store.findAccountWorker(database, account.id, id, new Date(now()).toISOString());
  if (!worker) throw new ApiError("notFound");
  return worker;
}

/** @throws a 404 if the account has no such worker. */
export async function listHeartbeats({ database }: Hub, account: AccountAccess, id: number, page: PageQuery) {
  const heartbeats = await store.listHeartbeats(database, account.id, id, page);
  if (!heartbeats) throw new ApiError("notFound");
  return heartbeats;
}
