import { ActionIcon } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Session } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { text } from "../text/text.ts";
import { youText } from "../text/you.ts";
import { browserName } from "./browser-name.ts";
import { endSession } from "./you.actions.ts";
import { sessionsQuery } from "./you.queries.ts";

export function Sessions() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["sessions"] });
  const [ended, setEnded] = useState<Session | null>(null);
  return (
    <Section title={youText.sessions}>
      <PagedTable label={youText.sessions} pages={sessionsQuery} columns={columnsFor(setEnded)} keyOf={({ id }) => id} />
      <ConfirmAction
        isOpen={ended !== null}
        onClose={() => setEnded(null)}
        title={youText.endTitle}
        action={youText.endAction}
        isDangerous
        run={async () => ended && endSession(ended.id).then(refresh)}
      >
        {ended && nameOf(ended)}
      </ConfirmAction>
    </Section>
  );
}

function nameOf({ client }: Session): string {
  return client ? browserName(client) : youText.unknown;
}

function columnsFor(onEnd: (session: Session) => void): readonly Column<Session>[] {
  return [
    {
      id: "browser",
      title: youText.browser,
      cell: (session) => (
        <span title={session.client ?? ""}>
          {nameOf(session)} {session.isCurrent && <strong>({youText.thisOne})</strong>}
        </span>
      ),
    },
    { id: "created", title: youText.created, align: "right", isWide: true, cell: ({ created }) => <TimeAgo time={created} /> },
    { id: "expiry", title: youText.ends, align: "right", cell: ({ expiry }) => <TimeAgo time={expiry} /> },
    {
      id: "end",
      title: text.table.actions,
      width: "6rem",
      align: "right",
      cell: (session) =>
        !session.isCurrent && (
          <ActionIcon size="sm" aria-label={youText.end(nameOf(session))} onClick={() => onEnd(session)}>
            <Icon name="sign-out" size={14} />
          </ActionIcon>
        ),
    },
  ];
}
