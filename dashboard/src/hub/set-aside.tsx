import { ActionIcon, Button, Group, Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SetAsideMessage } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Icon } from "../parts/icon.tsx";
import { JsonTree } from "../parts/json-tree.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { hubText } from "../text/hub.ts";
import { text } from "../text/text.ts";
import { type Deed, dispose } from "./hub.actions.ts";
import { setAsideQuery } from "./hub.queries.ts";

/** Messages that nobody could take: put back, or thrown away. */
export function SetAside() {
  const query = useInfiniteQuery(setAsideQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Deed | null>(null);
  const [shown, setShown] = useState<SetAsideMessage | null>(null);
  const rows = query.data?.pages.flatMap(({ results }) => results) ?? [];
  const toggle = ({ id }: SetAsideMessage) =>
    setChosen((so) => new Set(so.has(id) ? [...so].filter((each) => each !== id) : [...so, id]));
  const actions = rows.length > 0 && (
    <Group gap="xs">
      <Button variant="default" onClick={() => setAsked("replay")}>
        {chosen.size > 0 ? hubText.replay(chosen.size) : hubText.replayAll}
      </Button>
      <Button variant="default" onClick={() => setAsked("drop")}>
        {chosen.size > 0 ? hubText.drop(chosen.size) : hubText.dropAll}
      </Button>
    </Group>
  );
  return (
    <Section title={hubText.setAside} more={hubText.setAsideMore} actions={actions}>
      <Loaded query={query}>
        {() => (
          <DataTable
            label={hubText.setAside}
            columns={columnsFor(setShown)}
            rows={rows}
            keyOf={({ id }) => id}
            selection={{
              chosen,
              label: ({ reason }) => reason,
              onToggle: toggle,
              onToggleAll: () => setChosen(new Set(chosen.size < rows.length ? rows.map(({ id }) => id) : [])),
            }}
            empty={<EmptyState isSmall icon="check" {...hubText.none} />}
          />
        )}
      </Loaded>
      {query.hasNextPage && (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {text.table.more(rows.length, query.data?.pages.at(-1)?.count ?? 0)}
          </Button>
        </Group>
      )}
      {asked && <Ask deed={asked} chosen={chosen} onClose={() => setAsked(null)} onDone={() => setChosen(new Set())} />}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        size="lg"
        title={hubText.content}
        closeButtonProps={{ "aria-label": text.close }}
      >
        <JsonTree value={shown?.content} />
      </Modal>
    </Section>
  );
}

interface AskProps {
  readonly deed: Deed;
  /** None for all. */
  readonly chosen: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Ask({ deed, chosen: given, onClose, onDone }: AskProps) {
  // What is chosen is let go of once it is done, while the dialog closes.
  const [chosen] = useState(given);
  const queries = useQueryClient();
  const words = { replay: hubText.replayMore, drop: hubText.dropMore };
  const titles = { replay: hubText.replayTitle, drop: hubText.dropTitle };
  const all = { replay: hubText.replayAll, drop: hubText.dropAll };
  const run = async () => {
    const count = await dispose(deed, chosen.size > 0 ? [...chosen] : null);
    notifications.show({ message: hubText.done(count) });
    onDone();
    await queries.invalidateQueries({ queryKey: ["broker"] });
    await queries.invalidateQueries({ queryKey: ["hub"] });
  };
  return (
    <ConfirmAction
      isOpen
      onClose={onClose}
      title={titles[deed]}
      action={chosen.size > 0 ? hubText[deed](chosen.size) : all[deed]}
      isDangerous={deed === "drop"}
      run={run}
    >
      {words[deed]}
    </ConfirmAction>
  );
}

function columnsFor(onShow: (message: SetAsideMessage) => void): readonly Column<SetAsideMessage>[] {
  return [
    { id: "kind", title: hubText.kind, width: "6rem", cell: ({ kind }) => hubText.kinds[kind] },
    { id: "reason", title: hubText.reason, cell: ({ reason }) => <span title={reason}>{reason}</span> },
    { id: "queue", title: hubText.queue, isWide: true, cell: ({ queue }) => queue },
    {
      id: "time",
      title: hubText.time,
      align: "right",
      width: "6rem",
      isWide: true,
      cell: ({ time }) => <TimeAgo time={time} />,
    },
    {
      id: "content",
      title: text.table.actions,
      width: "6rem",
      align: "right",
      cell: (message) => (
        <ActionIcon size="sm" aria-label={hubText.showContent} onClick={() => onShow(message)}>
          <Icon name="eye" size={14} />
        </ActionIcon>
      ),
    },
  ];
}
