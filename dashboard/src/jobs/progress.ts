/** How far a job is. */

import { formatShort } from "../format.ts";
import { jobText } from "../text/job.ts";

export interface JobProgress {
  /** From 0 to 1; null if it cannot be told. */
  readonly share: number | null;
  readonly words: string | null;
}

const OF = ["total", "of", "max"];
const DONE = ["done", "current", "completed", "processed"];

/** Methods tell their progress as they like: `{done, total}` and `{current, total}`, a share, a percentage, or words. */
export function readProgress(progress: unknown): JobProgress {
  if (typeof progress === "string") return { share: null, words: progress || null };
  if (typeof progress === "number") return shareOf(progress > 1 ? progress / 100 : progress);
  if (typeof progress !== "object" || progress === null) return { share: null, words: null };
  const [done, total] = [numberOf(progress, DONE), numberOf(progress, OF)];
  if (done !== null && total !== null && total > 0)
    return { share: between(done / total), words: jobText.progressOf(formatShort(done), formatShort(total)) };
  const percent = numberOf(progress, ["percent", "percentage"]);
  if (percent !== null) return shareOf(percent / 100);
  const { message, stage } = progress as Record<string, unknown>;
  return { share: null, words: [message, stage].find((words) => typeof words === "string") ?? null } as JobProgress;
}

function shareOf(share: number): JobProgress {
  return { share: between(share), words: `${Math.round(between(share) * 100)} %` };
}

function between(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function numberOf(progress: object, names: readonly string[]): number | null {
  const found = names.map((name) => (progress as Record<string, unknown>)[name]).find((value) => typeof value === "number");
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}
