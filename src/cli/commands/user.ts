import type { Command } from "commander";
import type { User } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { CliError } from "../errors.ts";
import { askAllHidden } from "../prompt.ts";
import { type Column, printTable } from "../table.ts";
import { ago } from "../time.ts";

interface CreateOptions extends HubOptions {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly staff?: boolean;
  readonly password?: boolean;
}

interface Change {
  readonly active?: boolean;
  readonly isStaff?: boolean;
}

const PAGE = 100;

const COLUMNS: readonly Column<User>[] = [
  { title: "ID", cell: ({ id }) => String(id), align: "right" },
  { title: "NAME", cell: ({ username }) => username },
  { title: "FULL NAME", cell: ({ firstName, lastName }) => `${firstName} ${lastName}`.trim() || "-", grows: true },
  { title: "EMAIL", cell: ({ email }) => email ?? "-" },
  { title: "STAFF", cell: ({ isStaff }) => (isStaff ? "yes" : "no") },
  { title: "ACTIVE", cell: ({ active }) => (active === false ? "no" : "yes") },
  { title: "CREATED", cell: ({ created }) => (created ? ago(created) : "-") },
];

const FROM_A_PIPE = "\nPasswords are asked for, or read from a pipe, one a line:\n  $ ";

export function addUsers(program: Command): void {
  const group = program.command("user").description("users: who there is, and who may sign in");
  withHubOptions(group.command("list").alias("ls").description("all users"))
    .option("--search <text>", "only those with this in a name")
    .action((options: HubOptions & { search?: string }) => withHub(options, (context) => list(context, options.search)));
  withHubOptions(group.command("create <name>").description("make a user"))
    .option("--first-name <name>", "first name")
    .option("--last-name <name>", "last name")
    .option("--email <address>", "where to reach the user")
    .option("--staff", "let the user do what is for staff")
    .option("--password", "ask for a password; without one, a sign-in link lets the user in")
    .addHelpText("after", `${FROM_A_PIPE}jobhub user create ada --password < password.txt`)
    .action((name: string, options: CreateOptions) => withHub(options, (context) => create(context, name, options)));
  withHubOptions(group.command("password [name]").description("set a password: your own, or as staff anybody's"))
    .addHelpText("after", `${FROM_A_PIPE}jobhub user password ada < password.txt\nFor your own: first the one so far.`)
    .action((name: string | undefined, options: HubOptions) => withHub(options, (context) => setPassword(context, name)));
  addChange(group, "deactivate", "turn users away: nothing lets them in any more", { active: false });
  addChange(group, "activate", "let users in again", { active: true });
  addChange(group, "promote", "make users staff", { isStaff: true });
  addChange(group, "demote", "make users staff no longer", { isStaff: false });
}

function addChange(group: Command, verb: string, description: string, change: Change): void {
  withHubOptions(group.command(`${verb} <name...>`).description(description)).action((names: string[], options: HubOptions) =>
    withHub(options, (context) => changeAll(context, names, change)),
  );
}

async function list({ hub, terminal, isJson }: Context, search?: string): Promise<void> {
  const { results, count } = await hub.users.usersList({ limit: PAGE, ...(search && { search }) });
  if (isJson) return terminal.json(results);
  printTable(terminal, COLUMNS, results);
  if (count > results.length) terminal.note(`${count - results.length} more: find them with --search.`);
}

async function create({ hub, terminal, isJson }: Context, username: string, options: CreateOptions): Promise<void> {
  const { firstName, lastName, email, staff } = options;
  const password = options.password ? await newPassword(username) : undefined;
  const names = { ...(firstName && { firstName }), ...(lastName && { lastName }), ...(email && { email }) };
  const user = await hub.users.usersCreate({
    data: { username, isStaff: staff === true, ...names, ...(password && { password }) },
  });
  const link = password ? null : await hub.tokens.signInCodesCreate({ data: { username: user.username } });
  if (isJson) return terminal.json({ ...user, ...(link && { signIn: link.url }) });
  terminal.line(`${terminal.colors.green("✓")} User ${user.username} is there (id ${user.id}).`);
  if (link) terminal.line(`Signs a browser in, once, within an hour: ${link.url}`);
}

async function setPassword(context: Context, name: string | undefined): Promise<void> {
  const { hub, terminal, isJson } = context;
  const me = await hub.users.usersMe();
  const isOwn = name === undefined || isSame(name, me.username);
  const { id, username } = isOwn ? me : await find(context, name);
  const [oldPassword, password] = isOwn ? await ownPassword() : ["", await newPassword(username)];
  await hub.users.usersPasswordUpdate({ id, data: { password, ...(oldPassword && { oldPassword }) } });
  if (isJson) terminal.json({ id, username });
  else terminal.line(`${terminal.colors.green("✓")} ${username} has a new password, and is signed out of all browsers.`);
}

async function ownPassword(): Promise<[string, string]> {
  const [old = "", password = "", again = password] = await askAllHidden([
    "Your password so far (empty if you have none): ",
    "New password: ",
    ...repeated(),
  ]);
  return [old, confirmed(password, again)];
}

async function newPassword(username: string): Promise<string> {
  const [password = "", again = password] = await askAllHidden([`New password of ${username}: `, ...repeated()]);
  return confirmed(password, again);
}

/** Only a person mistypes. */
function repeated(): string[] {
  return process.stdin.isTTY ? ["Once more: "] : [];
}

function confirmed(password: string, again: string): string {
  if (password === "") throw new CliError("No password was given.", { exit: "usage", hint: "Type it, or pipe it in." });
  if (password !== again) throw new CliError("The two are not the same.", { exit: "usage" });
  return password;
}

async function changeAll(context: Context, names: readonly string[], change: Change): Promise<void> {
  const { hub, terminal, isJson } = context;
  const changed: User[] = [];
  for (const name of names) {
    const { id } = await find(context, name);
    const user = await hub.users.usersPartialUpdate({ id, data: change });
    changed.push(user);
    if (!isJson) terminal.line(`${terminal.colors.green("✓")} ${user.username} is ${standing(user)}.`);
  }
  if (isJson) terminal.json(changed);
}

function standing({ active, isStaff }: User): string {
  if (active === false) return "turned away";
  return isStaff ? "active, and staff" : "active";
}

/** By the whole name, in any case. */
async function find({ hub }: Context, name: string): Promise<User> {
  for (let offset = 0; ; offset += PAGE) {
    const { results, next } = await hub.users.usersList({ search: name, limit: PAGE, offset });
    const found = results.find(({ username }) => isSame(username, name));
    if (found) return found;
    if (next === null) throw new CliError(`There is no user ${name}.`, { hint: "See `jobhub user list`." });
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
