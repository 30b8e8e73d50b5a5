import { Progress } from "@mantine/core";
import { formatShort } from "../../format.ts";
import { jobText } from "../../text/job.ts";
import styles from "./job.module.css";

interface ProgressFacts {
  /** From 0 to 1; null if it cannot be told. */
  readonly part: number | null;
  readonly words: string | null;
}

/** As our methods tell it: a fraction, `{done, total}`, or what it is at. Null for anything else. */
export function progressOf(progress: unknown): ProgressFacts | null {
  if (typeof progress === "string") return progress ? { part: null, words: progress } : null;
  if (typeof progress === "number") return fraction(progress, `${Math.round(progress * 100)} %`);
  if (typeof progress !== "object" || progress === null) return null;
  const { done, total, current, message } = progress as Record<string, unknown>;
  const at = typeof done === "number" ? done : current;
  if (typeof at !== "number" || typeof total !== "number" || total <= 0) {
    return typeof message === "string" ? { part: null, words: message } : null;
  }
  return fraction(at / total, jobText.progressOf(formatShort(at), formatShort(total)));
}

function fraction(part: number, words: string): ProgressFacts | null {
  return Number.isFinite(part) ? { part: Math.min(1, Math.max(0, part)), words } : null;
}

export function JobProgress({ progress }: { readonly progress: unknown }) {
  const facts = progressOf(progress);
  if (facts === null) return null;
  return (
    <span className={styles.progress}>
      {facts.part !== null && (
        <Progress.Root size="sm" className={styles.progressBar}>
          <Progress.Section value={facts.part * 100} aria-label={jobText.progress} />
        </Progress.Root>
      )}
      <span className="soft">{facts.words}</span>
    </span>
  );
}
