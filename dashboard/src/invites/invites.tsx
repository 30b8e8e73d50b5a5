import { ActionIcon } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Invite } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { invitesText } from "../text/invites.ts";
import { text } from "../text/text.ts";
import { deleteInvite, invitesQuery } from "./invites.queries.ts";

/** Those that one has sent. */
export function Invites() {
  const queries = useQueryClient();
  const [withdrawn, setWithdrawn] = useState<Invite | null>(null);
  const withdraw = async ({ id }: Invite) => {
    if (id !== undefined) await deleteInvite(id);
    await queries.invalidateQueries({ queryKey: ["invites"] });
  };
  return (
    <Section title={invitesText.list}>
      <PagedTable
        label={invitesText.list}
        pages={invitesQuery}
        columns={columnsFor(setWithdrawn)}
        keyOf={({ id }) => id ?? 0}
        empty={<EmptyState isSmall icon="users" {...invitesText.none} />}
      />
      <ConfirmAction
        isOpen={withdrawn !== null}
        onClose={() => setWithdrawn(null)}
        title={invitesText.withdrawTitle}
        action={invitesText.withdrawAction}
        isDangerous
        run={async () => withdrawn && withdraw(withdrawn)}
      >
        {withdrawn && invitesText.withdrawMore(withdrawn.email)}
      </ConfirmAction>
    </Section>
  );
}

function columnsFor(onWithdraw: (invite: Invite) => void): readonly Column<Invite>[] {
  return [
    { id: "email", title: invitesText.email, cell: ({ email }) => email },
    {
      id: "subject",
      title: invitesText.subject,
      isWide: true,
      cell: ({ action }) => (action ? invitesText.subjects[action] : text.none),
    },
    {
      id: "state",
      title: invitesText.state,
      width: "7rem",
      cell: ({ accepted }) => (accepted ? invitesText.accepted : invitesText.waiting),
    },
    {
      id: "created",
      title: invitesText.created,
      align: "right",
      isWide: true,
      cell: ({ created }) => <TimeAgo time={created ?? null} />,
    },
    {
      id: "withdraw",
      title: text.table.actions,
      width: "6rem",
      align: "right",
      cell: (invite) => (
        <ActionIcon size="sm" aria-label={invitesText.withdraw(invite.email)} onClick={() => onWithdraw(invite)}>
          <Icon name="delete" size={14} />
        </ActionIcon>
      ),
    },
  ];
}
