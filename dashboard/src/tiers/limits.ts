import { formatCount } from "../format.ts";
import type { Tier } from "../hub.ts";
import { tiersText } from "../text/tiers.ts";

/** Limits of a tier, in the order in which they are shown. */
export const LIMITS = ["maxActiveJobs", "maxJobsPerHour", "maxJobMinutesPerMonth"] as const satisfies readonly (keyof Tier)[];

export function limitText(most: number | null): string {
  return most === null ? tiersText.noLimit : tiersText.atMost(formatCount(most));
}
