import type { JsonObject } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import type { Action } from "./invites.schemas.ts";

export interface InviteRecord {
  readonly id: number;
  readonly key: string;
  readonly inviter: number;
  readonly email: string;
  readonly message: string | null;
  readonly created: string;
  readonly sent: string | null;
  readonly completed: string | null;
  readonly action: Action | null;
  readonly subjectId: number | null;
  readonly arguments: JsonObject | null;
}

const INVITE = `id, key, inviter_id AS inviter, email, message, created, sent, completed, action, subject_id AS "subjectId",
  arguments`;

export type NewInvite = Omit<InviteRecord, "id" | "sent" | "completed">;

export async function insertInvite(db: Queryable, invite: NewInvite): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO invites (key, inviter_id, email, message, created, action, subject_id, arguments)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      invite.key,
      invite.inviter,
      invite.email,
      invite.message,
      invite.created,
      invite.action,
      invite.subjectId,
      invite.arguments && JSON.stringify(invite.arguments),
    ],
  );
  return rows[0]?.id ?? 0;
}

export async function markSent(db: Queryable, id: number, now: string): Promise<void> {
  await db.query("UPDATE invites SET sent = $2 WHERE id = $1", [id, now]);
}

/** Those that a user has sent, newest first. */
export async function listInvites(db: Queryable, inviter: number, { limit, offset }: PageQuery): Promise<Listed<InviteRecord>> {
  return listed(
    db.query<InviteRecord>(`SELECT ${INVITE} FROM invites WHERE inviter_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3`, [
      inviter,
      limit,
      offset,
    ]),
    db.query<Count>("SELECT count(*) AS count FROM invites WHERE inviter_id = $1", [inviter]),
  );
}

/** Answers whether it was there, and the user's. */
export async function deleteInvite(db: Queryable, inviter: number, id: number): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM invites WHERE id = $1 AND inviter_id = $2", [id, inviter]);
  return rowCount > 0;
}

/** Null if it is not there, was used, or was made before `since`. */
export async function findOpenInvite(db: Queryable, key: string, since: string): Promise<InviteRecord | null> {
  const { rows } = await db.query<InviteRecord>(
    `SELECT ${INVITE} FROM invites WHERE key = $1 AND completed IS NULL AND created > $2`,
    [key, since],
  );
  return rows[0] ?? null;
}

/** Uses it up; of several who try, one gets true. */
export async function completeInvite(tx: Queryable, id: number, now: string): Promise<boolean> {
  const { rowCount } = await tx.query("UPDATE invites SET completed = $2 WHERE id = $1 AND completed IS NULL", [id, now]);
  return rowCount > 0;
}
