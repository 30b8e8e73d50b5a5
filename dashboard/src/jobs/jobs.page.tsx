import { useQuery } from "@tanstack/react-query";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { StatusBadge } from "../parts/status-badge.tsx";
import { Duration, TimeAgo } from "../parts/times.tsx";
import { useProject } from "../projects/projects.queries.ts";
import { jobsText } from "../text/jobs.ts";
import { type JobRow, jobsQuery } from "./jobs.queries.ts";

const COLUMNS: readonly Column<JobRow>[] = [
  { id: "status", title: jobsText.status, width: "9rem", cell: ({ status }) => <StatusBadge status={status} /> },
  { id: "job", title: jobsText.job, cell: ({ summaryString }) => summaryString },
  { id: "id", title: jobsText.id, width: "6rem", align: "right", isWide: true, cell: ({ id }) => id },
  { id: "worker", title: jobsText.worker, width: "12rem", isWide: true, cell: ({ worker }) => worker },
  { id: "created", title: jobsText.created, width: "8rem", align: "right", cell: ({ created }) => <TimeAgo time={created} /> },
  {
    id: "ran",
    title: jobsText.ran,
    width: "7rem",
    align: "right",
    isWide: true,
    cell: ({ began, ended }) => <Duration from={began} to={ended} />,
  },
];

const keyOf = ({ id }: JobRow) => id;

export function JobsPage() {
  const project = useProject();
  const query = useQuery(jobsQuery(project.id));
  return (
    <Page title={jobsText.title} isFilling>
      <Loaded query={query}>
        {({ results }) => (
          <DataTable
            label={jobsText.title}
            columns={COLUMNS}
            rows={results}
            keyOf={keyOf}
            scroll={{ rowHeight: 36 }}
            empty={<EmptyState icon="jobs" {...jobsText.empty} />}
          />
        )}
      </Loaded>
    </Page>
  );
}
