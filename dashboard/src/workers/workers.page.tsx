import { Group, SegmentedControl } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { AccountSwitch } from "../accounts/account-switch.tsx";
import { formatCount } from "../format.ts";
import type { Worker } from "../hub.ts";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Page } from "../parts/page.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { text } from "../text/text.ts";
import { workersText } from "../text/workers.ts";
import { Slots, WorkerState } from "./worker-state.tsx";
import { workersQuery } from "./workers.queries.ts";

const route = getRouteApi("/signed-in/accounts/$account/workers");

export function WorkersPage() {
  const { account } = route.useParams();
  const { state } = route.useSearch();
  const navigate = useNavigate();
  const isActive = state !== "gone";
  const open = ({ id }: Worker) => void navigate({ to: "/accounts/$account/workers/$worker", params: { account, worker: id } });
  const choice = (
    <Group gap="xs">
      <AccountSwitch />
      <SegmentedControl
        size="xs"
        aria-label={workersText.which}
        value={isActive ? "alive" : "gone"}
        onChange={(value) => void navigate({ to: ".", search: value === "gone" ? { state: "gone" } : {}, replace: true })}
        data={[
          { value: "alive", label: workersText.alive },
          { value: "gone", label: workersText.gone },
        ]}
      />
    </Group>
  );
  return (
    <Page title={workersText.title} actions={choice}>
      <PagedTable
        key={`${account} ${isActive}`}
        label={workersText.title}
        pages={workersQuery(account, isActive)}
        columns={columnsFor(account)}
        keyOf={({ id }) => id}
        onOpen={open}
        empty={<EmptyState icon="workers" {...(isActive ? workersText.empty : workersText.noneGone)} />}
      />
    </Page>
  );
}

function columnsFor(account: string): readonly Column<Worker>[] {
  return [
    {
      id: "worker",
      title: workersText.worker,
      sort: ({ hostname }) => hostname,
      cell: ({ id, hostname }) => (
        <Link to="/accounts/$account/workers/$worker" params={{ account, worker: id }}>
          {hostname}
        </Link>
      ),
    },
    { id: "state", title: workersText.state, width: "6rem", cell: (worker) => <WorkerState worker={worker} /> },
    {
      id: "slots",
      title: workersText.slots,
      align: "right",
      width: "8rem",
      sort: ({ running }) => running ?? 0,
      cell: (worker) => <Slots worker={worker} />,
    },
    {
      id: "processed",
      title: workersText.processed,
      align: "right",
      width: "7rem",
      isWide: true,
      sort: ({ processed }) => processed ?? 0,
      cell: ({ processed }) => (processed === null ? text.none : formatCount(processed)),
    },
    {
      id: "load",
      title: workersText.load,
      align: "right",
      width: "6rem",
      isWide: true,
      cell: ({ load }) => load?.[0]?.toFixed(2) ?? text.none,
    },
    { id: "version", title: workersText.version, width: "10rem", isWide: true, cell: softwareOf },
    {
      id: "heartbeat",
      title: workersText.heartbeat,
      align: "right",
      width: "7rem",
      isWide: true,
      cell: ({ heartbeat, updated }) => <TimeAgo time={heartbeat ?? updated} />,
    },
  ];
}

export function softwareOf({ software, version }: Pick<Worker, "software" | "version">): string {
  return software && version && !software.includes(version) ? `${software} ${version}` : (software ?? version ?? text.none);
}
