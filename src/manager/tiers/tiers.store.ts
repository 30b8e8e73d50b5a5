import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import { columnsOf } from "../http/columns.ts";
import type { PageQuery } from "../http/pages.ts";
import type { TierChanges, TierDetails, TierFacts } from "./tiers.schemas.ts";

/** A `TierFacts`, of a row of `tiers`. */
const TIER = `tiers.id, tiers.name, tiers.priority, max_active_jobs AS "maxActiveJobs", max_jobs_per_hour AS "maxJobsPerHour",
  max_job_minutes_per_month AS "maxJobMinutesPerMonth", (SELECT count(*) FROM accounts WHERE tier_id = tiers.id) AS accounts`;

/** Newest first. */
export async function listTiers(db: Queryable, { limit, offset }: PageQuery): Promise<Listed<TierFacts>> {
  return listed(
    db.query<TierFacts>(`SELECT ${TIER} FROM tiers ORDER BY id DESC LIMIT $1 OFFSET $2`, [limit, offset]),
    db.query<Count>("SELECT count(*) FROM tiers"),
  );
}

/** @param id null if the name is none. */
export async function findTier(db: Queryable, id: number | null, name: string): Promise<TierFacts | null> {
  const { rows } = await db.query<TierFacts>(
    `SELECT ${TIER} FROM tiers WHERE CASE WHEN $1::bigint IS NULL THEN lower(name) = lower($2) ELSE id = $1 END`,
    [id, name],
  );
  return rows[0] ?? null;
}

const DEFAULT_PRIORITY = 4;

/** Its unique index is `tiers_name`. */
export async function insertTier(db: Queryable, tier: TierDetails): Promise<TierFacts> {
  const { rows } = await db.query<TierFacts>(
    `INSERT INTO tiers (name, priority, max_active_jobs, max_jobs_per_hour, max_job_minutes_per_month)
     VALUES ($1, $2, $3, $4, $5) RETURNING ${TIER}`,
    [
      tier.name,
      tier.priority ?? DEFAULT_PRIORITY,
      tier.maxActiveJobs ?? null,
      tier.maxJobsPerHour ?? null,
      tier.maxJobMinutesPerMonth ?? null,
    ],
  );
  return rows[0] as TierFacts;
}

const SETTABLE = "name, priority, max_active_jobs, max_jobs_per_hour, max_job_minutes_per_month";

/** Sets the fields that are given; null takes a limit away. Its unique index is `tiers_name`. Null if it is not there. */
export async function updateTier(db: Queryable, id: number, changes: TierChanges): Promise<TierFacts | null> {
  const { rows } = await db.query<TierFacts>(
    `UPDATE tiers SET (${SETTABLE}) = (SELECT ${SETTABLE} FROM jsonb_populate_record(tiers, $2)) WHERE id = $1 RETURNING ${TIER}`,
    [id, columnsOf(changes)],
  );
  return rows[0] ?? null;
}

/** What refuses it while accounts are on it is their foreign key, `accounts_tier_id_fkey`. */
export async function deleteTier(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM tiers WHERE id = $1", [id]);
}
