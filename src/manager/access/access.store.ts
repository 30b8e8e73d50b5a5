import type { Queryable } from "../../database/connect.ts";
import { type AccountRole, type ProjectRole, projectRoleJoins, projectRoleSql } from "../permissions.ts";

/** A project, and the caller's role on it: null for none. */
export interface ProjectAccess {
  readonly id: number;
  readonly name: string;
  readonly accountId: number;
  readonly public: boolean;
  readonly role: ProjectRole | null;
}

/** Who asks; null for somebody who is not signed in. */
export type Caller = { readonly id: number; readonly isStaff: boolean } | null;

export interface AccountGrant {
  readonly id: number;
  readonly name: string;
  readonly accountRole: AccountRole | null;
}

const PROJECT_ACCESS = `
  SELECT projects.id, projects.name, projects.account_id AS "accountId", projects.public, ${projectRoleSql("$2")} AS role
  FROM projects
  JOIN accounts ON accounts.id = projects.account_id
  ${projectRoleJoins("$1")}`;

export async function projectAccessById(db: Queryable, caller: Caller, id: number): Promise<ProjectAccess[]> {
  const { rows } = await db.query<ProjectAccess>(`${PROJECT_ACCESS} WHERE projects.id = $3`, [...whoIs(caller), id]);
  return rows;
}

/** A name alone may be that of several projects. */
export async function projectAccessByName(
  db: Queryable,
  caller: Caller,
  name: string,
  account: string | null,
): Promise<ProjectAccess[]> {
  const { rows } = await db.query<ProjectAccess>(
    `${PROJECT_ACCESS} WHERE lower(projects.name) = lower($3) AND ($4::text IS NULL OR lower(accounts.name) = lower($4))`,
    [...whoIs(caller), name, account],
  );
  return rows;
}

/** The values of `$1` and `$2`. */
export function whoIs(caller: Caller): [id: number | null, isStaff: boolean] {
  return [caller?.id ?? null, caller?.isStaff ?? false];
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
     WHERE CASE WHEN $2::bigint IS NULL THEN lower(accounts.name) = lower($3) ELSE accounts.id = $2 END`,
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
