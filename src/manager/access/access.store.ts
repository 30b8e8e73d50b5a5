import type { Queryable } from "../../database/connect.ts";
import type { AccountRole, ProjectRole } from "../permissions.ts";

/** A project and what a user was given on it and on its account. */
export interface ProjectGrant {
  readonly id: number;
  readonly name: string;
  readonly accountId: number;
  readonly public: boolean;
  readonly agentRole: ProjectRole | null;
  readonly accountRole: AccountRole | null;
}

export interface AccountGrant {
  readonly id: number;
  readonly name: string;
  readonly accountRole: AccountRole | null;
}

const PROJECT_GRANT = `
  SELECT projects.id, projects.name, projects.account_id AS "accountId", projects.public,
    project_agents.role AS "agentRole", account_users.role AS "accountRole"
  FROM projects
  JOIN accounts ON accounts.id = projects.account_id
  LEFT JOIN project_agents ON project_agents.project_id = projects.id AND project_agents.user_id = $1
  LEFT JOIN account_users ON account_users.account_id = projects.account_id AND account_users.user_id = $1`;

export async function projectGrantById(db: Queryable, userId: number | null, id: number): Promise<ProjectGrant[]> {
  const { rows } = await db.query<ProjectGrant>(`${PROJECT_GRANT} WHERE projects.id = $2`, [userId, id]);
  return rows;
}

/** A name alone may be that of several projects. */
export async function projectGrantsByName(
  db: Queryable,
  userId: number | null,
  name: string,
  account: string | null,
): Promise<ProjectGrant[]> {
  const { rows } = await db.query<ProjectGrant>(
    `${PROJECT_GRANT} WHERE lower(projects.name) = lower($2) AND ($3::text IS NULL OR lower(accounts.name) = lower($3))`,
    [userId, name, account],
  );
  return rows;
}

export async function accountGrant(
  db: Queryable,
  userId: number | null,
  id: number | null,
  name: string,
): Promise<AccountGrant | null> {
  const { rows } = await db.query<AccountGrant>(
    `SELECT accounts.id, accounts.name, account_users.role AS "accountRole"
     FROM accounts
     LEFT JOIN account_users ON account_users.account_id = accounts.id AND account_users.user_id = $1
     WHERE accounts.id = $2 OR ($2 IS NULL AND lower(accounts.name) = lower($3))`,
    [userId, id, name],
  );
  return rows[0] ?? null;
}

/** The key of a job, and the project that it belongs to. */
export async function jobKey(
  db: Queryable,
  projectIds: readonly number[],
  jobId: number,
): Promise<{ key: string; projectId: number } | null> {
  const { rows } = await db.query<{ key: string; projectId: number }>(
    `SELECT key, project_id AS "projectId" FROM jobs WHERE id = $1 AND project_id = ANY($2)`,
    [jobId, projectIds],
  );
  return rows[0] ?? null;
}
