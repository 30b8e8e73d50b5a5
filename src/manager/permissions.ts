/**
 * Who may do what: one rule for each operation, by its operationId. `access.ts` enforces it before a body is read, and the
 * OpenAPI document tells it. A route under /api whose operation has no rule does not start.
 */

/** Each may do what those before it may. */
export const PROJECT_ROLES = ["READER", "REVIEWER", "EDITOR", "AUTHOR", "MANAGER", "OWNER"] as const;
export type ProjectRole = (typeof PROJECT_ROLES)[number];

export const ACCOUNT_ROLES = ["MEMBER", "MANAGER", "OWNER"] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export type Rule = Standing & {
  /** What the operation asks for besides. */
  readonly note?: string;
};

type Standing =
  /** Nothing is asked: credentials are not even looked at, so bad ones do no harm. */
  | { readonly who: "open" }
  /** Signed in or not; bad credentials are refused. */
  | { readonly who: "anyone" }
  | { readonly who: "user" }
  | { readonly who: "staff" }
  /** The least role on the project of the path. `jobKey`: or whoever presents the key of the job of the path. */
  | { readonly who: "project"; readonly role: ProjectRole; readonly jobKey: boolean }
  /** The least role on the account of the path. */
  | { readonly who: "account"; readonly role: AccountRole };

const OPEN: Rule = { who: "open" };
const ANYONE: Rule = { who: "anyone" };
const USER: Rule = { who: "user" };
const STAFF: Rule = { who: "staff" };
const project = (role: ProjectRole, { jobKey = false } = {}): Rule => ({ who: "project", role, jobKey });
const account = (role: AccountRole): Rule => ({ who: "account", role });
const noted = (rule: Rule, note: string): Rule => ({ ...rule, note });

export const PERMISSIONS: Readonly<Record<string, Rule>> = {
  status_read: OPEN,

  tokens_create: noted(OPEN, "With a username and a password, or signed in."),
  tokens_list: noted(USER, "Lists one's own."),
  tokens_read: noted(OPEN, "With the whole token; or signed in, one's own."),
  tokens_delete: noted(USER, "One's own."),
  sign_in_codes_create: STAFF,

  sessions_create: noted(OPEN, "With a username and a password, a token, or a code."),
  sessions_list: noted(USER, "Lists one's own."),
  sessions_delete: noted(USER, "One's own."),

  users_me: USER,
  users_list: noted(USER, "More than the names of others: staff."),
  users_read: noted(USER, "More than the names of others: staff."),
  users_create: STAFF,
  users_partial_update: noted(USER, "One's own names and address; anything of anybody: staff."),
  users_password_update: noted(USER, "One's own, with the old one; anybody's: staff."),

  invites_list: noted(USER, "Lists one's own."),
  invites_create: noted(
    USER,
    "To an account or team as its account's MANAGER, to a project as its MANAGER; as an OWNER, only by one.",
  ),
  invites_delete: noted(USER, "One's own."),

  projects_list: noted(ANYONE, "Lists those that one may read."),
  projects_create: noted(USER, "In an account that one is a MEMBER of."),
  projects_read: project("READER"),
  projects_partial_update: noted(project("MANAGER"), "To another account: by an OWNER who is a MEMBER there."),
  projects_delete: project("OWNER"),
  projects_statistics_read: project("EDITOR"),
  projects_methods_list: project("EDITOR"),

  projects_agents_list: project("EDITOR"),
  projects_agents_read: project("EDITOR"),
  projects_agents_create: noted(project("MANAGER"), "As an OWNER: by an OWNER."),
  projects_agents_partial_update: noted(project("MANAGER"), "To or from OWNER: by an OWNER."),
  projects_agents_delete: noted(project("MANAGER"), "An OWNER: by an OWNER."),

  projects_jobs_list: project("EDITOR"),
  projects_jobs_create: project("EDITOR"),
  projects_jobs_bulk_create: project("EDITOR"),
  projects_jobs_bulk_cancel: project("EDITOR"),
  projects_jobs_bulk_retry: project("EDITOR"),
  projects_jobs_bulk_delete: project("MANAGER"),
  projects_jobs_suggestions: project("EDITOR"),
  projects_jobs_read: project("EDITOR", { jobKey: true }),
  projects_jobs_partial_update: project("EDITOR"),
  projects_jobs_cancel: project("EDITOR", { jobKey: true }),
  projects_jobs_log: project("EDITOR", { jobKey: true }),
  projects_jobs_timeline: project("EDITOR", { jobKey: true }),
  projects_jobs_live: noted(project("EDITOR", { jobKey: true }), "With a key: that job alone."),
  projects_jobs_retry: project("EDITOR"),
  projects_jobs_delete: project("MANAGER"),
  projects_jobs_execute: project("EDITOR"),
  // Of every other method, too.
  projects_jobs_connect_read: project("EDITOR", { jobKey: true }),
  projects_jobs_connect_create: project("EDITOR", { jobKey: true }),

  jobs_partial_update: STAFF,
  jobs_bulk_update: STAFF,
  jobs_update: STAFF,
  jobs_adopt: STAFF,

  workers_online: STAFF,
  workers_heartbeat: STAFF,
  workers_offline: STAFF,
  workers_partial_update: STAFF,

  broker_set_aside_list: STAFF,
  broker_set_aside_replay: STAFF,
  broker_set_aside_drop: STAFF,
  audit_list: STAFF,

  accounts_list: noted(USER, "Lists those that one is a MEMBER of; for staff, all."),
  accounts_create: USER,
  accounts_read: account("MEMBER"),
  accounts_partial_update: noted(account("MANAGER"), "The names of a person: by that person."),
  accounts_update_plan: STAFF,

  accounts_users_list: account("MEMBER"),
  accounts_users_read: account("MEMBER"),
  accounts_users_create: noted(account("MANAGER"), "As an OWNER: by an OWNER."),
  accounts_users_partial_update: noted(account("MANAGER"), "To or from OWNER: by an OWNER."),
  accounts_users_delete: noted(account("MANAGER"), "An OWNER: by an OWNER."),

  accounts_teams_list: account("MEMBER"),
  accounts_teams_read: account("MEMBER"),
  accounts_teams_create: account("MANAGER"),
  accounts_teams_partial_update: noted(account("MANAGER"), "New members of one that is OWNER of a project: by an OWNER."),
  accounts_teams_delete: account("MANAGER"),
  accounts_teams_members_create: noted(account("MANAGER"), "To one that is OWNER of a project: by an OWNER."),
  accounts_teams_members_delete: account("MANAGER"),

  accounts_workers_list: account("MEMBER"),
  accounts_workers_read: account("MEMBER"),
  accounts_workers_heartbeats_list: account("MEMBER"),
  accounts_workers_inspect: account("MANAGER"),
  accounts_workers_control: account("MANAGER"),
  accounts_audit_list: account("MANAGER"),
  accounts_queues_list: account("MEMBER"),
  accounts_queues_read: account("MEMBER"),
  accounts_zones_list: account("MEMBER"),
  accounts_zones_read: account("MEMBER"),
  accounts_zones_create: account("MANAGER"),
  accounts_zones_delete: account("MANAGER"),
  accounts_broker_list: account("MEMBER"),
  // Of all its projects, which a MEMBER need not be able to read.
  accounts_statistics_read: account("MANAGER"),

  tiers_list: STAFF,
  tiers_create: STAFF,
  tiers_partial_update: STAFF,
  tiers_delete: STAFF,

  hub_read: STAFF,
  hub_statistics_read: STAFF,
  hub_overseers_heartbeat: STAFF,
};

