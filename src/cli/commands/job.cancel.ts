import type { Job } from "../../../clients/typescript/src/client.ts";
import { isEnded } from "../../core/status.ts";
import type { Context, HubOptions } from "../context.ts";
import { findJob, jobId } from "../jobs/find.ts";
import { outcomeText } from "../jobs/format.ts";

export interface CancelOptions extends HubOptions {
  readonly project?: string;
}

/** Jobs that have ended stay as they are, which is not an error. */
export async function cancelJobs(context: Context, ids: readonly string[], options: CancelOptions): Promise<void> {
  const { hub, terminal, isJson } = context;
  const cancelled: Job[] = [];
  for (const id of ids.map(jobId)) {
    const { project, job } = await findJob(hub, id, options.project);
    const after = await hub.projects.projectsJobsCancel({ project, job: job.id });
    cancelled.push(after);
    const had = isEnded(job.status) ? "had ended before" : "";
    if (!isJson) terminal.line(`${outcomeText(after.status, terminal.colors)}  ${job.method} ${id}  ${had}`.trimEnd());
  }
  if (isJson) terminal.json(cancelled);
}
