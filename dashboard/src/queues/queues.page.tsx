import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { AccountSwitch } from "../accounts/account-switch.tsx";
import { formatCount } from "../format.ts";
import type { Queue } from "../hub.ts";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { queuesText } from "../text/queues.ts";
import { brokerQuery, queuesQuery, workerNamesQuery } from "./queues.queries.ts";
import { Zones } from "./zones.tsx";

const route = getRouteApi("/signed-in/accounts/$account/queues");

export function QueuesPage() {
  const { account } = route.useParams();
  const query = useQuery(queuesQuery(account));
  const names = useQuery(workerNamesQuery(account)).data ?? new Map<number, string>();
  return (
    <Page title={queuesText.title} actions={<AccountSwitch />}>
      <Section title={queuesText.queues} more={queuesText.rates}>
        <Loaded query={query}>
          {({ results }) => (
            <DataTable
              label={queuesText.queues}
              columns={columnsFor(account, names)}
              rows={results}
              keyOf={({ id }) => id}
              empty={<EmptyState isSmall icon="queues" {...queuesText.empty} />}
            />
          )}
        </Loaded>
      </Section>
      <Zones account={account} />
      <Connection account={account} />
    </Page>
  );
}

function columnsFor(account: string, names: ReadonlyMap<number, string>): readonly Column<Queue>[] {
  return [
    { id: "queue", title: queuesText.queue, sort: ({ name }) => name, cell: (queue) => <QueueName queue={queue} /> },
    {
      id: "depth",
      title: queuesText.depth,
      align: "right",
      sort: ({ depth }) => depth,
      cell: ({ depth }) => formatCount(depth),
    },
    { id: "oldest", title: queuesText.oldest, align: "right", cell: ({ oldestWaiting }) => <TimeAgo time={oldestWaiting} /> },
    {
      id: "entered",
      title: queuesText.entered,
      align: "right",
      isWide: true,
      sort: ({ enteredPerMinute }) => enteredPerMinute,
      cell: ({ enteredPerMinute }) => enteredPerMinute.toFixed(1),
    },
    {
      id: "left",
      title: queuesText.left,
      align: "right",
      isWide: true,
      sort: ({ leftPerMinute }) => leftPerMinute,
      cell: ({ leftPerMinute }) => leftPerMinute.toFixed(1),
    },
    {
      id: "workers",
      title: queuesText.workers,
      isWide: true,
      cell: (queue) => <QueueWorkers queue={queue} account={account} names={names} />,
    },
  ];
}

function QueueName({ queue: { name, priority, untrusted, interrupt } }: { readonly queue: Queue }) {
  const words = [
    priority > 0 && queuesText.priority(priority),
    untrusted && queuesText.untrusted,
    interrupt && queuesText.interrupt,
  ].filter(Boolean);
  return (
    <>
      <strong>{name}</strong> <span className="soft">{words.join(", ")}</span>
    </>
  );
}

interface QueueWorkersProps {
  readonly queue: Queue;
  readonly account: string;
  readonly names: ReadonlyMap<number, string>;
}

function QueueWorkers({ queue: { workers, depth }, account, names }: QueueWorkersProps) {
  if (workers.length === 0)
    return depth > 0 ? (
      <span style={{ color: "var(--warning)" }}>
        <Icon name="warning" size={13} /> {queuesText.nobodyAndWaiting}
      </span>
    ) : (
      <span className="soft">{queuesText.nobody}</span>
    );
  return workers.map((worker, index) => (
    <span key={worker}>
      {index > 0 && ", "}
      <Link to="/accounts/$account/workers/$worker" params={{ account, worker }}>
        {names.get(worker) ?? worker}
      </Link>
    </span>
  ));
}

function Connection({ account }: { readonly account: string }) {
  const query = useQuery(brokerQuery(account));
  return (
    <Section title={queuesText.connect} more={queuesText.connectMore}>
      <Loaded query={query}>
        {({ transport, virtualHost, prefix, queues }) => (
          <Facts
            facts={[
              [queuesText.transport, queuesText.brokers[transport]],
              [queuesText.virtualHost, virtualHost],
              [queuesText.prefix, prefix && <span className="mono">{prefix}</span>],
              [
                queuesText.queues,
                <span key="queues" className="mono">
                  {queues.join(", ")}
                </span>,
              ],
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
