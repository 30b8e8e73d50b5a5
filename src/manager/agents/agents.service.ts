/** Agents: the users and teams that have a role on a project. Nobody gives, changes or takes one that is above the own one. */

import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { ProjectAccess } from "../access/access.service.ts";
import { conflict } from "../http/conflicts.ts";
import type { PageQuery } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import { hasProjectRole, type ProjectRole } from "../permissions.ts";
import { lockProject } from "../projects/projects.store.ts";
import { findTeam, keepTeam } from "../teams/teams.store.ts";
import { findUser } from "../users/users.store.ts";
import type { AgentDetails, AgentFacts } from "./agents.schemas.ts";
import * as store from "./agents.store.ts";

export function listAgents({ database }: Hub, { id }: ProjectAccess, page: PageQuery) {
  return store.listAgents(database, id, page);
}

/** @throws a 404 */
export function readAgent({ database }: Hub, { id }: ProjectAccess, agent: number) {
  return findAgent(database, id, agent);
}

/** @throws a 400 if there is no such user, or no such team of the project's account; a 409 if it is an agent already. */
export function createAgent({ database }: Hub, project: ProjectAccess, { type, agent, role }: AgentDetails) {
  requireRole(project, role);
  const insert = type === "user" ? insertUser : insertTeam;
  return database.transaction(async (tx) => {
    const account = await requireProject(tx, project.id);
    const id = await insert(tx, { project: project.id, account }, agent, role);
    if (id === null) throw conflict("agent", `is a ${type} with a role on this project already`);
    return findAgent(tx, project.id, id);
  });
}

interface Place {
  readonly project: number;
  readonly account: number;
}

async function insertUser(tx: Queryable, { project }: Place, user: number, role: ProjectRole): Promise<number | null> {
  if (!(await findUser(tx, user))) throw badField("agent", "is not the id of a user");
  return store.insertUserAgent(tx, project, user, role);
}

/** Of a team of another account it is not told whether it is there. */
async function insertTeam(tx: Queryable, { project, account }: Place, team: number, role: ProjectRole): Promise<number | null> {
  const isThere = (await findTeam(tx, account, team)) !== null && (await keepTeam(tx, team));
  if (!isThere) throw badField("agent", "is not the id of a team of the project's account");
  return store.insertTeamAgent(tx, project, team, role);
}

/** @throws a 409 if the project would be left without an OWNER. */
export function updateAgent({ database }: Hub, project: ProjectAccess, id: number, role: ProjectRole | undefined) {
  return database.transaction(async (tx) => {
    const found = await lockedAgent(tx, project, id);
    if (role !== undefined && role !== found.role) {
      requireRole(project, role);
      await requireOtherOwner(tx, found);
      await store.setAgentRole(tx, id, role);
    }
    const of = (type: AgentFacts["type"]) => (found.type === type ? Number(found.agent) : null);
    return { id, role: role ?? found.role, project: project.id, user: of("user"), team: of("team") };
  });
}

/** @throws a 409 if the project would be left without an OWNER. */
export async function deleteAgent({ database }: Hub, project: ProjectAccess, id: number): Promise<void> {
  await database.transaction(async (tx) => {
    await requireOtherOwner(tx, await lockedAgent(tx, project, id));
    await store.deleteAgent(tx, id);
  });
}

/** The agent, whose role nobody else changes until the end of the transaction. */
async function lockedAgent(tx: Queryable, project: ProjectAccess, id: number): Promise<AgentFacts> {
  await requireProject(tx, project.id);
  const found = await findAgent(tx, project.id, id);
  requireRole(project, found.role);
  return found;
}

/** Answers the account of the project, whose agents nobody else changes until the end of the transaction. */
async function requireProject(tx: Queryable, id: number): Promise<number> {
  const account = await lockProject(tx, id);
  if (account === null) throw new ApiError("notFound");
  return account;
}

async function findAgent(db: Queryable, project: number, id: number): Promise<AgentFacts> {
  const found = await store.findAgent(db, project, id);
  if (!found) throw new ApiError("notFound");
  return found;
}

function requireRole(project: ProjectAccess, role: ProjectRole): void {
  if (!hasProjectRole(project.role, role)) throw new ApiError("notAllowed", `Only an ${role} may do this.`);
}

async function requireOtherOwner(tx: Queryable, { id, project, type, role }: AgentFacts): Promise<void> {
  if (type === "team" || role !== "OWNER" || (await store.hasOtherOwner(tx, project, id))) return;
  throw new ApiError("conflict", "A project needs a user as OWNER: make somebody else one first.");
}
