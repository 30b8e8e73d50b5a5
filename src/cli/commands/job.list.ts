import type { ListedJob } from "../../../clients/typescript/src/client.ts";
import type { Category, Status } from "../../core/status.ts";
import type { Context, HubOptions } from "../context.ts";
import { findProject } from "../jobs/find.ts";
import { runtimeText, statusText } from "../jobs/format.ts";
import { type Column, printTable } from "../table.ts";
import type { Colors } from "../terminal.ts";
import { ago } from "../time.ts";

export interface ListOptions extends HubOptions {
  readonly project?: string;
  readonly status?: Status | Category;
  readonly method?: string;
  readonly creator?: "me" | "other" | "anon";
  readonly task?: string;
  readonly limit: number;
}

export async function listJobs({ hub, terminal, isJson }: Context, options: ListOptions): Promise<void> {
  const { status, method, creator, task, limit } = options;
  const project = await findProject(hub, options.project);
  const kind = { ...(status && { status }), ...(method && { method }), ...(creator && { creator }) };
  const query = { limit, ...kind, ...(task && { taskId: task }) };
  const { count, results } = await hub.projects.projectsJobsList({ project, ...query });
  if (isJson) return terminal.json(results);
  if (results.length === 0) return terminal.note(terminal.errColors.dim("No jobs."));
  printTable(terminal, columns(terminal.colors), results);
  if (count > results.length) terminal.note(terminal.errColors.dim(`${results.length} of ${count}; --limit shows more.`));
}

function columns(colors: Colors): Column<ListedJob>[] {
  return [
    { title: "ID", cell: ({ id }) => String(id), align: "right" },
    { title: "STATUS", cell: ({ status }) => statusText(status, colors) },
    { title: "METHOD", cell: ({ method }) => method },
    { title: "CREATED", cell: ({ created }) => ago(created), align: "right" },
    { title: "RUNTIME", cell: (job) => runtimeText(job) ?? "-", align: "right" },
    { title: "SUMMARY", cell: ({ summaryString }) => summaryString, grows: true },
  ];
}
