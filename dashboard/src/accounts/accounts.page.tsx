import { Button, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { AccountList } from "../hub.ts";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { accountsText } from "../text/accounts.ts";
import { text } from "../text/text.ts";
import { createAccount } from "./accounts.actions.ts";
import { accountsQuery } from "./accounts.queries.ts";

const COLUMNS: readonly Column<AccountList>[] = [
  {
    id: "name",
    title: accountsText.name,
    sort: ({ name }) => name,
    cell: ({ name }) => (
      <Link to="/accounts/$account" params={{ account: name }}>
        {name}
      </Link>
    ),
  },
  { id: "displayName", title: accountsText.displayName, isWide: true, cell: ({ displayName }) => displayName },
  {
    id: "kind",
    title: accountsText.kind,
    cell: ({ user }) => (user === null ? accountsText.shared : accountsText.personal),
  },
  {
    id: "role",
    title: accountsText.yourRole,
    cell: ({ role }) => (role === null ? text.none : accountsText.roles[role]),
  },
  {
    id: "created",
    title: accountsText.created,
    align: "right",
    isWide: true,
    sort: ({ created }) => created,
    cell: ({ created }) => <TimeAgo time={created} />,
  },
];

export function AccountsPage() {
  const [isOpen, { open, close }] = useDisclosure(false);
  const actions = (
    <Button leftSection={<Icon name="plus" size={14} />} onClick={open}>
      {accountsText.create}
    </Button>
  );
  return (
    <Page title={accountsText.title} actions={actions}>
      <PagedTable
        label={accountsText.title}
        pages={accountsQuery}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={<EmptyState icon="account" {...accountsText.empty} />}
      />
      <NewAccount isOpen={isOpen} onClose={close} />
    </Page>
  );
}

function NewAccount({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={accountsText.create}
      action={accountsText.createAction}
      run={async ({ name = "", displayName }) => {
        await createAccount({ name, displayName: orNull(displayName) });
        await queries.invalidateQueries({ queryKey: ["accounts"] });
        await navigate({ to: "/accounts/$account", params: { account: name } });
      }}
    >
      {(errors) => (
        <>
          <TextInput
            name="name"
            label={accountsText.name}
            description={accountsText.nameHelp}
            required
            error={errors.name}
            data-autofocus
          />
          <TextInput name="displayName" label={accountsText.displayName} error={errors.displayName} />
        </>
      )}
    </FormDialog>
  );
}
