/** From what people type to the project or job that they mean. */

import { AnswerError, type Hub, type Job, type ProjectList } from "../../../clients/typescript/src/client.ts";
import { CliError } from "../errors.ts";

/** A page of projects: whoever has more says which one. */
const MOST_PROJECTS = 50;

export interface FoundJob {
  readonly project: number | string;
  readonly job: Job;
}

/** The project that is named, or the only one that there is. */
export async function findProject(hub: Hub, named: string | undefined): Promise<number | string> {
  const given = named ?? process.env.JOBHUB_PROJECT;
  if (given) return given;
  const { results } = await hub.projects.projectsList({ limit: MOST_PROJECTS });
  const [only, ...others] = results;
  if (!only) throw new CliError("There is no project yet.", { hint: "Make one with `jobhub project create NAME`." });
  if (others.length > 0)
    throw new CliError("Which project?", { exit: "usage", hint: `Say --project, one of: ${names(results)}` });
  return only.id;
}

/** A job by its id, in the project that is named or any that the caller may see. */
export async function findJob(hub: Hub, id: number, named: string | undefined): Promise<FoundJob> {
  const given = named ?? process.env.JOBHUB_PROJECT;
  if (given) return { project: given, job: await hub.projects.projectsJobsRead({ project: given, job: id }) };
  const { results } = await hub.projects.projectsList({ limit: MOST_PROJECTS });
  const tries = await Promise.all(results.map((project) => readIfThere(hub, project.id, id)));
  const found = tries.find((each) => each !== null);
  if (!found) throw new CliError(`There is no job ${id} in your projects.`, { hint: "See `jobhub job list`." });
  return found;
}

async function readIfThere(hub: Hub, project: number, id: number): Promise<FoundJob | null> {
  try {
    return { project, job: await hub.projects.projectsJobsRead({ project, job: id }) };
  } catch (error) {
    if (error instanceof AnswerError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

/** @throws {CliError} if the text is not the number of a job. */
export function jobId(text: string): number {
  const id = Number(text.replace(/^#/, ""));
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new CliError(`"${text}" is not the number of a job.`, { exit: "usage", hint: "See `jobhub job list`." });
}

function names(projects: readonly ProjectList[]): string {
  const isUnique = (name: string) => projects.filter((project) => project.name === name).length === 1;
  return projects.map(({ account, name }) => (isUnique(name) ? name : `${account.name}/${name}`)).join(", ");
}
