/** Every attempt, on one axis of time: when it waited, when it ran, what came of it. */

import { Button } from "@mantine/core";
import { formatCount, formatTime } from "../../format.ts";
import type { JobAttempt } from "../../hub.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.types.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Duration } from "../../parts/times.tsx";
import { jobText } from "../../text/job.ts";
import { text } from "../../text/text.ts";
import styles from "./job.module.css";

interface AttemptsProps {
  readonly attempts: readonly JobAttempt[];
  readonly shown: number;
  readonly onShow: (attempt: number) => void;
}

const texts = jobText.attempts;

export function AttemptsSection({ attempts, shown, onShow }: AttemptsProps) {
  const columns: readonly Column<JobAttempt>[] = [
    { id: "number", title: jobText.attempt, width: "6rem", cell: ({ attempt }) => texts.number(attempt) },
    { id: "status", title: texts.status, width: "8rem", cell: ({ status }) => <StatusBadge status={status} /> },
    { id: "span", title: texts.span, isWide: true, cell: (attempt) => <Bar attempt={attempt} all={attempts} /> },
    {
      id: "ran",
      title: jobText.ran,
      width: "6rem",
      align: "right",
      cell: ({ began, ended }) => <Duration from={began} to={ended} />,
    },
    { id: "worker", title: jobText.worker, width: "11rem", isWide: true, cell: ({ worker }) => worker ?? text.none },
    {
      id: "log",
      title: jobText.log.title,
      width: "9rem",
      align: "right",
      cell: ({ attempt, logLength }) => (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-pressed={attempt === shown}
          aria-label={texts.logOf(jobText.log.lines(formatCount(logLength)), attempt)}
          onClick={() => onShow(attempt)}
        >
          {jobText.log.lines(formatCount(logLength))}
        </Button>
      ),
    },
  ];
  return (
    <Section title={texts.title}>
      <DataTable label={texts.all} columns={columns} rows={attempts} keyOf={({ attempt }) => attempt} current={shown} />
    </Section>
  );
}

/** The type and the message, in one line. */
export function errorLine(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  if (typeof error !== "object") return String(error);
  const { type, message } = error as Record<string, unknown>;
  const known = [type, message].filter((part) => typeof part === "string" && part !== "");
  return known.length > 0 ? known.join(": ") : JSON.stringify(error);
}

function Bar({
  attempt: { attempt, status, began, ended },
  all,
}: {
  readonly attempt: JobAttempt;
  readonly all: readonly JobAttempt[];
}) {
  if (began === null) return <span className="soft">{texts.notBegun}</span>;
  const [from, to] = spanOf(all);
  const place = (time: number) => (100 * (time - from)) / Math.max(1, to - from);
  const x = place(Date.parse(began));
  const width = Math.max(1, place(ended === null ? to : Date.parse(ended)) - x);
  return (
    <svg
      className={styles.bar}
      role="img"
      aria-label={texts.bar(texts.number(attempt), formatTime(began), ended ? formatTime(ended) : text.none)}
      data-status={status}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
    >
      <rect x="0" y="3.5" width="100" height="1" className={styles.axis} />
      <rect x={Math.min(x, 99)} y="0" width={width} height="8" rx="1" className={styles.ran} />
    </svg>
  );
}

/** From the first beginning to the last end; to now, while one goes on. */
function spanOf(all: readonly JobAttempt[]): [number, number] {
  const begins = all.flatMap(({ began }) => (began ? [Date.parse(began)] : []));
  const ends = all.map(({ began, ended }) => (ended ? Date.parse(ended) : began ? Date.now() : 0));
  return [Math.min(...begins), Math.max(...ends)];
}
