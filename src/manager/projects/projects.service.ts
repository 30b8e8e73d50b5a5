import { ApiError, badField } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Access, ProjectAccess } from "../access/access.service.ts";
import { personalAccountId } from "../accounts/accounts.store.ts";
import type { User } from "../auth/auth.store.ts";
import { randomText } from "../auth/token.ts";
import { hasProjectRole } from "../permissions.ts";
import { findProject, insertProject, type NewProject, type ProjectFacts } from "./projects.store.ts";

const KEY_LENGTH = 32;

/** What a client gives; where no account is named, the project goes to the user's own. */
export interface WantedProject extends Partial<Omit<NewProject, "creator">> {}

/** @throws a 404 or 403 if the user may not use the account, a 409 if the name is taken there. */
export async function createProject(
  { database, access }: { database: Queryable; access: Access },
  user: User,
  wanted: WantedProject,
): Promise<ProjectFacts> {
  const { name = `project-${randomText(8).toLowerCase()}`, key = randomText(KEY_LENGTH) } = wanted;
  // Else it could not be told from an id.
  if (/^\d+$/.test(name)) throw badField("name", "must not be a number");
  const account = await accountFor({ database, access }, user, wanted.account);
  const project = await insertProject(database, { ...wanted, account, creator: user.id, name, key });
  if (project) return project;
  const message = "is the name of another project of this account";
  throw new ApiError("conflict", `name: ${message}`, [{ field: "name", message }]);
}

async function accountFor(
  { database, access }: { database: Queryable; access: Access },
  user: User,
  wanted: number | undefined,
): Promise<number> {
  if (wanted !== undefined) return (await access.account(user, String(wanted), "MEMBER")).id;
  const own = await personalAccountId(database, user.id);
  if (own === null) throw badField("account", "is required: you have no personal account");
  return own;
}

/** @throws a 404 if it was deleted meanwhile. */
export async function readProject(db: Queryable, { id, role }: ProjectAccess) {
  const project = await findProject(db, id);
  if (!project) throw new ApiError("notFound");
  return { ...withoutKey(project, role), role };
}

/** The key is for those who may work on the project. */
export function withoutKey<T extends { readonly key: string }>(project: T, role: ProjectAccess["role"]) {
  return { ...project, key: hasProjectRole(role, "EDITOR") ? project.key : null };
}
