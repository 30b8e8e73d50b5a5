import { ApiError } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { AccountAccess } from "../access/access.service.ts";
import { conflict } from "../http/conflicts.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import type { ZoneFacts } from "./zones.schemas.ts";
import * as store from "./zones.store.ts";

/** By id or name. @throws a 404 */
export async function readZone({ database }: Hub, account: AccountAccess, zone: string): Promise<ZoneFacts> {
  return find(database, account.id, zone);
}

/** Before its first worker is there. @throws a 409 if the account has one of this name. */
export async function createZone({ database }: Hub, account: AccountAccess, name: string): Promise<ZoneFacts> {
  const zone = await store.insertZone(database, account.id, name);
  if (!zone) throw conflict("name", "is the name of another zone of this account");
  return zone;
}

/** @throws a 409 while it is used: an active worker would bring it back at once. */
export async function deleteZone({ database, now }: Hub, account: AccountAccess, zone: string): Promise<void> {
  await database.transaction(async (tx) => {
    const { id } = await find(tx, account.id, zone);
    const { hasWorkers, hasJobs } = await store.zoneUse(tx, id, new Date(now()).toISOString());
    if (hasWorkers) throw new ApiError("conflict", "Workers take jobs from this zone. Stop them first.");
    if (hasJobs) throw new ApiError("conflict", "Jobs wait for workers of this zone. Cancel them first, or start a worker.");
    await store.deleteZone(tx, id);
  });
}

async function find(db: Queryable, accountId: number, zone: string): Promise<ZoneFacts> {
  const found = await store.findZone(db, accountId, parseId(zone), zone);
  if (!found) throw new ApiError("notFound");
  return found;
}
