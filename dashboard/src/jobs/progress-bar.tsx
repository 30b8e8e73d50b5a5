import { Progress } from "@mantine/core";
import { jobText } from "../text/job.ts";
import type { JobProgress } from "./progress.ts";
import styles from "./progress-bar.module.css";

interface ProgressBarProps {
  readonly of: JobProgress;
  readonly isActive: boolean;
}

/** How far a job is: as a bar, if it can be told, and in words. */
export function ProgressBar({ of: { share, words }, isActive }: ProgressBarProps) {
  return (
    <span className={styles.progress}>
      {share !== null && (
        <Progress.Root size="sm" className={styles.bar}>
          <Progress.Section value={share * 100} color={isActive ? "accent" : "gray"} aria-label={jobText.progress} />
        </Progress.Root>
      )}
      <span className="cut" title={words ?? undefined}>
        {words}
      </span>
    </span>
  );
}
