import type { Queryable } from "../../database/connect.ts";
import type { Theme } from "../accounts/accounts.schemas.ts";
import { columnsOf } from "../http/columns.ts";

/** Which content of a project is shown: the working files, or a snapshot. */
export type Liveness = "live" | "latest" | "pinned";

/** A project as the API tells it. */
export interface ProjectFacts {
  readonly id: number;
  readonly account: number;
  readonly creator: number | null;
  readonly created: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly temporary: boolean;
  readonly public: boolean;
  readonly key: string;
  readonly main: string | null;
  readonly theme: Theme | null;
  readonly extraHead: string | null;
  readonly extraTop: string | null;
  readonly extraBottom: string | null;
  readonly liveness: Liveness;
  readonly pinned: string | null;
  readonly zone: number | null;
}

/** A `ProjectFacts`, of a row of `projects`. */
export const PROJECT = `projects.id, projects.account_id AS account, projects.creator_id AS creator, projects.created, projects.name,
  projects.title, projects.description, projects.temporary, projects.public, projects.key, projects.main, projects.theme,
  projects.extra_head AS "extraHead", projects.extra_top AS "extraTop", projects.extra_bottom AS "extraBottom",
  projects.liveness, projects.pinned, projects.zone_id AS zone`;

export interface NewProject {
  readonly account: number;
  readonly creator: number;
  readonly name: string;
  readonly key: string;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly temporary?: boolean;
  readonly public?: boolean;
  readonly main?: string | null;
  readonly theme?: Theme | null;
  readonly extraHead?: string | null;
  readonly extraTop?: string | null;
  readonly extraBottom?: string | null;
  readonly liveness?: Liveness;
  readonly zone?: number | null;
}

/** Its creator becomes its owner. Null if the account has a project of this name. */
export async function insertProject(db: Queryable, project: NewProject): Promise<ProjectFacts | null> {
  const { rows } = await db.query<ProjectFacts>(
    `WITH made AS (
       INSERT INTO projects (account_id, creator_id, name, key, title, description, temporary, public, main, theme,
         extra_head, extra_top, extra_bottom, liveness, zone_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT DO NOTHING RETURNING *
     ), owner AS (
       INSERT INTO project_agents (project_id, user_id, role) SELECT id, creator_id, 'OWNER' FROM made
     )
     SELECT ${PROJECT} FROM made AS projects`,
    [
      project.account,
      project.creator,
      project.name,
      project.key,
      project.title ?? null,
      project.description ?? null,
      project.temporary ?? false,
      project.public ?? false,
      project.main ?? null,
      project.theme ?? null,
      project.extraHead ?? null,
      project.extraTop ?? null,
      project.extraBottom ?? null,
      project.liveness ?? "latest",
      project.zone ?? null,
    ],
  );
  return rows[0] ?? null;
}

export async function findProject(db: Queryable, id: number): Promise<ProjectFacts | null> {
  const { rows } = await db.query<ProjectFacts>(`SELECT ${PROJECT} FROM projects WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

const SETTABLE = `account_id, name, title, description, temporary, public, key, main, theme, extra_head, extra_top, extra_bottom,
  liveness, pinned, zone_id`;

/** Fields to set; `accountId` and `zoneId` in place of `account` and `zone`. */
export type ProjectFields = Partial<Omit<ProjectFacts, "id" | "account" | "creator" | "created" | "zone">> & {
  accountId?: number;
  zoneId?: number | null;
};

/** Sets the fields that are given; null clears one. Its unique index is `projects_name`. */
export async function updateProject(db: Queryable, id: number, fields: ProjectFields): Promise<void> {
  await db.query(
    `UPDATE projects SET (${SETTABLE}) = (SELECT ${SETTABLE} FROM jsonb_populate_record(projects, $2)) WHERE id = $1`,
    [id, columnsOf(fields)],
  );
}

/**
 * Until the end of the transaction nobody else changes the project or who may do what on it. Jobs are not held up. Answers the
 * account; null if the project is not there.
 */
export async function lockProject(tx: Queryable, id: number): Promise<number | null> {
  const { rows } = await tx.query<{ account: number }>(
    "SELECT account_id AS account FROM projects WHERE id = $1 FOR NO KEY UPDATE",
    [id],
  );
  return rows[0]?.account ?? null;
}

/** Until the end of the transaction nobody adds jobs to the project. Answers whether it is there. */
export async function closeProject(tx: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM projects WHERE id = $1 FOR UPDATE", [id]);
  return rowCount > 0;
}

/** Ids of active jobs of the project, the oldest. */
export async function activeJobs(db: Queryable, projectId: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    "SELECT id FROM jobs WHERE project_id = $1 AND is_active ORDER BY id LIMIT $2",
    [projectId, limit],
  );
  return rows.map(({ id }) => id);
}

export async function hasMoreJobs(db: Queryable, projectId: number, than: number): Promise<boolean> {
  const { rowCount } = await db.query("SELECT FROM jobs WHERE project_id = $1 OFFSET $2 LIMIT 1", [projectId, than]);
  return rowCount > 0;
}

/** Deletes some jobs that are not active, the oldest. Answers whether there were any. */
export async function deleteEndedJobs(db: Queryable, projectId: number, limit: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE project_id = $1 AND NOT is_active ORDER BY id LIMIT $2)`,
    [projectId, limit],
  );
  return rowCount > 0;
}

/** With its jobs and agents. */
export async function deleteProject(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM projects WHERE id = $1", [id]);
}
