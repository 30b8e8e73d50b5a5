import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import { PROJECT_ROLES, type ProjectRole, rankSql } from "../permissions.ts";
import type { AgentFacts } from "./agents.schemas.ts";

const AGENT = `project_agents.id, project_agents.project_id AS project, project_agents.role,
  CASE WHEN team_id IS NULL THEN 'user' ELSE 'team' END AS type,
  coalesce(project_agents.user_id, team_id)::text AS agent, coalesce(users.username, teams.name) AS name
  FROM project_agents
  LEFT JOIN users ON users.id = project_agents.user_id
  LEFT JOIN teams ON teams.id = team_id`;

/** Newest first. */
export async function listAgents(db: Queryable, projectId: number, { limit, offset }: PageQuery): Promise<Listed<AgentFacts>> {
  return listed(
    db.query<AgentFacts>(`SELECT ${AGENT} WHERE project_id = $1 ORDER BY project_agents.id DESC LIMIT $2 OFFSET $3`, [
      projectId,
      limit,
      offset,
    ]),
    db.query<Count>("SELECT count(*) AS count FROM project_agents WHERE project_id = $1", [projectId]),
  );
}

export async function findAgent(db: Queryable, projectId: number, id: number): Promise<AgentFacts | null> {
  const { rows } = await db.query<AgentFacts>(`SELECT ${AGENT} WHERE project_id = $1 AND project_agents.id = $2`, [
    projectId,
    id,
  ]);
  return rows[0] ?? null;
}

/** Answers the id; null if the user is an agent of the project already. */
export async function insertUserAgent(
  db: Queryable,
  projectId: number,
  userId: number,
  role: ProjectRole,
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    "INSERT INTO project_agents (project_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
    [projectId, userId, role],
  );
  return rows[0]?.id ?? null;
}

/** Answers the id; null if the team is an agent of the project already. */
export async function insertTeamAgent(
  db: Queryable,
  projectId: number,
  teamId: number,
  role: ProjectRole,
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    "INSERT INTO project_agents (project_id, team_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
    [projectId, teamId, role],
  );
  return rows[0]?.id ?? null;
}

/** Gives a role to whoever has none or a lower one; answers the role that the user then has. */
export async function raiseUserAgent(
  db: Queryable,
  projectId: number,
  userId: number,
  role: ProjectRole,
): Promise<ProjectRole> {
  const { rows } = await db.query<{ role: ProjectRole }>(
    `INSERT INTO project_agents (project_id, user_id, role) VALUES ($1, $2, $3)
     ON CONFLICT (project_id, user_id) DO UPDATE SET role =
       CASE WHEN ${rankSql(PROJECT_ROLES, "EXCLUDED.role")} > ${rankSql(PROJECT_ROLES, "project_agents.role")}
         THEN EXCLUDED.role ELSE project_agents.role END
     RETURNING role`,
    [projectId, userId, role],
  );
  return rows[0]?.role ?? role;
}

export async function setAgentRole(db: Queryable, id: number, role: ProjectRole): Promise<void> {
  await db.query("UPDATE project_agents SET role = $2 WHERE id = $1", [id, role]);
}

export async function deleteAgent(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM project_agents WHERE id = $1", [id]);
}

/** Takes their roles from the teams that are not of the project's account. */
export async function deleteForeignTeams(db: Queryable, projectId: number): Promise<void> {
  await db.query(
    `DELETE FROM project_agents USING teams, projects
     WHERE project_id = $1 AND teams.id = team_id AND projects.id = project_id AND teams.account_id <> projects.account_id`,
    [projectId],
  );
}

/** Whether another user is an OWNER of the project. Teams do not count: they may be empty. */
export async function hasOtherOwner(db: Queryable, projectId: number, agentId: number): Promise<boolean> {
  const { rowCount } = await db.query(
    "SELECT FROM project_agents WHERE project_id = $1 AND role = 'OWNER' AND user_id IS NOT NULL AND id <> $2 LIMIT 1",
    [projectId, agentId],
  );
  return rowCount > 0;
}
