import type { Queryable } from "../../database/connect.ts";
import { type Caller, whoIs } from "../access/access.store.ts";
import type { AccountFacts, Theme } from "../accounts/accounts.schemas.ts";
import { type ProjectRole, projectRoleSql } from "../permissions.ts";

/** Which content of a project is shown: the working files, or a snapshot. */
export const LIVENESS = ["live", "latest", "pinned"] as const;
export type Liveness = (typeof LIVENESS)[number];

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
}

const PROJECT = `projects.id, projects.account_id AS account, projects.creator_id AS creator, projects.created, projects.name,
  projects.title, projects.description, projects.temporary, projects.public, projects.key, projects.main, projects.theme,
  projects.extra_head AS "extraHead", projects.extra_top AS "extraTop", projects.extra_bottom AS "extraBottom",
  projects.liveness, projects.pinned`;

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
}

/** Its creator becomes its owner. Null if the account has a project of this name. */
export async function insertProject(db: Queryable, project: NewProject): Promise<ProjectFacts | null> {
  const { rows } = await db.query<ProjectFacts>(
    `WITH made AS (
       INSERT INTO projects (account_id, creator_id, name, key, title, description, temporary, public, main, theme,
         extra_head, extra_top, extra_bottom, liveness)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
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
    ],
  );
  return rows[0] ?? null;
}

export async function findProject(db: Queryable, id: number): Promise<ProjectFacts | null> {
  const { rows } = await db.query<ProjectFacts>(`SELECT ${PROJECT} FROM projects WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export interface ProjectFilter {
  /** Id or name of the account. */
  readonly account?: string;
  readonly role?: ProjectRole;
  readonly public?: boolean;
  readonly search?: string;
  readonly limit: number;
  readonly offset: number;
}

/** A project in a list: with its account, and the caller's roles on both. */
export interface ListedProject extends Omit<ProjectFacts, "account"> {
  readonly account: AccountFacts;
  readonly role: ProjectRole;
}

const ACCOUNT = `json_build_object('id', accounts.id, 'name', accounts.name, 'user', accounts.user_id,
  'creator', accounts.creator_id, 'created', to_char(accounts.created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'displayName', accounts.display_name,
  'location', accounts.location, 'image', accounts.image, 'website', accounts.website, 'email', accounts.email,
  'theme', accounts.theme, 'extraHead', accounts.extra_head, 'extraTop', accounts.extra_top,
  'extraBottom', accounts.extra_bottom, 'hosts', accounts.hosts, 'role', account_users.role)`;

const LIST_FROM = `
  FROM projects
  JOIN accounts ON accounts.id = projects.account_id
  LEFT JOIN project_agents ON project_agents.project_id = projects.id AND project_agents.user_id = $1
  LEFT JOIN account_users ON account_users.account_id = projects.account_id AND account_users.user_id = $1
  CROSS JOIN LATERAL (SELECT ${projectRoleSql("$2")} AS role) AS own
  WHERE own.role IS NOT NULL
    AND ($3::text IS NULL OR accounts.id::text = $3 OR lower(accounts.name) = lower($3))
    AND ($4::text IS NULL OR own.role = $4)
    AND ($5::boolean IS NULL OR projects.public = $5)
    AND ($6::text IS NULL OR position(lower($6) IN
      lower(concat_ws(' ', projects.name, projects.title, projects.description))) > 0)`;

/** Those that the caller may know of, newest first. */
export async function listProjects(
  db: Queryable,
  caller: Caller,
  filter: ProjectFilter,
): Promise<{ count: number; projects: ListedProject[] }> {
  const values = [...whoIs(caller), filter.account ?? null, filter.role ?? null, filter.public ?? null, filter.search ?? null];
  const [{ rows: projects }, { rows: counts }] = await Promise.all([
    db.query<ListedProject>(
      `SELECT ${PROJECT}, own.role, ${ACCOUNT} AS account ${LIST_FROM}
       ORDER BY projects.id DESC LIMIT $7 OFFSET $8`,
      [...values, filter.limit, filter.offset],
    ),
    db.query<{ count: number }>(`SELECT count(*) AS count ${LIST_FROM}`, values),
  ]);
  return { count: counts[0]?.count ?? 0, projects };
}
