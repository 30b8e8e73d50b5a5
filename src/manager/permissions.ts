/**
 * Who may do what: one rule for each operation, by its operationId. `access.ts` enforces it before a body is read, and the
 * OpenAPI document tells it. A route under /api whose operation has no rule does not start.
 */

/** Each may do what those before it may. */
export const PROJECT_ROLES = ["READER", "REVIEWER", "EDITOR", "AUTHOR", "MANAGER", "OWNER"] as const;
export type ProjectRole = (typeof PROJECT_ROLES)[number];

export const ACCOUNT_ROLES = ["MEMBER", "MANAGER", "OWNER"] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export type Rule =
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

export const PERMISSIONS: Readonly<Record<string, Rule>> = {
  status_read: OPEN,

  // With a username and a password, or for oneself when already signed in.
  tokens_create: OPEN,
  tokens_list: USER,
  // One's own; anyone who presents the full token.
  tokens_read: OPEN,
  tokens_delete: USER,
  sign_in_codes_create: STAFF,

  users_me: USER,
  users_list: USER,
  users_read: USER,

  // Those that one may read.
  projects_list: ANYONE,
  // In an account that one is a member of.
  projects_create: USER,
  projects_read: project("READER"),

  projects_jobs_list: project("EDITOR"),
  projects_jobs_create: project("EDITOR"),
  projects_jobs_bulk_create: project("EDITOR"),
  projects_jobs_read: project("EDITOR", { jobKey: true }),
  projects_jobs_partial_update: project("EDITOR"),
  projects_jobs_cancel: project("EDITOR", { jobKey: true }),
  projects_jobs_log: project("EDITOR", { jobKey: true }),
  projects_jobs_live: project("EDITOR"),

  jobs_partial_update: STAFF,
  jobs_bulk_update: STAFF,
  jobs_update: STAFF,

  workers_online: STAFF,
  workers_heartbeat: STAFF,
  workers_offline: STAFF,
  workers_partial_update: STAFF,

  accounts_workers_list: account("MEMBER"),
  accounts_workers_read: account("MEMBER"),
  accounts_workers_heartbeats_list: account("MEMBER"),
  accounts_queues_list: account("MEMBER"),
  accounts_queues_read: account("MEMBER"),
};

/** In words, for the OpenAPI document. */
export function whoMay(rule: Rule): string {
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

/**
 * SQL for a user's role on a project, null for none, to whom the project is not there: the highest that is given by being
 * staff, by the project being public, by a role on the project itself and by one on its account. The statement has
 * `projects`, and the user's `project_agents` and `account_users`, left-joined.
 *
 * @param isStaff SQL of a boolean, such as `$2`.
 */
export function projectRoleSql(isStaff: string): string {
  const roles = `ARRAY[${PROJECT_ROLES.map((role) => `'${role}'`).join(", ")}]`;
  const fromAccount = ACCOUNT_ROLES.map((role) => `WHEN '${role}' THEN ${rankOf(FROM_ACCOUNT[role])}`).join(" ");
  return `(${roles})[GREATEST(
    CASE WHEN ${isStaff} THEN ${rankOf("OWNER")} END,
    CASE WHEN projects.public THEN ${rankOf("READER")} END,
    array_position(${roles}, project_agents.role),
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
