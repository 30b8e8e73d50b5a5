import { STATUSES, type Status } from "../../../../src/core/status.ts";
import { formatClock, formatDuration, formatTime } from "../../format.ts";
import { Icon } from "../../parts/icon.tsx";
import { CategoryIcon } from "../../parts/status-badge.tsx";
import { jobText } from "../../text/job.ts";
import { text } from "../../text/text.ts";
import styles from "./state-steps.module.css";
import type { Step } from "./states.ts";

/** The states as a line with stops: to those who do not see it, a list. On phones it goes down. */
export function StateSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className={styles.steps} aria-label={jobText.states.title}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step stays in its place.
        <Stop key={i} step={step} isNextPassed={steps[i + 1]?.time != null} isLast={i === steps.length - 1} />
      ))}
    </ol>
  );
}

interface StopProps {
  readonly step: Step;
  readonly isNextPassed: boolean;
  readonly isLast: boolean;
}

function Stop({ step: { status, time, worker, lastedMs, isCurrent }, isNextPassed, isLast }: StopProps) {
  const { outcome, ahead, lasted } = jobText.states;
  return (
    <li
      className={`${styles.step} ${time === null ? styles.ahead : ""}`}
      data-status={status ?? ""}
      {...(isCurrent && { "aria-current": "step" as const })}
    >
      {!isLast && <span className={`${styles.line} ${isNextPassed ? styles.passed : ""}`} aria-hidden />}
      <Dot status={time === null ? null : status} isPassed={lastedMs !== null} isCurrent={isCurrent} />
      <span className={styles.name}>{status === null ? outcome : text.status[status]}</span>
      {time === null ? (
        <span className={styles.hidden}>{ahead}</span>
      ) : (
        <time dateTime={time} title={formatTime(time)} className={styles.time}>
          {formatClock(time)}
        </time>
      )}
      {lastedMs !== null && <span className={styles.lasted}>{lasted(formatDuration(lastedMs))}</span>}
      {worker && isCurrent && <span className={styles.hidden}>{jobText.states.on(worker)}</span>}
    </li>
  );
}

interface DotProps {
  /** Null for what is still to come. */
  readonly status: Status | null;
  readonly isPassed: boolean;
  readonly isCurrent: boolean;
}

function Dot({ status, isPassed, isCurrent }: DotProps) {
  if (status !== null) {
    return (
      <span className={`${styles.dot} ${isCurrent ? styles.current : ""}`}>
        {isPassed ? <Icon name="finished" size={18} /> : <CategoryIcon category={STATUSES[status].category} size={18} />}
      </span>
    );
  }
  return (
    <svg className={styles.dot} width="18" height="18" viewBox="0 0 24 24" aria-hidden focusable={false}>
      <circle cx="12" cy="12" r="6" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2 3" />
    </svg>
  );
}
