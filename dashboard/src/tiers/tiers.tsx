import { ActionIcon, Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatCount } from "../format.ts";
import type { Tier } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { Section } from "../parts/section.tsx";
import { text } from "../text/text.ts";
import { tiersText } from "../text/tiers.ts";
import { LIMITS, limitText } from "./limits.ts";
import { TierDialog } from "./tier-dialog.tsx";
import { deleteTier } from "./tiers.actions.ts";
import { tiersQuery } from "./tiers.queries.ts";

/** What accounts may use: for staff. */
export function Tiers() {
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Tier | "new" | null>(null);
  const [removed, setRemoved] = useState<Tier | null>(null);
  // Accounts tell the limits of theirs.
  const refresh = () => Promise.all(["tiers", "accounts"].map((changed) => queries.invalidateQueries({ queryKey: [changed] })));
  const actions = (
    <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setEdited("new")}>
      {tiersText.create}
    </Button>
  );
  return (
    <Section title={tiersText.title} more={tiersText.more} actions={actions}>
      <PagedTable
        label={tiersText.title}
        pages={tiersQuery}
        columns={[...COLUMNS, actionsColumn(setEdited, setRemoved)]}
        keyOf={({ id }) => id}
        empty={<EmptyState isSmall icon="account" {...tiersText.none} />}
      />
      <TierDialog tier={edited} onClose={() => setEdited(null)} onDone={refresh} />
      <ConfirmAction
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        title={tiersText.removeTitle}
        action={tiersText.removeAction}
        isDangerous
        run={async () => removed && deleteTier(removed.id).then(refresh)}
      >
        <strong>{removed?.name}</strong>. {tiersText.removeMore}
      </ConfirmAction>
    </Section>
  );
}

const COLUMNS: readonly Column<Tier>[] = [
  { id: "name", title: tiersText.name, sort: ({ name }) => name, cell: ({ name }) => name },
  {
    id: "priority",
    title: tiersText.priority,
    align: "right",
    sort: ({ priority }) => priority,
    cell: ({ priority }) => priority,
  },
  ...LIMITS.map(
    (limit): Column<Tier> => ({
      id: limit,
      title: tiersText.limits[limit],
      align: "right",
      isWide: true,
      sort: (tier) => tier[limit] ?? Number.POSITIVE_INFINITY,
      cell: (tier) => limitText(tier[limit]),
    }),
  ),
  {
    id: "accounts",
    title: tiersText.accounts,
    align: "right",
    sort: ({ accounts }) => accounts,
    cell: ({ accounts }) => formatCount(accounts),
  },
];

function actionsColumn(onEdit: (tier: Tier) => void, onRemove: (tier: Tier) => void): Column<Tier> {
  return {
    id: "actions",
    title: text.table.actions,
    width: "6rem",
    align: "right",
    cell: (tier) => (
      <Group gap={4} justify="flex-end" wrap="nowrap">
        <ActionIcon size="sm" aria-label={tiersText.change(tier.name)} onClick={() => onEdit(tier)}>
          <Icon name="edit" size={14} />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={tiersText.remove(tier.name)} onClick={() => onRemove(tier)}>
          <Icon name="delete" size={14} />
        </ActionIcon>
      </Group>
    ),
  };
}
