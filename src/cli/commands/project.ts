import type { Command } from "commander";
import type { ProjectList } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { type Column, printTable } from "../table.ts";
import { ago } from "../time.ts";

interface ListOptions extends HubOptions {
  readonly search?: string;
}

interface CreateOptions extends HubOptions {
  readonly title?: string;
  readonly description?: string;
  readonly public?: boolean;
}

const COLUMNS: readonly Column<ProjectList>[] = [
  { title: "ID", cell: ({ id }) => String(id), align: "right" },
  { title: "NAME", cell: ({ account, name }) => `${account.name}/${name}` },
  { title: "ROLE", cell: ({ role }) => role ?? "-" },
  { title: "PUBLIC", cell: (project) => (project.public ? "yes" : "no") },
  { title: "CREATED", cell: ({ created }) => ago(created) },
  { title: "TITLE", cell: ({ title }) => title ?? "-", grows: true },
];

export function addProjects(program: Command): void {
  const group = program.command("project").description("projects: what jobs belong to");
  withHubOptions(group.command("list").alias("ls").description("the projects that you may see"))
    .option("--search <text>", "only those with this in their name or title")
    .action((options: ListOptions) => withHub(options, (context) => list(context, options)));
  withHubOptions(group.command("create <name>").description("make a project in your own account"))
    .option("--title <text>", "title for people")
    .option("--description <text>", "what it is about")
    .option("--public", "let everyone see it")
    .action((name: string, options: CreateOptions) => withHub(options, (context) => create(context, name, options)));
}

async function list({ hub, terminal, isJson }: Context, { search }: ListOptions): Promise<void> {
  const { results } = await hub.projects.projectsList({ limit: 100, ...(search && { search }) });
  if (isJson) terminal.json(results);
  else printTable(terminal, COLUMNS, results);
}

async function create({ hub, terminal, isJson }: Context, name: string, options: CreateOptions): Promise<void> {
  const { title, description } = options;
  const data = { name, public: options.public === true, ...(title && { title }), ...(description && { description }) };
  const project = await hub.projects.projectsCreate({ data });
  if (isJson) terminal.json(project);
  else terminal.line(`${terminal.colors.green("✓")} Project ${project.name} is there (id ${project.id}).`);
}
