/** The record of what people did to the hub's workers and messages. */

import type { JsonObject } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import type { AuditEntry } from "./audit.schemas.ts";

export interface NewAuditEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly user: { readonly id: number; readonly username: string };
  readonly account: number | null;
  readonly action: string;
  readonly subject: string;
  readonly details: JsonObject;
}

/** Answers its id. */
export async function insertAudit(db: Queryable, entry: NewAuditEntry): Promise<number> {
  const { time, user, account, action, subject, details } = entry;
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO audit (time, user_id, username, account_id, action, subject, details)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [time, user.id, user.username, account, action, subject, toJson(details)],
  );
  return rows[0]?.id ?? 0;
}

export async function setOutcome(db: Queryable, id: number, outcome: string): Promise<void> {
  await db.query("UPDATE audit SET outcome = $2 WHERE id = $1", [id, outcome]);
}

/** Newest first. @param account null for those of all accounts, and of none. */
export async function listAudit(
  db: Queryable,
  account: number | null,
  { limit, offset }: PageQuery,
): Promise<Listed<AuditEntry>> {
  return listed(
    db.query<AuditEntry>(
      `SELECT id, time, user_id AS "user", username, account_id AS account, action, subject, details, outcome FROM audit
       WHERE $1::bigint IS NULL OR account_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3`,
      [account, limit, offset],
    ),
    db.query<Count>("SELECT count(*) FROM audit WHERE $1::bigint IS NULL OR account_id = $1", [account]),
  );
}