/** In words, for the OpenAPI document. */
export function whoMay(rule: Rule): string {
  return [standingWords(rule), rule.note].filter(Boolean).join(" ");
}

function standingWords(rule: Rule): string {
  switch (rule.who) {
    case "open":
      return "Anyone, without credentials.";
    case "anyone":
      return "Anyone; those who are signed in see more.";
    case "user":
      return "Whoever is signed in.";
    case "staff":
      return "Staff only.";
    case "account":
      return `Those with the role ${rule.role} or above on the account, and staff.`;
    case "project":
      return `Those with the role ${rule.role} or above on the project, and staff${rule.jobKey ? ", and whoever presents the job's `key`" : ""}.`;
  }
}

/** What a role on an account gives on its projects. Being a MEMBER gives nothing by itself. */
const FROM_ACCOUNT: Readonly<Record<AccountRole, ProjectRole | null>> = { MEMBER: null, MANAGER: "MANAGER", OWNER: "OWNER" };

/** Roles on an account that give one on each of its projects. */
export const ROLES_THAT_REACH_PROJECTS = ACCOUNT_ROLES.filter((role) => FROM_ACCOUNT[role] !== null);

/** SQL for the place of a role among all of its kind, from 1. @param role SQL of it, such as a column. */
export function rankSql(roles: readonly string[], role: string): string {
  return `array_position(${arraySql(roles)}, ${role})`;
}

function arraySql(roles: readonly string[]): string {
  return `ARRAY[${roles.map((role) => `'${role}'`).join(", ")}]`;
}

/**
 * SQL that joins to `projects` what a user has been given: the highest role as an agent of it, oneself or as a member of a team,
 * and the role on its account. For `projectRoleSql`.
 *
 * @param user SQL of the user's id, such as `$1`; null for nobody.
 */
export function projectRoleJoins(user: string): string {
  return `
  LEFT JOIN (
    SELECT project_id, max(${rankSql(PROJECT_ROLES, "role")}) AS rank
    FROM (
      SELECT project_id, role FROM project_agents WHERE user_id = ${user}
      UNION ALL
      SELECT project_id, role FROM team_members JOIN project_agents USING (team_id) WHERE team_members.user_id = ${user}
    ) AS agents
    GROUP BY project_id
  ) AS given ON given.project_id = projects.id
  LEFT JOIN account_users ON account_users.account_id = projects.account_id AND account_users.user_id = ${user}`;
}

/**
 * SQL for a user's role on a project, null for none, to whom the project is not there: the highest that is given by being
 * staff, by the project being public, by being an agent of the project and by a role on its account. The statement has
 * `projects` and `projectRoleJoins`.
 *
 * @param isStaff SQL of a boolean, such as `$2`.
 */
export function projectRoleSql(isStaff: string): string {
  const fromAccount = ACCOUNT_ROLES.map((role) => `WHEN '${role}' THEN ${rankOf(FROM_ACCOUNT[role])}`).join(" ");
  return `(${arraySql(PROJECT_ROLES)})[GREATEST(
    CASE WHEN ${isStaff} THEN ${rankOf("OWNER")} END,
    CASE WHEN projects.public THEN ${rankOf("READER")} END,
    given.rank,
    CASE account_users.role ${fromAccount} END)]`;
}

/** Place of a role among all, from 1, in SQL. */
function rankOf(role: ProjectRole | null): string {
  return role === null ? "NULL" : String(PROJECT_ROLES.indexOf(role) + 1);
}

export function hasProjectRole(role: ProjectRole | null, least: ProjectRole): boolean {
  return role !== null && PROJECT_ROLES.indexOf(role) >= PROJECT_ROLES.indexOf(least);
}

export function hasAccountRole(role: AccountRole | null, least: AccountRole): boolean {
  return role !== null && ACCOUNT_ROLES.indexOf(role) >= ACCOUNT_ROLES.indexOf(least);
}
