/** What one would write in a terminal to do the same. */

import type { Job } from "../../hub.ts";

export interface Commands {
  readonly run: string;
  readonly follow: string;
  readonly curl: string;
  readonly read: string;
}

type CommandJob = Pick<Job, "id" | "method" | "params" | "description">;

/** @param project its id. @param hub address of the hub. */
export function commandsFor({ id, method, params, description }: CommandJob, project: number, hub: string): Commands {
  const said = description ? { description } : {};
  const body = JSON.stringify({ method, params, ...said });
  const jobs = `${hub}/api/projects/${project}/jobs/`;
  const token = `-H "Authorization: Token $JOBHUB_TOKEN"`;
  const what = description ? ` --description ${quoted(description)}` : "";
  return {
    run: `jobhub job run ${quoted(method)} --project ${project} --params ${quoted(JSON.stringify(params))}${what}`,
    follow: `jobhub job log ${id} --project ${project} --follow`,
    curl: `curl ${token} -H 'Content-Type: application/json' \\\n  -d ${quoted(body)} \\\n  ${jobs}`,
    read: `curl ${token} ${jobs}${id}/`,
  };
}

/** For any POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
