import { hub, type TierCreate } from "../hub.ts";

export async function createTier(data: TierCreate): Promise<void> {
  await hub.tiers.tiersCreate({ data });
}

export async function changeTier(tier: number, data: TierCreate): Promise<void> {
  await hub.tiers.tiersPartialUpdate({ tier: String(tier), data });
}

/** The hub refuses while an account is on it, and if new accounts are to be. */
export async function deleteTier(tier: number): Promise<void> {
  await hub.tiers.tiersDelete({ tier: String(tier) });
}
