/** The columns that the list of jobs can have. */

import { useQuery } from "@tanstack/react-query";
import type { Column } from "../../parts/data-table.types.ts";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Duration, TimeAgo } from "../../parts/times.tsx";
import { useProject } from "../../projects/projects.queries.ts";
import { jobsText } from "../../text/jobs.ts";
import { text } from "../../text/text.ts";
import type { JobRow } from "../jobs.feed.ts";
import { queueNameQuery, userNameQuery } from "../jobs.queries.ts";
import { readProgress } from "../progress.ts";
import { ProgressBar } from "../progress-bar.tsx";
import { JobLink } from "./job-link.tsx";
import styles from "./jobs.module.css";

const titles = jobsText.columns;

export const JOB_COLUMNS: readonly Column<JobRow>[] = [
  {
    id: "status",
    title: titles.status,
    width: "7.75rem",
    phoneWidth: "4rem",
    cell: ({ status }) => <StatusBadge status={status} isShort />,
  },
  { id: "job", title: titles.job, cell: (job) => <JobName job={job} /> },
  { id: "id", title: titles.id, width: "6.5rem", align: "right", isWide: true, cell: ({ id }) => id },
  { id: "why", title: titles.why, width: "16rem", isWide: true, cell: ({ statusMessage }) => <Soft of={statusMessage} /> },
  { id: "progress", title: titles.progress, width: "9rem", isWide: true, cell: (job) => <ProgressOf job={job} /> },
  {
    id: "attempt",
    title: titles.attempt,
    width: "5.5rem",
    align: "right",
    isWide: true,
    cell: ({ retries, maxAttempts }) => (
      <span className={retries === 0 ? "soft" : ""}>{jobsText.attempt(retries, maxAttempts)}</span>
    ),
  },
  { id: "queue", title: titles.queue, width: "9rem", isWide: true, cell: ({ queue }) => <QueueName id={queue} /> },
  { id: "worker", title: titles.worker, width: "11rem", isWide: true, cell: ({ worker }) => <Soft of={worker} /> },
  { id: "creator", title: titles.creator, width: "8rem", isWide: true, cell: ({ creator }) => <UserName id={creator} /> },
  { id: "waited", title: titles.waited, width: "6rem", align: "right", isWide: true, cell: (job) => <Waited job={job} /> },
  {
    id: "ran",
    title: titles.ran,
    width: "6rem",
    align: "right",
    isWide: true,
    cell: ({ began, ended }) => <Duration from={began} to={ended} />,
  },
  {
    id: "created",
    title: titles.created,
    width: "6.25rem",
    phoneWidth: "5rem",
    align: "right",
    cell: ({ created }) => <TimeAgo time={created} />,
  },
];

export const USUAL_COLUMNS: readonly string[] = ["status", "job", "id", "worker", "waited", "ran", "created"];

/** In their own order, whatever order they are named in. What the list is of stays. */
export function columnsOf(ids: readonly string[]): readonly Column<JobRow>[] {
  return JOB_COLUMNS.filter(({ id }) => id === "job" || ids.includes(id));
}

function JobName({ job }: { readonly job: JobRow }) {
  return (
    <span className={styles.job}>
      <span className={styles.method}>{job.method}</span>
      <JobLink job={job.id} className={`cut ${styles.summary}`}>
        {job.summaryString}
      </JobLink>
    </span>
  );
}

function Soft({ of }: { readonly of: string | null }) {
  return (
    <span className="soft" title={of ?? undefined}>
      {of ?? text.none}
    </span>
  );
}

/** From its making until it began; until now, or its end, if it never did. */
function Waited({ job: { created, began, ended } }: { readonly job: JobRow }) {
  return <Duration from={created} to={began ?? ended} />;
}

function ProgressOf({ job: { progress, isActive } }: { readonly job: JobRow }) {
  const far = readProgress(progress);
  return far.words === null ? <Soft of={null} /> : <ProgressBar of={far} isActive={isActive} />;
}

function UserName({ id }: { readonly id: number | null }) {
  const { data } = useQuery({ ...userNameQuery(id ?? 0), enabled: id !== null });
  return <Soft of={id === null ? jobsText.nobody : (data?.username ?? `#${id}`)} />;
}

function QueueName({ id }: { readonly id: number | null }) {
  const { account } = useProject();
  const { data } = useQuery({ ...queueNameQuery(account, id ?? 0), enabled: id !== null });
  return <Soft of={id === null ? null : (data?.name ?? `#${id}`)} />;
}
