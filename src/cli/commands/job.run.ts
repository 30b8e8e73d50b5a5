import type { NewJob } from "../../../clients/typescript/src/client.ts";
import type { Context, HubOptions } from "../context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { findProject } from "../jobs/find.ts";
import { watchJob } from "../jobs/watch.ts";
import { collect, paramsObject, paramValue, secretValue } from "../params.ts";

export interface RunOptions extends HubOptions {
  readonly param?: readonly string[];
  readonly params?: string;
  readonly project?: string;
  readonly description?: string;
  readonly secret?: readonly string[];
  readonly maxAttempts?: number;
  readonly follow?: boolean;
}

/** @returns the exit code: that of the outcome, if the job is followed. */
export async function runJob(context: Context, method: string, options: RunOptions): Promise<number> {
  const { hub, terminal, isJson } = context;
  const order = newJob(method, options);
  const project = await findProject(hub, options.project);
  const job = await hub.projects.projectsJobsCreate({ project, data: order });
  if (options.follow !== false) return watchJob(context, project, job);
  if (isJson) terminal.json(job);
  else {
    terminal.line(String(job.id));
    terminal.note(terminal.errColors.dim(`Watch it with \`jobhub job log ${job.id} --follow\`.`));
  }
  return EXIT_CODES.success.code;
}

function newJob(method: string, { param, params, secret, description, maxAttempts }: RunOptions): NewJob {
  return {
    // The hub knows the methods of its workers, and says so if this is none.
    method,
    params: { ...(params && paramsObject(params)), ...collect("--param", param ?? [], paramValue) },
    ...(secret && { secrets: collect("--secret", secret, secretValue) }),
    ...(description && { description }),
    ...(maxAttempts && { maxAttempts }),
  };
}
