import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { HUB_ACCOUNT } from "../accounts/accounts.queries.ts";
import { formatBytes, formatCount, formatDuration } from "../format.ts";
import type { DatabaseTable, HubHealth, HubProblem } from "../hub.ts";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { LinkButton } from "../parts/link-button.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Notice } from "../parts/notice.tsx";
import { Page } from "../parts/page.tsx";
import sections from "../parts/section.module.css";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { hubText } from "../text/hub.ts";
import { Tiers } from "../tiers/tiers.tsx";
import { healthQuery } from "./hub.queries.ts";
import { SetAside } from "./set-aside.tsx";

export function HubPage() {
  const query = useQuery(healthQuery);
  const actions = (
    <LinkButton to="/hub/overview" leftSection={<Icon name="overview" size={14} />}>
      {hubText.overview}
    </LinkButton>
  );
  return (
    <Page title={hubText.title} actions={actions}>
      <Loaded query={query}>{(health) => <Health health={health} />}</Loaded>
      <Tiers />
      <SetAside />
    </Page>
  );
}

function Health({ health }: { readonly health: HubHealth }) {
  return (
    <>
      <Problems problems={health.problems} />
      <div className={sections.columns}>
        <Parts health={health} />
        <Database database={health.database} />
      </div>
    </>
  );
}

function Problems({ problems }: { readonly problems: readonly HubProblem[] }) {
  return (
    <Stack gap="xs" role="status">
      {problems.length === 0 && (
        <Notice tone="well" toneLabel={hubText.wellLabel} title={hubText.well}>
          {hubText.wellMore}
        </Notice>
      )}
      {problems.map(({ code, level, message, advice }) => (
        <Notice key={code} tone={level} toneLabel={hubText[level]} title={message}>
          {advice}
        </Notice>
      ))}
    </Stack>
  );
}

function Parts({ health }: { readonly health: HubHealth }) {
  const { version, node, uptime, workers, overseers, waiting, broker, oldestUnconfirmed } = health;
  const unserved = waiting.unserved > 0 && ` (${hubText.unserved(formatCount(waiting.unserved))})`;
  return (
    <Section title={hubText.parts}>
      <Facts
        facts={[
          [hubText.version, version],
          [hubText.node, node],
          [hubText.uptime, formatDuration(uptime * 1000)],
          [hubText.broker, `${hubText.brokers[broker.transport]}, ${broker.answers ? hubText.answers : hubText.silent}`],
          [
            hubText.overseers,
            overseers.map(({ hostname, version }) => `${hostname} ${version ?? ""}`).join(", ") || hubText.noOverseers,
          ],
          [
            hubText.workers,
            <Link key="workers" to="/accounts/$account/workers" params={{ account: HUB_ACCOUNT }}>
              {hubText.workersSum(workers.alive, workers.busy)}
            </Link>,
          ],
          [hubText.waiting, `${formatCount(waiting.jobs)}${unserved || ""}`],
          [
            hubText.unconfirmed,
            oldestUnconfirmed && (
              <>
                {oldestUnconfirmed.id}, {hubText.since} <TimeAgo time={oldestUnconfirmed.since} />
              </>
            ),
          ],
        ]}
      />
    </Section>
  );
}

const TABLES: readonly Column<DatabaseTable>[] = [
  { id: "table", title: hubText.table, sort: ({ name }) => name, cell: ({ name }) => <span className="mono">{name}</span> },
  {
    id: "rows",
    title: hubText.rows,
    align: "right",
    isWide: true,
    sort: ({ rows }) => rows,
    cell: ({ rows }) => formatCount(rows),
  },
  { id: "size", title: hubText.size, align: "right", sort: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
];

const MOST_TABLES = 8;

function Database({ database }: { readonly database: HubHealth["database"] }) {
  const { version, started, bytes, connections, maxConnections, tables } = database;
  return (
    <Section title={hubText.database}>
      <Facts
        facts={[
          [hubText.databaseVersion, version],
          [hubText.databaseStarted, <TimeAgo key="started" time={started} />],
          [hubText.size, formatBytes(bytes)],
          [hubText.connections, hubText.of(connections, maxConnections)],
        ]}
      />
      <DataTable label={hubText.tables} columns={TABLES} rows={tables.slice(0, MOST_TABLES)} keyOf={({ name }) => name} />
    </Section>
  );
}
