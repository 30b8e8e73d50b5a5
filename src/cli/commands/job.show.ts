import type { Job } from "../../../clients/typescript/src/client.ts";
import type { JsonValue } from "../../core/json.ts";
import type { Context, HubOptions } from "../context.ts";
import { findJob, jobId } from "../jobs/find.ts";
import { errorLine, outcomeText, progressText, runtimeText } from "../jobs/format.ts";
import { ago } from "../time.ts";

export interface ShowOptions extends HubOptions {
  readonly project?: string;
}

export async function showJob({ hub, terminal, isJson }: Context, id: string, { project }: ShowOptions): Promise<void> {
  const { job } = await findJob(hub, jobId(id), project);
  if (isJson) return terminal.json(job);
  const { bold, dim } = terminal.colors;
  terminal.line(`${bold(`Job ${job.id}`)}  ${outcomeText(job.status, terminal.colors)}  ${job.statusMessage ?? ""}`.trimEnd());
  const facts = factsOf(job).filter(([, value]) => value !== null);
  for (const [name, value] of facts) terminal.line(`  ${dim(name.padEnd(9))} ${indent(String(value))}`);
}

function factsOf(job: Job): [string, string | null][] {
  return [
    ["summary", job.summaryString],
    ["method", job.method],
    ["params", json(job.params)],
    ["project", job.project === null ? null : String(job.project)],
    ["created", moment(job.created)],
    ["began", moment(job.began)],
    ["ended", moment(job.ended)],
    ["runtime", runtimeText(job)],
    ["attempt", `${job.retries + 1} of at most ${job.maxAttempts}`],
    ["worker", job.worker],
    ["progress", progressText(job.progress)],
    ["urls", json(job.urls)],
    ["result", json(job.result)],
    ["error", errorLine(job.error)],
    ["log", job.logLength === 0 ? null : `${job.logLength} lines: jobhub job log ${job.id}`],
  ];
}

function moment(iso: string | null): string | null {
  return iso && `${iso} (${ago(iso)})`;
}

function json(value: JsonValue): string | null {
  if (value === null || value === undefined) return null;
  const short = JSON.stringify(value);
  return short.length <= 80 ? short : JSON.stringify(value, null, 2);
}

/** Further lines stand below the first. */
function indent(text: string): string {
  return text.replaceAll("\n", `\n${" ".repeat(12)}`);
}
