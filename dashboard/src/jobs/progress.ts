export interface ReadProgress {
  /** From 0 to 1; null if it cannot be told. */
  readonly share: number | null;
  readonly words: string | null;
}

const OF = ["total", "of", "max"];
const DONE = ["done", "current", "completed", "processed"];

/** Methods tell their progress as they like: `{done, total}` and `{current, total}`, a share, a percentage, or words. */
export function readProgress(progress: unknown): ReadProgress {
  if (typeof progress === "string") return { share: null, words: progress };
  if (typeof progress === "number") return shareOf(progress > 1 ? progress / 100 : progress);
  if (typeof progress !== "object" || progress === null) return { share: null, words: null };
  const [done, total] = [numberOf(progress, DONE), numberOf(progress, OF)];
  if (done !== null && total !== null && total > 0) return { share: between(done / total), words: `${done}/${total}` };
  const percent = numberOf(progress, ["percent", "percentage"]);
  if (percent !== null) return shareOf(percent / 100);
  const { message, stage } = progress as Record<string, unknown>;
  return { share: null, words: [message, stage].find((words) => typeof words === "string") ?? null } as ReadProgress;
}

function shareOf(share: number): ReadProgress {
  return { share: between(share), words: `${Math.round(between(share) * 100)} %` };
}

function between(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function numberOf(progress: object, names: readonly string[]): number | null {
  const found = names.map((name) => (progress as Record<string, unknown>)[name]).find((value) => typeof value === "number");
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}
