import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import { columnsOf } from "../http/columns.ts";
import type { PageQuery } from "../http/pages.ts";
import type { TeamFacts } from "./teams.schemas.ts";

const TEAM = `teams.id, teams.account_id AS account, teams.name, teams.description,
  (SELECT coalesce(json_agg(json_build_object('id', users.id, 'username', username, 'firstName', first_name,
     'lastName', last_name) ORDER BY users.id), '[]')
   FROM team_members JOIN users ON users.id = team_members.user_id WHERE team_members.team_id = teams.id) AS members`;

/** Newest first. */
export async function listTeams(db: Queryable, accountId: number, { limit, offset }: PageQuery): Promise<Listed<TeamFacts>> {
  return listed(
    db.query<TeamFacts>(`SELECT ${TEAM} FROM teams WHERE account_id = $1 ORDER BY teams.id DESC LIMIT $2 OFFSET $3`, [
      accountId,
      limit,
      offset,
    ]),
    db.query<Count>("SELECT count(*) AS count FROM teams WHERE account_id = $1", [accountId]),
  );
}

export async function allTeams(db: Queryable, accountId: number): Promise<TeamFacts[]> {
  const { rows } = await db.query<TeamFacts>(`SELECT ${TEAM} FROM teams WHERE account_id = $1 ORDER BY teams.id DESC`, [
    accountId,
  ]);
  return rows;
}

export async function findTeam(db: Queryable, accountId: number, id: number): Promise<TeamFacts | null> {
  const { rows } = await db.query<TeamFacts>(`SELECT ${TEAM} FROM teams WHERE account_id = $1 AND teams.id = $2`, [
    accountId,
    id,
  ]);
  return rows[0] ?? null;
}

export async function findTeamByName(db: Queryable, accountId: number, name: string): Promise<TeamFacts | null> {
  const { rows } = await db.query<TeamFacts>(`SELECT ${TEAM} FROM teams WHERE account_id = $1 AND lower(name) = lower($2)`, [
    accountId,
    name,
  ]);
  return rows[0] ?? null;
}

/** The account that a team belongs to, and the team's name. */
export async function findTeamAccount(db: Queryable, id: number): Promise<{ account: number; name: string } | null> {
  const { rows } = await db.query<{ account: number; name: string }>(
    "SELECT account_id AS account, name FROM teams WHERE id = $1",
    [id],
  );
  return rows[0] ?? null;
}

/** Answers its id; null if the account has a team of this name. */
export async function insertTeam(
  db: Queryable,
  { account, name, description }: { account: number; name: string; description: string | null },
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    "INSERT INTO teams (account_id, name, description) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
    [account, name, description],
  );
  return rows[0]?.id ?? null;
}

/** Sets the fields that are given. Its unique index is `teams_name`. */
export async function updateTeam(
  db: Queryable,
  id: number,
  fields: { readonly name?: string; readonly description?: string | null },
): Promise<void> {
  await db.query(
    `UPDATE teams SET (name, description) = (SELECT name, description FROM jsonb_populate_record(teams, $2)) WHERE id = $1`,
    [id, columnsOf(fields)],
  );
}

/** Its roles on projects go with it. Answers whether it was there. */
export async function deleteTeam(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM teams WHERE id = $1", [id]);
  return rowCount > 0;
}

/** Answers whether it is there; then it is until the end of the transaction. */
export async function keepTeam(tx: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM teams WHERE id = $1 FOR KEY SHARE", [id]);
  return rowCount > 0;
}

/** Whether the team is an OWNER of a project. */
export async function isOwner(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query("SELECT FROM project_agents WHERE team_id = $1 AND role = 'OWNER' LIMIT 1", [id]);
  return rowCount > 0;
}

/** All must be users of the team's account. Those who are members already stay. */
export async function insertMembers(
  db: Queryable,
  { id, account }: { id: number; account: number },
  userIds: readonly number[],
): Promise<void> {
  await db.query(
    `INSERT INTO team_members (team_id, account_id, user_id) SELECT $1, $2, user_id FROM unnest($3::bigint[]) AS user_id
     ON CONFLICT DO NOTHING`,
    [id, account, userIds],
  );
}

/** Removes all members but these. */
export async function deleteOtherMembers(db: Queryable, teamId: number, userIds: readonly number[]): Promise<void> {
  await db.query("DELETE FROM team_members WHERE team_id = $1 AND user_id <> ALL($2::bigint[])", [teamId, userIds]);
}

/** Answers whether the user was a member. */
export async function deleteMember(db: Queryable, teamId: number, userId: number): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM team_members WHERE team_id = $1 AND user_id = $2", [teamId, userId]);
  return rowCount > 0;
}
