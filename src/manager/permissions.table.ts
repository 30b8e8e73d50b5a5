/** Who may do what, as tables for docs/permissions.md. */

import {
  ACCOUNT_ROLES,
  hasAccountRole,
  hasProjectRole,
  PERMISSIONS,
  PROJECT_ROLES,
  type ProjectRole,
  type Rule,
} from "./permissions.ts";

interface Column {
  readonly title: string;
  readonly may: (rule: Rule) => boolean;
}

const STAFF: Column = { title: "staff", may: () => true };

const ANYBODY: readonly Column[] = [
  { title: "anonymous", may: ({ who }) => who === "open" || who === "anyone" },
  { title: "signed in", may: ({ who }) => who !== "staff" },
  STAFF,
];

const ON_ACCOUNTS: readonly Column[] = [
  ...ACCOUNT_ROLES.map((role) => ({
    title: role,
    may: (rule: Rule) => rule.who === "account" && hasAccountRole(role, rule.role),
  })),
  STAFF,
];

const ON_PROJECTS: readonly Column[] = [
  ...PROJECT_ROLES.map((role: ProjectRole) => ({
    title: role,
    may: (rule: Rule) => rule.who === "project" && hasProjectRole(role, rule.role),
  })),
  { title: "job's key", may: (rule) => rule.who === "project" && rule.jobKey },
  STAFF,
];

/** The tables as they stand in docs/permissions.md. */
export function permissionTables(): string {
  return [
    section("Without a role", ANYBODY, ({ who }) => who !== "account" && who !== "project"),
    section("With a role on the account", ON_ACCOUNTS, ({ who }) => who === "account"),
    section("With a role on the project", ON_PROJECTS, ({ who }) => who === "project"),
  ].join("");
}

function section(title: string, columns: readonly Column[], belongs: (rule: Rule) => boolean): string {
  const titles = ["operation", ...columns.map((column) => column.title), "besides"];
  const rows = Object.entries(PERMISSIONS)
    .filter(([, rule]) => belongs(rule))
    .map(([operation, rule]) => [`\`${operation}\``, ...columns.map(({ may }) => (may(rule) ? "✓" : "")), rule.note ?? ""]);
  const rule = ["---", ...columns.map(() => ":-:"), "---"];
  return `\n## ${title}\n\n${[titles, rule, ...rows].map(row).join("\n")}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
