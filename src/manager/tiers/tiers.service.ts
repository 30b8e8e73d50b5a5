import { ApiError } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { conflict, orConflict } from "../http/conflicts.ts";
import { refuseNumber } from "../http/names.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import type { TierChanges, TierDetails, TierFacts } from "./tiers.schemas.ts";
import * as store from "./tiers.store.ts";

const TAKEN = "is the name of another tier";
/** That of new accounts, by the default of their column. */
const DEFAULT_TIER = 1;

/** @throws a 409 if there is one of this name. */
export async function createTier({ database }: Hub, tier: TierDetails): Promise<TierFacts> {
  refuseNumber(tier.name);
  return orConflict(store.insertTier(database, tier), "tiers_name", "name", TAKEN);
}

/** By id or name. What is set counts from the next job on. @throws a 404, or a 409 if there is another one of this name. */
export async function updateTier({ database }: Hub, tier: string, changes: TierChanges): Promise<TierFacts> {
  const { id } = await find(database, tier);
  if (changes.name !== undefined) refuseNumber(changes.name);
  const updated = await orConflict(store.updateTier(database, id, changes), "tiers_name", "name", TAKEN);
  if (!updated) throw new ApiError("notFound");
  return updated;
}

/** By id or name. @throws a 404, or a 409 while it is used. */
export async function deleteTier({ database }: Hub, tier: string): Promise<void> {
  const { id } = await find(database, tier);
  if (id === DEFAULT_TIER) throw conflict("tier", "is that of new accounts");
  await orConflict(
    store.deleteTier(database, id),
    "accounts_tier_id_fkey",
    "tier",
    "has accounts: put them on another one first",
  );
}

async function find(db: Queryable, tier: string): Promise<TierFacts> {
  const found = await store.findTier(db, parseId(tier), tier);
  if (!found) throw new ApiError("notFound");
  return found;
}
