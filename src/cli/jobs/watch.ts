/** Watching a job in the terminal: log, progress line, Ctrl-C, outcome. */

import type { Job } from "../../../clients/typescript/src/client.ts";
import type { JsonValue } from "../../core/json.ts";
import { STATUSES } from "../../core/status.ts";
import type { Context } from "../context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { askKey, canAsk } from "../prompt.ts";
import { Follower } from "./follow.ts";
import { errorLine, exitCodeOf, logLine, outcomeText, runtimeText } from "./format.ts";
import { Progress } from "./progress.ts";

/**
 * Watches until the job has ended, or Ctrl-C leaves it running. The log goes to stderr and the result to stdout, so that
 * the result can be piped on; with `--json` the result is the whole job.
 * @returns the exit code.
 */
export async function watchJob(context: Context, project: number | string, job: Job): Promise<number> {
  const { hub, terminal, isJson } = context;
  const leaving = new AbortController();
  const progress = new Progress(terminal);
  const onInterrupt = interruption(context, { project, job, progress, leave: () => leaving.abort() });
  process.on("SIGINT", onInterrupt);
  const follower = new Follower({
    hub,
    project,
    job,
    signal: leaving.signal,
    onJob: (now) => progress.show(now),
    onLog: (entries) => {
      for (const entry of entries) terminal.note(logLine(entry, terminal.errColors));
    },
    onAttempt: (retries) => terminal.note(terminal.errColors.yellow(`The worker was lost: attempt ${retries + 1}`)),
  });
  try {
    progress.show(job);
    const ended = await follower.run();
    progress.end();
    if (!ended) return leftRunning(context, job);
    tell(context, ended);
    if (isJson) terminal.json(ended);
    return exitCodeOf(ended.status);
  } finally {
    progress.end();
    process.off("SIGINT", onInterrupt);
  }
}

function leftRunning({ terminal }: Context, { id }: Job): number {
  terminal.note(`Job ${id} goes on. Watch it again with \`jobhub job log ${id} --follow\`.`);
  return EXIT_CODES.interrupted.code;
}

/** The outcome to stderr, the result to stdout. */
function tell({ terminal, isJson }: Context, job: Job): void {
  const { errColors } = terminal;
  const runtime = runtimeText(job);
  const what = `${job.method} ${job.id}${runtime ? ` in ${runtime}` : ""}`;
  const error = STATUSES[job.status].category === "Failed" ? errorLine(job.error) : null;
  terminal.note([outcomeText(job.status, errColors), what, error && errColors.red(error)].filter(Boolean).join("  "));
  const result = isJson ? null : resultText(job.result);
  if (result !== null) terminal.line(result);
}

/** Text as it is, also that of a converted document; anything else as JSON. */
export function resultText(result: JsonValue): string | null {
  if (result === null || result === undefined) return null;
  if (typeof result === "string") return result;
  if (typeof result === "object" && "text" in result && typeof result.text === "string") return result.text.replace(/\n$/, "");
  return JSON.stringify(result, null, 2);
}

interface Interruption {
  readonly project: number | string;
  readonly job: Job;
  readonly progress: Progress;
  readonly leave: () => void;
}

/** The first Ctrl-C asks what to do with the job, if there is somebody to ask; the second leaves it running. */
function interruption({ hub, terminal }: Context, { project, job, progress, leave }: Interruption): () => void {
  let isAsking = false;
  return () => {
    if (isAsking || !canAsk()) return leave();
    isAsking = true;
    const { bold, dim } = terminal.errColors;
    progress.notice(
      `Cancel job ${job.id}? ${bold("y")} cancel, ${bold("n")} go on watching, ${bold("d")} leave it running ${dim("[n]")}`,
    );
    void askKey().then(async (key) => {
      isAsking = false;
      progress.notice(null);
      if (key === "d" || key === "ctrl-c") leave();
      if (key === "y") await hub.projects.projectsJobsCancel({ project, job: job.id });
    });
  };
}
