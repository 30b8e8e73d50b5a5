/** The first work of a new hub: this project's README, converted to HTML and to DOCX. */

import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AnswerError, type Hub, type Job, type Project } from "../../../clients/typescript/src/client.ts";
import { projectDir } from "../../service/files.ts";
import { Follower } from "../jobs/follow.ts";
import { errorLine, outcomeText, runtimeText } from "../jobs/format.ts";
import { Progress } from "../jobs/progress.ts";
import type { Terminal } from "../terminal.ts";

export interface FirstJobsOptions {
  readonly hub: Hub;
  readonly dataDir: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** The first project, which the manager made. */
const PROJECT = "admin/first";
const README = fileURLToPath(new URL("../../../../README.md", import.meta.url));
const FORMATS = ["html", "docx"];

/** Runs them if no job was ever run in the first project, and shows how they do. */
export async function runFirstJobs(options: FirstJobsOptions): Promise<void> {
  const { hub, dataDir, terminal } = options;
  const project = await findUnused(hub);
  if (!project) return;
  const folder = projectDir(dataDir, project.id);
  await mkdir(folder, { recursive: true });
  await copyFile(README, path.join(folder, path.basename(README)));
  terminal.line();
  terminal.line(`  ${terminal.colors.bold("A first job:")} converting the README of this project`);
  const progress = new Progress(terminal);
  try {
    await Promise.all(FORMATS.map((format) => runOne(options, { project, format, folder, progress })));
  } finally {
    progress.end();
  }
}

/** The first project, unless it has jobs or is there no more. */
async function findUnused(hub: Hub): Promise<Project | null> {
  try {
    const project = await hub.projects.projectsRead({ project: PROJECT });
    const { count } = await hub.projects.projectsJobsList({ project: project.id, limit: 1 });
    return count === 0 ? project : null;
  } catch (error) {
    if (error instanceof AnswerError && error.status === 404) return null;
    throw error;
  }
}

interface OneJob {
  readonly project: Project;
  readonly format: string;
  readonly folder: string;
  readonly progress: Progress;
}

async function runOne(
  { hub, terminal, signal }: FirstJobsOptions,
  { project, format, folder, progress }: OneJob,
): Promise<void> {
  const params = { path: path.basename(README), to: format };
  const data = { method: "convert", params, description: `README to ${format.toUpperCase()}` } as const;
  const job = await hub.projects.projectsJobsCreate({ project: project.id, data });
  progress.show(job);
  const ended = await new Follower({ hub, project: project.id, job, signal, onJob: (now) => progress.show(now) }).run();
  progress.remove(job.id);
  if (ended) terminal.line(`  ${outcomeLine(ended, folder, terminal)}`);
}

/** `✓ SUCCESS  convert 1 in 0.8 s  /…/README.html` */
function outcomeLine(job: Job, folder: string, { colors }: Terminal): string {
  const what = colors.dim(`${job.method} ${job.id} in ${runtimeText(job) ?? "no time"}`);
  const where = job.result as { path?: string } | null;
  const told = where?.path ? path.join(folder, where.path) : colors.red(errorLine(job.error) ?? "");
  return [outcomeText(job.status, colors), what, told].join("  ");
}
