import { Button, Loader } from "@mantine/core";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useShortcuts } from "../keys/shortcuts.ts";
import { useLiveState } from "../live/live.ts";
import { DataTable } from "../parts/data-table.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Icon } from "../parts/icon.tsx";
import { LinkButton } from "../parts/link-button.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { useProject } from "../projects/projects.queries.ts";
import { jobsText } from "../text/jobs.ts";
import type { JobRow } from "./jobs.feed.ts";
import { parseFilter } from "./jobs.filter.ts";
import type { JobsSearch } from "./jobs.search.ts";
import { BulkBar } from "./list/bulk-bar.tsx";
import { ColumnChoice } from "./list/column-choice.tsx";
import { FilterBar } from "./list/filter-bar.tsx";
import { FreezeButton } from "./list/freeze-button.tsx";
import { jobPath } from "./list/job-link.tsx";
import { columnsOf, USUAL_COLUMNS } from "./list/jobs.columns.tsx";
import styles from "./list/jobs.module.css";
import { StatusTabs } from "./list/status-tabs.tsx";
import { type JobsList, useJobsList } from "./list/use-jobs-list.ts";
import { type JobSelection, useSelection } from "./list/use-selection.ts";
import { ViewsMenu } from "./list/views-menu.tsx";

const route = getRouteApi("/signed-in/projects/$project/jobs");

const ROW_HEIGHT = 36;
const keyOf = ({ id }: JobRow) => id;

export function JobsPage() {
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q = "" } = search;
  const list = useJobsList(project.id, q);
  const selection = useSelection(`${project.id} ${q}`, list.rows);
  const filterInput = useRef<HTMLInputElement>(null);
  const columns = search.columns?.split(",") ?? USUAL_COLUMNS;
  const go = (next: JobsSearch) => void navigate({ search: next });
  const setFilter = (text: string) =>
    void navigate({ search: { ...search, q: text || undefined } as JobsSearch, replace: true });
  const setColumns = (ids: readonly string[]) => go({ ...(q && { q }), ...(!isUsual(ids) && { columns: ids.join(",") }) });
  const count = list.count === null ? null : jobsText.count(list.count, list.isCountExact);
  const areAllRead = list.isCountExact && selection.ids.length === list.count;
  return (
    <Page
      title={jobsText.title}
      isFilling
      aside={
        <span className={styles.count} role="status">
          {count}
        </span>
      }
      actions={
        <>
          <FreezeButton held={list.held} onToggle={list.toggleFreeze} />
          <ColumnChoice shown={columns} onChange={setColumns} />
          <ViewsMenu search={search} onOpen={go} />
        </>
      }
    >
      <div className={styles.tools}>
        <StatusTabs text={q} onChange={setFilter} />
        <FilterBar text={q} onChange={setFilter} input={filterInput} />
      </div>
      <BulkBar
        project={project}
        selection={selection}
        filter={parseFilter(q, Date.now()).filter}
        matching={areAllRead ? null : count}
      />
      <JobsTable
        list={list}
        selection={selection}
        columns={columns}
        filterInput={filterInput}
        onClear={q ? () => setFilter("") : null}
      />
    </Page>
  );
}

function isUsual(ids: readonly string[]): boolean {
  return ids.length === USUAL_COLUMNS.length && USUAL_COLUMNS.every((id) => ids.includes(id));
}

interface JobsTableProps {
  readonly list: JobsList;
  readonly selection: JobSelection;
  readonly columns: readonly string[];
  readonly filterInput: { readonly current: HTMLInputElement | null };
  /** Null if there is no filter. */
  readonly onClear: (() => void) | null;
}

function JobsTable({ list, selection, columns, filterInput, onClear }: JobsTableProps) {
  const { id: project } = useProject();
  const router = useRouter();
  const { query, rows, fresh } = list;
  const open = (job: JobRow) => router.history.push(jobPath(project, job.id));
  const current = useCurrent(list, selection, open, filterInput);
  const shown = useMemo(() => columnsOf(columns), [columns]);
  const readMore = () => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
  };
  return (
    <div className={styles.list}>
      <StaleMark />
      {fresh > 0 && rows.length > 0 && list.held === null && (
        <Button className={styles.fresh} radius="xl" leftSection={<Icon name="up" size={14} />} onClick={list.refresh}>
          {jobsText.fresh(fresh)}
        </Button>
      )}
      <Loaded query={query}>
        {() => (
          <DataTable
            label={jobsText.table}
            columns={shown}
            rows={rows}
            keyOf={keyOf}
            onOpen={open}
            selection={selection.table}
            current={current}
            scroll={{ rowHeight: ROW_HEIGHT, onEnd: readMore, ...(list.count !== null && { count: list.count }) }}
            empty={<NoJobs onClear={onClear} />}
          />
        )}
      </Loaded>
      {query.isFetchingNextPage && <Loader size="xs" aria-label={jobsText.loadingMore} />}
    </div>
  );
}

/** The row that keys act on. */
function useCurrent(
  list: JobsList,
  selection: JobSelection,
  open: (job: JobRow) => void,
  filter: JobsTableProps["filterInput"],
) {
  const [current, setCurrent] = useState<number | null>(null);
  const { rows } = list;
  const place = rows.findIndex(({ id }) => id === current);
  const job = rows[place];
  const move = (by: number) => setCurrent(rows[Math.min(rows.length - 1, Math.max(0, place + by))]?.id ?? null);
  const { keys } = jobsText;
  useShortcuts(jobsText.title, [
    { keys: "j", does: keys.next, run: () => move(1) },
    { keys: "k", does: keys.previous, run: () => move(-1) },
    { keys: "x", does: keys.choose, run: () => job && selection.toggle(job) },
    { keys: "enter", does: keys.open, run: () => job && open(job) },
    { keys: "/", does: keys.filter, run: () => filter.current?.focus() },
    { keys: "n", does: keys.fresh, run: list.refresh },
    { keys: "f", does: keys.freeze, run: list.toggleFreeze },
    { keys: "escape", does: keys.clear, run: selection.clear },
  ]);
  return current;
}

function StaleMark() {
  return useLiveState() === "stale" ? (
    <div className={styles.stale} role="alert">
      <Icon name="offline" size={14} />
      {jobsText.stale}
    </div>
  ) : null;
}

function NoJobs({ onClear }: { readonly onClear: (() => void) | null }) {
  const { id: project } = useProject();
  if (!onClear) {
    const { submit, ...says } = jobsText.empty;
    const action = (
      <LinkButton to="/projects/$project/submit" params={{ project }}>
        {submit}
      </LinkButton>
    );
    return <EmptyState icon="jobs" {...says} action={action} />;
  }
  const action = (
    <Button variant="default" onClick={onClear}>
      {jobsText.noMatch.clear}
    </Button>
  );
  return <EmptyState icon="search" title={jobsText.noMatch.title} more={jobsText.noMatch.more} action={action} />;
}
