import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AccountRetrieve, AccountUser } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { RoleSelect } from "../parts/role-select.tsx";
import { Section } from "../parts/section.tsx";
import { ACCOUNT_ROLES, type AccountRole, mayOnAccount, useMe } from "../session/session.ts";
import { accountsText } from "../text/accounts.ts";
import { text } from "../text/text.ts";
import { nameOf, UserField } from "../users/user-field.tsx";
import { addUser, changeUserRole, removeUser } from "./accounts.actions.ts";
import { accountUsersQuery } from "./accounts.queries.ts";

type Member = AccountUser & Required<Pick<AccountUser, "user" | "role">>;

/** Who may do what on the account. */
export function AccountUsers({ account }: { readonly account: AccountRetrieve }) {
  const me = useMe();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["accounts"] });
  const [removed, setRemoved] = useState<Member | null>(null);
  const [isOpen, { open, close }] = useDisclosure(false);
  const mayChange = mayOnAccount(me, account, "MANAGER");
  const roles = ACCOUNT_ROLES.filter((role) => mayOnAccount(me, account, role)).map((value) => ({
    value,
    label: accountsText.roles[value],
  }));
  const mayChangeThis = ({ user, role }: Member) =>
    mayChange && user.id !== account.user && roles.some(({ value }) => value === role);
  const roleOf = (member: Member) =>
    mayChangeThis(member) ? (
      <RoleSelect
        label={accountsText.roleOf(member.user.username)}
        role={member.role}
        roles={roles}
        onChange={(role) => changeUserRole(account.name, member.user.id, role).then(refresh)}
      />
    ) : (
      accountsText.roles[member.role]
    );
  const removeOf = (member: Member) =>
    mayChangeThis(member) && (
      <ActionIcon size="sm" aria-label={accountsText.removeUser(member.user.username)} onClick={() => setRemoved(member)}>
        <Icon name="delete" size={14} />
      </ActionIcon>
    );
  const actions = mayChange && (
    <Button variant="default" onClick={open}>
      {accountsText.addUser}
    </Button>
  );
  return (
    <Section title={accountsText.users} more={accountsText.usersMore} actions={actions}>
      <PagedTable
        label={accountsText.users}
        pages={accountUsersQuery(account.name)}
        keyOf={({ user }) => user?.id ?? 0}
        columns={columnsFor(roleOf, mayChange ? removeOf : null)}
        empty={<EmptyState isSmall icon="users" {...accountsText.noUsers} />}
      />
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={accountsText.addUser}
        action={accountsText.addAction}
        run={({ id, role }) => addUser(account.name, Number(id), role as AccountRole).then(refresh)}
      >
        {(errors) => (
          <>
            <UserField name="id" error={errors.id} />
            <NativeSelect name="role" label={accountsText.role} data={roles} error={errors.role} />
          </>
        )}
      </FormDialog>
      <ConfirmAction
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        title={accountsText.removeUserTitle}
        action={accountsText.removeUserAction}
        isDangerous
        run={async () => removed && removeUser(account.name, removed.user.id).then(refresh)}
      >
        <strong>{removed?.user.username}</strong>. {accountsText.removeUserMore}
      </ConfirmAction>
    </Section>
  );
}

type Cell = (member: Member) => React.ReactNode;

function columnsFor(roleOf: Cell, removeOf: Cell | null): readonly Column<AccountUser>[] {
  const columns: readonly Column<Member>[] = [
    { id: "user", title: accountsText.user, sort: ({ user }) => user.username, cell: ({ user }) => nameOf(user) },
    { id: "role", title: accountsText.role, width: "10rem", cell: roleOf },
    ...(removeOf ? [{ id: "remove", title: text.table.actions, width: "6rem", align: "right", cell: removeOf } as const] : []),
  ];
  return columns as readonly Column<AccountUser>[];
}
