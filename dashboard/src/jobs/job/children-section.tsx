import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Job } from "../../hub.ts";
import { DataTable } from "../../parts/data-table.tsx";
import type { Column } from "../../parts/data-table.types.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Duration } from "../../parts/times.tsx";
import { jobText } from "../../text/job.ts";
import { jobQuery } from "./job.queries.ts";

const texts = jobText.children;

const COLUMNS: readonly Column<Job>[] = [
  { id: "status", title: texts.status, width: "9rem", cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: "job",
    title: texts.job,
    cell: ({ project, id, summaryString }) => (
      <Link to="/projects/$project/jobs/$job" params={{ project: project ?? 0, job: id }}>
        {summaryString}
      </Link>
    ),
  },
  {
    id: "ran",
    title: texts.ran,
    width: "7rem",
    align: "right",
    cell: ({ began, ended }) => <Duration from={began} to={ended} />,
  },
];

const STEP = 25;

interface ChildrenProps {
  readonly project: number;
  readonly ids: readonly number[];
}

/** The jobs that it is made of. Each is read once, and then kept by the live feed. */
export function ChildrenSection({ project, ids }: ChildrenProps) {
  const [shown, setShown] = useState(STEP);
  const queries = useQueries({ queries: ids.slice(0, shown).map((job) => jobQuery({ project, job })) });
  const rows = queries.flatMap(({ data }) => data ?? []);
  if (ids.length === 0) return null;
  const left = ids.length - shown;
  return (
    <Section title={texts.title} more={texts.count(ids.length)}>
      <DataTable label={texts.all} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
      {left > 0 && (
        <Button variant="default" onClick={() => setShown(shown + STEP)}>
          {texts.more(Math.min(left, STEP))}
        </Button>
      )}
    </Section>
  );
}
