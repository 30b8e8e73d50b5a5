import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAccount } from "../accounts/accounts.queries.ts";
import type { Zone } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Section } from "../parts/section.tsx";
import { mayOnAccount, useMe } from "../session/session.ts";
import { queuesText } from "../text/queues.ts";
import { text } from "../text/text.ts";
import { createZone, deleteZone } from "./queues.actions.ts";
import { zonesQuery } from "./queues.queries.ts";

export function Zones({ account }: { readonly account: string }) {
  const query = useQuery(zonesQuery(account));
  const mayChange = mayOnAccount(useMe(), useAccount(), "MANAGER");
  const [removed, setRemoved] = useState<Zone | null>(null);
  const [isOpen, { open, close }] = useDisclosure(false);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["accounts", account] });
  const actions = mayChange && (
    <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={open}>
      {queuesText.create}
    </Button>
  );
  return (
    <Section title={queuesText.zones} more={queuesText.zonesMore} actions={actions}>
      <Loaded query={query}>
        {({ results }) => (
          <DataTable
            label={queuesText.zones}
            columns={mayChange ? [NAME, removeColumn(setRemoved)] : [NAME]}
            rows={results}
            keyOf={({ id }) => id}
            empty={<EmptyState isSmall icon="queues" {...queuesText.noZones} />}
          />
        )}
      </Loaded>
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={queuesText.create}
        action={queuesText.createAction}
        run={({ name = "" }) => createZone(account, name).then(refresh)}
      >
        {({ name }) => (
          <TextInput
            name="name"
            label={queuesText.name}
            description={queuesText.nameHelp}
            required
            error={name}
            data-autofocus
          />
        )}
      </FormDialog>
      <ConfirmAction
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        title={queuesText.removeTitle}
        action={queuesText.removeAction}
        isDangerous
        run={async () => removed && deleteZone(account, removed.id).then(refresh)}
      >
        <strong>{removed?.name}</strong>: {queuesText.removeMore}
      </ConfirmAction>
    </Section>
  );
}

const NAME: Column<Zone> = { id: "zone", title: queuesText.zone, cell: ({ name }) => name };

function removeColumn(onRemove: (zone: Zone) => void): Column<Zone> {
  return {
    id: "remove",
    title: text.table.actions,
    width: "6rem",
    align: "right",
    cell: (zone) => (
      <ActionIcon size="sm" aria-label={queuesText.remove(zone.name)} onClick={() => onRemove(zone)}>
        <Icon name="delete" size={14} />
      </ActionIcon>
    ),
  };
}
