import { rm } from "node:fs/promises";
import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { projectDir } from "../../service/files.ts";
import type { Access, ProjectAccess } from "../access/access.service.ts";
import type { Caller } from "../access/access.store.ts";
import { accountsById } from "../accounts/accounts.service.ts";
import { personalAccountId } from "../accounts/accounts.store.ts";
import { deleteForeignTeams } from "../agents/agents.store.ts";
import type { User } from "../auth/auth.store.ts";
import { randomText } from "../auth/token.ts";
import { conflict, orConflict } from "../http/conflicts.ts";
import { cutOf, foundPage } from "../http/cursors.ts";
import { refuseNumber } from "../http/names.ts";
import type { Hub } from "../hub.ts";
import { hasProjectRole } from "../permissions.ts";
import { isZoneFor } from "../zones/zones.store.ts";
import * as list from "./projects.list.store.ts";
import type { ProjectChanges, ProjectsWanted } from "./projects.schemas.ts";
import * as store from "./projects.store.ts";

const KEY_LENGTH = 32;
const TAKEN = "is the name of another project of this account";
/** Active jobs that a refusal to delete names. */
const MAX_NAMED = 20;
/** Most jobs that are deleted in one transaction. */
const BATCH = 5_000;

/** What a client gives; where no account is named, the project goes to the user's own. */
export interface WantedProject extends Partial<Omit<store.NewProject, "creator">> {}

/** @throws a 404 or 403 if the user may not use the account, a 409 if the name is taken there. */
export async function createProject(
  { database, access }: Pick<Hub, "database" | "access">,
  user: User,
  wanted: WantedProject,
): Promise<store.ProjectFacts> {
  const { name = `project-${randomText(8).toLowerCase()}`, key = randomText(KEY_LENGTH) } = wanted;
  refuseNumber(name);
  const account = wanted.account === undefined ? await ownAccount(database, user) : await usable(access, user, wanted.account);
  const project = await database.transaction(async (tx) => {
    await requireZone(tx, account, wanted.zone);
    return store.insertProject(tx, { ...wanted, account, creator: user.id, name, key });
  });
  if (!project) throw conflict("name", TAKEN);
  return project;
}

/** Those that the caller may know of, with what the caller may know of their accounts. */
export async function listProjects({ database }: Hub, caller: Caller, { source, ...filter }: ProjectsWanted) {
  const cut = cutOf(filter);
  // No project has sources yet.
  if (source !== undefined) return { page: foundPage([], cut), count: 0, results: [] };
  const [ids, count] = await Promise.all([
    list.findIds(database, caller, filter, cut),
    list.countAll(database, caller, filter),
  ]);
  const page = foundPage(ids, cut);
  const projects = await list.findListed(database, caller, page.ids);
  const accounts = await accountsById(
    database,
    caller,
    projects.map(({ account }) => account),
  );
  const results = projects.flatMap((project) => {
    const account = accounts.get(project.account);
    return account ? [{ ...withoutKey(project, project.role), account }] : [];
  });
  return { page, count, results };
}

/** @throws a 404 if it was deleted meanwhile. */
export async function readProject({ database }: Hub, { id, role }: ProjectAccess) {
  const project = await store.findProject(database, id);
  if (!project) throw new ApiError("notFound");
  return { ...withoutKey(project, role), role };
}

/** @throws a 409 if the name is taken; as `createProject` for another account, and a 403 if the user is no OWNER. */
export async function updateProject(
  { database, access }: Hub,
  user: User,
  project: ProjectAccess,
  { account, zone, ...fields }: ProjectChanges,
): Promise<store.ProjectFacts> {
  if (fields.name !== undefined && fields.name !== project.name) refuseNumber(fields.name);
  const moves = account !== undefined && account !== project.accountId;
  if (moves && project.role !== "OWNER") throw new ApiError("notAllowed", "Only an OWNER may do this.");
  const accountId = moves ? await usable(access, user, account) : project.accountId;
  const changes = { ...fields, ...(moves && { accountId, zoneId: null }), ...(zone !== undefined && { zoneId: zone }) };
  return database.transaction(async (tx) => {
    await store.lockProject(tx, project.id);
    await requireZone(tx, accountId, zone);
    await orConflict(store.updateProject(tx, project.id, changes), "projects_name", "name", TAKEN);
    if (moves) await deleteForeignTeams(tx, project.id);
    const updated = await store.findProject(tx, project.id);
    if (!updated) throw new ApiError("notFound");
    return updated;
  });
}

/** Repeat it if it is broken off: jobs of a long history are deleted bit by bit. @throws a 409 while jobs are active. */
export async function deleteProject({ database, config, log }: Hub, { id }: ProjectAccess): Promise<void> {
  await requireIdle(database, id);
  while ((await store.hasMoreJobs(database, id, BATCH)) && (await store.deleteEndedJobs(database, id, BATCH)));
  await database.transaction(async (tx) => {
    if (!(await store.closeProject(tx, id))) throw new ApiError("notFound");
    await requireIdle(tx, id);
    await store.deleteProject(tx, id);
  });
  if (config.dataDir === undefined) return;
  await rm(projectDir(config.dataDir, id), { recursive: true, force: true }).catch((err) =>
    log.warn({ err, project: id }, "the files of a deleted project could not be removed"),
  );
}

async function requireIdle(db: Queryable, projectId: number): Promise<void> {
  const ids = await store.activeJobs(db, projectId, MAX_NAMED + 1);
  if (ids.length === 0) return;
  const more = ids.length > MAX_NAMED ? ", and more" : "";
  throw new ApiError(
    "conflict",
    `Jobs of this project are active. Cancel them first: ${ids.slice(0, MAX_NAMED).join(", ")}${more}.`,
  );
}

async function ownAccount(db: Queryable, user: User): Promise<number> {
  const own = await personalAccountId(db, user.id);
  if (own === null) throw badField("account", "is required: you have no personal account");
  return own;
}

/** An account that the user may put projects into. @throws a 404 */
async function usable(access: Access, user: User, account: number): Promise<number> {
  return (await access.account(user, String(account), "MEMBER")).id;
}

/** @throws a 400 for a zone that is not there for the account. */
async function requireZone(tx: Queryable, account: number, zone: number | null | undefined): Promise<void> {
  if (typeof zone !== "number" || (await isZoneFor(tx, account, zone))) return;
  throw badField("zone", "must be the id of a zone of the project's account, or of the hub");
}

/** The key is for those who may work on the project. */
function withoutKey<T extends { readonly key: string }>(project: T, role: ProjectAccess["role"]) {
  return { ...project, key: hasProjectRole(role, "EDITOR") ? project.key : null };
}
