import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAccount } from "../accounts/accounts.queries.ts";
import { formatCount, formatTime } from "../format.ts";
import type { Worker } from "../hub.ts";
import { Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { JsonTree } from "../parts/json-tree.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import sections from "../parts/section.module.css";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { Words } from "../parts/words.tsx";
import { queuesQuery } from "../queues/queues.queries.ts";
import { mayOnAccount, useMe } from "../session/session.ts";
import { workersText } from "../text/workers.ts";
import { Heartbeats } from "./heartbeats.tsx";
import { WorkerControls } from "./worker-controls.tsx";
import { Slots, WorkerState } from "./worker-state.tsx";
import { softwareOf } from "./workers.page.tsx";
import { INSPECTIONS, type Inspection, inspectionQuery, workerQuery } from "./workers.queries.ts";

const route = getRouteApi("/signed-in/accounts/$account/workers/$worker");

export function WorkerPage() {
  const { account, worker: id } = route.useParams();
  const query = useQuery(workerQuery(account, id));
  return <Loaded query={query}>{(worker) => <OfWorker worker={worker} account={account} />}</Loaded>;
}

function OfWorker({ worker, account }: { readonly worker: Worker; readonly account: string }) {
  const mayControl = mayOnAccount(useMe(), useAccount(), "MANAGER") && worker.active;
  const actions = mayControl ? <WorkerControls account={account} worker={worker} /> : null;
  return (
    <Page title={worker.hostname} aside={<WorkerState worker={worker} />} actions={actions}>
      <div className={sections.columns}>
        <div>
          <WorkerFacts worker={worker} account={account} />
          <Section title={workersText.methods}>
            {worker.methods ? <Words words={worker.methods} /> : <p className="soft">{workersText.methodsNotTold}</p>}
          </Section>
        </div>
        <Heartbeats account={account} worker={worker.id} />
      </div>
      {mayControl && <Inspect account={account} worker={worker.id} />}
    </Page>
  );
}

function WorkerFacts({ worker, account }: { readonly worker: Worker; readonly account: string }) {
  const { heartbeat, freq, started, finished, processed, load, pid, os } = worker;
  const queues = useQuery(queuesQuery(account)).data?.results.filter(({ id }) => worker.queues.includes(id));
  return (
    <Section title={workersText.worker}>
      <Facts
        facts={[
          [workersText.slots, <Slots key="slots" worker={worker} />],
          [
            workersText.heartbeat,
            <span key="heartbeat">
              <TimeAgo time={heartbeat} />
              {freq !== null && `, ${workersText.everySeconds(freq)}`}
            </span>,
          ],
          [workersText.processed, processed === null ? null : formatCount(processed)],
          [
            workersText.load,
            load && <span title={workersText.loadMore}>{load.map((each) => each.toFixed(2)).join("  ")}</span>,
          ],
          [
            workersText.queues,
            queues && queues.length > 0 && <QueueLinks account={account} names={queues.map(({ name }) => name)} />,
          ],
          [workersText.started, started && formatTime(started)],
          [workersText.finished, finished && formatTime(finished)],
          [workersText.software, softwareOf(worker)],
          [workersText.process, pid],
          [workersText.system, os],
        ]}
      />
    </Section>
  );
}

function QueueLinks({ account, names }: { readonly account: string; readonly names: readonly string[] }) {
  return (
    <Link to="/accounts/$account/queues" params={{ account }}>
      {names.join(", ")}
    </Link>
  );
}

function Inspect({ account, worker }: { readonly account: string; readonly worker: number }) {
  const [what, setWhat] = useState<Inspection | null>(null);
  const query = useQuery({ ...inspectionQuery(account, worker, what ?? "stats"), enabled: what !== null });
  const choice = (
    <Group gap="xs">
      <Select
        size="xs"
        w="13rem"
        aria-label={workersText.what}
        placeholder={workersText.what}
        allowDeselect={false}
        value={what}
        onChange={(value) => setWhat(value as Inspection)}
        data={INSPECTIONS.map((value) => ({ value, label: workersText.inspections[value] }))}
      />
      {what && (
        <Button
          variant="default"
          leftSection={<Icon name="refresh" size={14} />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {workersText.again}
        </Button>
      )}
    </Group>
  );
  return (
    <Section title={workersText.inspect} more={workersText.inspectMore} actions={choice}>
      {what && <Loaded query={query}>{({ answer }) => <JsonTree value={answer} />}</Loaded>}
    </Section>
  );
}
