import { ActionIcon, Button, Group, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { AccountRetrieve, AccountTeam, User } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { Section } from "../parts/section.tsx";
import { mayOnAccount, useMe } from "../session/session.ts";
import { accountsText } from "../text/accounts.ts";
import { text } from "../text/text.ts";
import { nameOf, UserField } from "../users/user-field.tsx";
import { addTeamMember, createTeam, deleteTeam, removeTeamMember } from "./accounts.actions.ts";
import { teamsQuery } from "./accounts.queries.ts";
import styles from "./teams.module.css";

type Asked =
  | { readonly what: "new" }
  | { readonly what: "add"; readonly team: AccountTeam }
  | { readonly what: "delete"; readonly team: AccountTeam }
  | { readonly what: "remove"; readonly team: AccountTeam; readonly user: User };

/** The teams of an account, with their members. */
export function Teams({ account }: { readonly account: AccountRetrieve }) {
  const mayChange = mayOnAccount(useMe(), account, "MANAGER");
  const [asked, ask] = useState<Asked | null>(null);
  const actions = mayChange && (
    <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => ask({ what: "new" })}>
      {accountsText.newTeam}
    </Button>
  );
  const members = { id: "members", title: accountsText.members };
  return (
    <Section title={accountsText.teams} more={accountsText.teamsMore} actions={actions}>
      <PagedTable
        label={accountsText.teams}
        pages={teamsQuery(account.name)}
        keyOf={({ id }) => id}
        empty={<EmptyState isSmall icon="users" {...accountsText.noTeams} />}
        columns={[
          {
            id: "team",
            title: accountsText.team,
            sort: ({ name }) => name,
            cell: ({ name, description }) => <span title={description ?? ""}>{name}</span>,
          },
          {
            ...members,
            cell: (team) => <Members team={team} onRemove={mayChange ? (user) => ask({ what: "remove", team, user }) : null} />,
          },
          ...(mayChange
            ? [{ id: "change", title: text.table.actions, width: "6rem", align: "right", cell: changeOf(ask) } as const]
            : []),
        ]}
      />
      <Dialogs account={account.name} asked={asked} onClose={() => ask(null)} />
    </Section>
  );
}

interface MembersProps {
  readonly team: AccountTeam;
  readonly onRemove: ((user: User) => void) | null;
}

function Members({ team, onRemove }: MembersProps) {
  return (
    <ul className={styles.members}>
      {team.members.map((user) => (
        <li key={user.id} className={styles.member}>
          {nameOf(user)}
          {onRemove && (
            <ActionIcon
              size={18}
              aria-label={accountsText.removeMember(user.username, team.name)}
              onClick={() => onRemove(user)}
            >
              <Icon name="close" size={12} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function changeOf(ask: (asked: Asked) => void): (team: AccountTeam) => ReactNode {
  return (team) => (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ActionIcon size="sm" aria-label={accountsText.addMemberTo(team.name)} onClick={() => ask({ what: "add", team })}>
        <Icon name="plus" size={14} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={accountsText.deleteTeam(team.name)} onClick={() => ask({ what: "delete", team })}>
        <Icon name="delete" size={14} />
      </ActionIcon>
    </Group>
  );
}

interface DialogsProps {
  readonly account: string;
  readonly asked: Asked | null;
  readonly onClose: () => void;
}

function Dialogs({ account, asked, onClose }: DialogsProps) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["accounts", account] });
  if (!asked) return null;
  const shared = { isOpen: true, onClose };
  if (asked.what === "new")
    return (
      <FormDialog
        {...shared}
        title={accountsText.newTeam}
        action={accountsText.createTeam}
        run={({ name = "", description }) => createTeam(account, name, orNull(description)).then(refresh)}
      >
        {({ name, description }) => (
          <>
            <TextInput name="name" label={accountsText.name} required error={name} data-autofocus />
            <Textarea name="description" label={accountsText.description} autosize minRows={2} error={description} />
          </>
        )}
      </FormDialog>
    );
  const { team } = asked;
  if (asked.what === "add")
    return (
      <FormDialog
        {...shared}
        title={accountsText.addMemberTo(team.name)}
        action={accountsText.addMemberAction}
        run={({ id }) => addTeamMember(account, team.id, Number(id)).then(refresh)}
      >
        {({ id }) => <UserField name="id" error={id} />}
      </FormDialog>
    );
  if (asked.what === "delete")
    return (
      <ConfirmAction
        {...shared}
        title={accountsText.deleteTeamTitle}
        action={accountsText.deleteTeamAction}
        isDangerous
        run={() => deleteTeam(account, team.id).then(refresh)}
      >
        <strong>{team.name}</strong>. {accountsText.deleteTeamMore}
      </ConfirmAction>
    );
  return (
    <ConfirmAction
      {...shared}
      title={accountsText.removeMemberTitle}
      action={accountsText.removeMemberAction}
      isDangerous
      run={() => removeTeamMember(account, team.id, asked.user.id).then(refresh)}
    >
      <strong>{asked.user.username}</strong>, {team.name}
    </ConfirmAction>
  );
}
