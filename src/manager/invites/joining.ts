/** What following an invite can let somebody join, and who may let them. */

import { ApiError } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import { raiseAccountUser } from "../accounts/account-users.store.ts";
import { lockAccount } from "../accounts/accounts.store.ts";
import { raiseUserAgent } from "../agents/agents.store.ts";
import type { User } from "../auth/auth.store.ts";
import type { Hub } from "../hub.ts";
import { ACCOUNT_ROLES, type AccountRole, PROJECT_ROLES, type ProjectRole } from "../permissions.ts";
import { lockProject } from "../projects/projects.store.ts";
import { addMembers, requireMayAdd } from "../teams/teams.service.ts";
import { findTeamAccount } from "../teams/teams.store.ts";
import type { Action } from "./invites.schemas.ts";

export type JoinAction = Exclude<Action, "take_tour">;

interface Joining<Role extends string = string> {
  /** Which of the arguments may tell its id. */
  readonly argument: string;
  /** The number that clients know the kind of thing by. */
  readonly subjectType: number;
  /** The first is the default. */
  readonly roles: readonly [Role, ...Role[]];
  /** What it is called. @throws a 404 or 403 if the user may not let anybody in with this role. */
  authorize(hub: Hub, inviter: User, id: number, role: Role): Promise<string>;
  /** Lets a user in. Whoever is in already keeps the higher role; answers it. @throws a 404 if it is not there any more. */
  join(tx: Queryable, id: number, userId: number, role: Role): Promise<Role>;
}

const account: Joining<AccountRole> = {
  argument: "account",
  subjectType: 1,
  roles: ACCOUNT_ROLES,
  async authorize({ access }, inviter, id, role) {
    const { name } = await access.account(inviter, String(id), role === "OWNER" ? "OWNER" : "MANAGER");
    return `the account ${name}`;
  },
  async join(tx, id, userId, role) {
    await lockAccount(tx, id);
    return raiseAccountUser(tx, id, userId, role);
  },
};

const team: Joining<"MEMBER"> = {
  argument: "team",
  subjectType: 2,
  roles: ["MEMBER"],
  async authorize({ access, database }, inviter, id) {
    const found = await findTeamAccount(database, id);
    // Asked for in any case: how long it takes shall not tell whether the team is there.
    const owner = await access.account(inviter, String(found?.account ?? 0), "MANAGER");
    if (!found) throw new ApiError("notFound");
    await requireMayAdd(database, owner, id);
    return `the team ${found.name} of ${owner.name}`;
  },
  async join(tx, id, userId) {
    const found = await findTeamAccount(tx, id);
    if (!found) throw new ApiError("notFound");
    await addMembers(tx, { id, account: found.account }, [userId]);
    return "MEMBER";
  },
};

const project: Joining<ProjectRole> = {
  argument: "project",
  subjectType: 3,
  roles: PROJECT_ROLES,
  async authorize({ access }, inviter, id, role) {
    const { name } = await access.project(inviter, String(id), role === "OWNER" ? "OWNER" : "MANAGER");
    return `the project ${name}`;
  },
  async join(tx, id, userId, role) {
    if ((await lockProject(tx, id)) === null) throw new ApiError("notFound");
    return raiseUserAgent(tx, id, userId, role);
  },
};

export const JOININGS: Readonly<Record<JoinAction, Joining>> = {
  join_account: account,
  join_team: team,
  join_project: project,
};
