import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Token } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { Section } from "../parts/section.tsx";
import { ShowSecret } from "../parts/show-secret.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { text } from "../text/text.ts";
import { youText } from "../text/you.ts";
import { createToken, revokeToken } from "./you.actions.ts";
import { tokensQuery } from "./you.queries.ts";

const LASTING = ["30", "7", "90", "365", ""] as const;

export function Tokens() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["tokens"] });
  const [isOpen, { open, close }] = useDisclosure(false);
  const [made, setMade] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const actions = (
    <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={open}>
      {youText.create}
    </Button>
  );
  return (
    <Section title={youText.tokens} more={youText.tokensMore} actions={actions}>
      <PagedTable
        label={youText.tokens}
        pages={tokensQuery}
        columns={columnsFor(setRevoked)}
        keyOf={({ id }) => id}
        empty={<EmptyState isSmall icon="key" {...youText.noTokens} />}
      />
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={youText.create}
        action={youText.createAction}
        run={async ({ days }) => {
          setMade(await createToken(days ? Number(days) : null, Date.now()));
          await refresh();
        }}
      >
        {({ expiry }) => (
          <NativeSelect
            name="days"
            label={youText.lasts}
            data={LASTING.map((value) => ({ value, label: youText.days[value] }))}
            error={expiry}
            data-autofocus
          />
        )}
      </FormDialog>
      <ShowSecret
        secret={made}
        onClose={() => setMade(null)}
        title={youText.made}
        more={youText.madeMore}
        copyLabel={youText.copyToken}
      />
      <ConfirmAction
        isOpen={revoked !== null}
        onClose={() => setRevoked(null)}
        title={youText.revokeTitle}
        action={youText.revokeAction}
        isDangerous
        run={async () => revoked && revokeToken(revoked.id).then(refresh)}
      >
        <span className="mono">{revoked?.id}…</span> {youText.revokeMore}
      </ConfirmAction>
    </Section>
  );
}

function columnsFor(onRevoke: (token: Token) => void): readonly Column<Token>[] {
  return [
    { id: "token", title: youText.token, cell: ({ id }) => <span className="mono">{id}…</span> },
    { id: "created", title: youText.created, align: "right", cell: ({ created }) => <TimeAgo time={created} /> },
    {
      id: "expiry",
      title: youText.expiry,
      align: "right",
      cell: ({ expiry }) => (expiry === null ? youText.never : <TimeAgo time={expiry} />),
    },
    {
      id: "revoke",
      title: text.table.actions,
      width: "6rem",
      align: "right",
      cell: (token) => (
        <ActionIcon size="sm" aria-label={youText.revoke(token.id)} onClick={() => onRevoke(token)}>
          <Icon name="delete" size={14} />
        </ActionIcon>
      ),
    },
  ];
}
