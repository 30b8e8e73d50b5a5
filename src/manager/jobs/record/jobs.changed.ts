/** How managers tell each other which jobs have changed: `project:id,id;project:id`, and `*` for more ids than are worth naming. */

export const JOBS_CHANGED = "jobs_changed";

/** PostgreSQL takes less than 8,000 bytes. */
const MAX_PAYLOAD = 7_900;
/** More changed jobs of one project than this, and whoever watches does better to read the list again. */
export const MAX_IDS = 400;

export interface ChangedJob {
  readonly id: number;
  readonly project: number | null;
}

/** Ids by project. `"all"` for too many. */
export type ChangedJobs = ReadonlyMap<number, readonly number[] | "all">;

/** Payloads of the notifications. Jobs without a project have no watchers. */
export function encodeChanged(jobs: readonly ChangedJob[]): string[] {
  const byProject = new Map<number, number[]>();
  for (const { id, project } of jobs) {
    if (project === null) continue;
    const ids = byProject.get(project);
    if (ids) ids.push(id);
    else byProject.set(project, [id]);
  }
  return packed([...byProject].map(([project, ids]) => `${project}:${ids.length > MAX_IDS ? "*" : ids.join(",")}`));
}

/** As few payloads as hold the parts. The longest part, 400 ids of 16 digits, fits one. */
function packed(parts: readonly string[]): string[] {
  const payloads: string[] = [];
  for (const part of parts) {
    const last = payloads.at(-1);
    if (last !== undefined && last.length + part.length < MAX_PAYLOAD) payloads[payloads.length - 1] = `${last};${part}`;
    else payloads.push(part);
  }
  return payloads;
}

export function decodeChanged(payload: string): ChangedJobs {
  const parts = payload.split(";").map((part) => part.split(":"));
  return new Map(parts.map(([project, ids = ""]) => [Number(project), ids === "*" ? "all" : ids.split(",").map(Number)]));
}
