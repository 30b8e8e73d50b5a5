import type { LogEntry } from "../../core/job.ts";
import type { Context, HubOptions } from "../context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { type FoundJob, findJob, jobId } from "../jobs/find.ts";
import { Follower } from "../jobs/follow.ts";
import { exitCodeOf, logLine } from "../jobs/format.ts";
import { Progress } from "../jobs/progress.ts";

export interface LogOptions extends HubOptions {
  readonly project?: string;
  readonly follow?: boolean;
}

const PAGE = 1_000;

/** @returns the exit code: with `--follow`, that of the outcome. */
export async function logJob(context: Context, id: string, { project, follow }: LogOptions): Promise<number> {
  const found = await findJob(context.hub, jobId(id), project);
  const print = (entries: readonly LogEntry[]) => {
    for (const entry of entries) printEntry(context, entry);
  };
  if (follow) return followLog(context, found, print);
  await printAll(context, found, print);
  return EXIT_CODES.success.code;
}

/** As JSON, one entry a line. */
function printEntry({ terminal, isJson }: Context, entry: LogEntry): void {
  terminal.line(isJson ? JSON.stringify(entry) : logLine(entry, terminal.colors));
}

async function printAll(
  { hub }: Context,
  { project, job }: FoundJob,
  print: (entries: readonly LogEntry[]) => void,
): Promise<void> {
  for (let offset = 0; ; ) {
    const { results } = await hub.projects.projectsJobsLog({ project, job: job.id, offset, limit: PAGE });
    print(results);
    offset += results.length;
    if (results.length === 0 || offset >= job.logLength) return;
  }
}

/** Ctrl-C ends the following; the job goes on. */
async function followLog(
  context: Context,
  { project, job }: FoundJob,
  print: (entries: readonly LogEntry[]) => void,
): Promise<number> {
  const { hub, terminal } = context;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const progress = new Progress(terminal);
  process.once("SIGINT", leave);
  try {
    const follower = new Follower({
      hub,
      project,
      job,
      signal: leaving.signal,
      onJob: (now) => progress.show(now),
      onLog: print,
      onAttempt: (retries) => terminal.note(terminal.errColors.yellow(`The worker was lost: attempt ${retries + 1}`)),
    });
    const ended = await follower.run();
    return ended ? exitCodeOf(ended.status) : EXIT_CODES.interrupted.code;
  } finally {
    progress.end();
    process.off("SIGINT", leave);
  }
}
