/**
 * Lists of projects. First the ids of a page are found, walking over no more than indexes; then what is told of those few. A project is within
 * reach because it is public, or because a role on it is given: the two are merged.
 */

import type { Queryable } from "../../database/connect.ts";
import { type Caller, whoIs } from "../access/access.store.ts";
import type { Cut } from "../http/cursors.ts";
import { type ProjectRole, projectRoleJoins, projectRoleSql, ROLES_THAT_REACH_PROJECTS } from "../permissions.ts";
import { PROJECT, type ProjectFacts } from "./projects.store.ts";

export interface ProjectFilter {
  /** Id or name of the account. */
  readonly account?: string;
  readonly role?: ProjectRole;
  readonly public?: boolean;
  readonly search?: string;
}

/** A project in a list: with the caller's role. */
export interface ListedProject extends ProjectFacts {
  readonly role: ProjectRole;
}

const ROLE = `
  ${projectRoleJoins("$1")}
  CROSS JOIN LATERAL (SELECT ${projectRoleSql("$2")} AS role) AS own`;

/** Projects that a user, `$1`, has a role on. */
const GIVEN = `
  SELECT project_id AS id FROM project_agents WHERE user_id = $1
  UNION
  SELECT project_id FROM team_members JOIN project_agents USING (team_id) WHERE team_members.user_id = $1
  UNION
  SELECT projects.id FROM account_users JOIN projects USING (account_id)
  WHERE account_users.user_id = $1 AND role IN (${ROLES_THAT_REACH_PROJECTS.map((role) => `'${role}'`).join(", ")})`;

interface Conditions {
  /** Ways to reach projects, none of which has those of another. */
  readonly ways: readonly string[];
  /** Values from `$3` on. */
  readonly values: readonly unknown[];
}

/** Staff are OWNER of all. Others are READER of what is public, but for the projects that they are given a role on: there it is looked up. */
function waysOf(caller: Caller, role: ProjectRole | undefined, value: (given: unknown) => string): string[] {
  if (caller?.isStaff) return [role === undefined || role === "OWNER" ? "true" : "false"];
  const given = "projects.id IN (SELECT id FROM given)";
  const rest = role === undefined || role === "READER" ? ["public AND projects.id NOT IN (SELECT id FROM given)"] : [];
  if (role === undefined) return [given, ...rest];
  return [`id IN (SELECT projects.id FROM projects ${ROLE} WHERE ${given} AND own.role = ${value(role)})`, ...rest];
}

/** What is not asked for is not there, so that plans do not have to reckon with it. */
function conditionsOf(caller: Caller, { account, public: isPublic, search, role }: ProjectFilter): Conditions {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given) + 2}`;
  const parts: string[] = [];
  if (account !== undefined) {
    const name = value(account);
    parts.push(`account_id = ANY(ARRAY(SELECT id FROM accounts WHERE id::text = ${name} OR lower(name) = lower(${name})))`);
  }
  if (isPublic !== undefined) parts.push(`public = ${value(isPublic)}`);
  if (search !== undefined) {
    parts.push(`position(lower(${value(search)}) IN lower(concat_ws(' ', name, title, description))) > 0`);
  }
  return { ways: waysOf(caller, role, value).map((way) => [way, ...parts].join(" AND ")), values };
}

/** Of those that the caller may know of, in the direction of the span. `asking` is there so that every statement has both of its first values. */
export async function findIds(
  db: Queryable,
  caller: Caller,
  filter: ProjectFilter,
  { span, limit: most, offset: from }: Cut,
): Promise<number[]> {
  const { ways, values } = conditionsOf(caller, filter);
  const [limit, offset, before, after] = [3, 4, 5, 6].map((place) => `$${values.length + place}::bigint`);
  const order = span.fromOldest ? "id" : "id DESC";
  const pages = ways.map(
    (way) =>
      `(SELECT id FROM projects WHERE ${way} AND id < ${before} AND id > ${after} ORDER BY ${order} LIMIT ${limit} + ${offset})`,
  );
  const { rows } = await db.query<{ id: number }>(
    `WITH asking AS (SELECT $1::bigint, $2::boolean), given AS MATERIALIZED (${GIVEN})
     SELECT id FROM (${pages.join(" UNION ALL ")}) AS reached ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    [...whoIs(caller), ...values, most, from, span.before, span.after],
  );
  return rows.map(({ id }) => id);
}

export async function countAll(db: Queryable, caller: Caller, filter: ProjectFilter): Promise<number> {
  const { ways, values } = conditionsOf(caller, filter);
  const counts = ways.map((way) => `(SELECT count(*) FROM projects WHERE ${way})`);
  const { rows } = await db.query<{ count: number }>(
    `WITH asking AS (SELECT $1::bigint, $2::boolean), given AS MATERIALIZED (${GIVEN}) SELECT ${counts.join(" + ")} AS count`,
    [...whoIs(caller), ...values],
  );
  return rows[0]?.count ?? 0;
}

/** Newest first. */
export async function findListed(db: Queryable, caller: Caller, ids: readonly number[]): Promise<ListedProject[]> {
  const { rows } = await db.query<ListedProject>(
    `SELECT ${PROJECT}, own.role FROM projects ${ROLE} WHERE projects.id = ANY($3::bigint[]) AND own.role IS NOT NULL ORDER BY projects.id DESC`,
    [...whoIs(caller), ids],
  );
  return rows;
}
