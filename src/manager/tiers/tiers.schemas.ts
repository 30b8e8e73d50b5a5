/** Schemas of tiers, which accounts know as their plan. */

import { type Static, Type } from "typebox";
import { Formed, Named, Nullable, Page } from "../http/schemas.ts";

const MAX_INT4 = 2 ** 31 - 1;

const NAME = Formed("^\\S(.*\\S)?$", "one line, with no space around it", {
  minLength: 1,
  maxLength: 64,
  description: "Not only digits. All tiers have different names.",
});
const PRIORITY = Type.Integer({ minimum: 0, maximum: 9, description: "Of its accounts' jobs: 0 last, 9 first." });

/** What an account may use. */
export const LIMITS = {
  maxActiveJobs: limit("Jobs that have not ended, at one time."),
  maxJobsPerHour: limit("Jobs created within an hour."),
  maxJobMinutesPerMonth: limit("Minutes that jobs run within a month."),
};

function limit(description: string) {
  return Nullable(Type.Integer({ minimum: 0, maximum: MAX_INT4, description: `${description} Null for no limit.` }));
}

const SET = { name: NAME, priority: PRIORITY, ...LIMITS };

export const TierModel = Named(
  "Tier",
  Type.Object({ id: Type.Integer(), ...SET, accounts: Type.Integer({ description: "How many accounts are on it." }) }),
);
export type TierFacts = Static<typeof TierModel>;
export const TiersPage = Page("Tiers", TierModel);

const changes = Type.Partial(Type.Object(SET));
const WITH_READ = { "x-ignored": ["id", "accounts"] };

export const TierCreate = Named("TierCreate", Type.Object({ ...changes.properties, name: NAME }, WITH_READ));
export type TierDetails = Static<typeof TierCreate>;
export const TierUpdate = Named("TierUpdate", Type.Object(changes.properties, WITH_READ));
export type TierChanges = Static<typeof TierUpdate>;

export const TierParams = Type.Object({ tier: Type.String({ description: "Id or name of the tier." }) });
