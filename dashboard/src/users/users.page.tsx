import { Button, Checkbox, Group, PasswordInput, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { formatTime } from "../format.ts";
import type { User } from "../hub.ts";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { text } from "../text/text.ts";
import { usersText } from "../text/users.ts";
import { PersonFields, personOf } from "./person-fields.tsx";
import { nameOf } from "./user-field.tsx";
import { UserMenu } from "./user-menu.tsx";
import { createUser } from "./users.actions.ts";
import { usersQuery } from "./users.queries.ts";

const route = getRouteApi("/signed-in/users");

export function UsersPage() {
  const { search = "" } = route.useSearch();
  const [isOpen, { open, close }] = useDisclosure(false);
  const actions = (
    <Group gap="xs">
      <SearchField label={usersText.find} search={search} />
      <Button leftSection={<Icon name="plus" size={14} />} onClick={open}>
        {usersText.create}
      </Button>
    </Group>
  );
  return (
    <Page title={usersText.title} actions={actions}>
      <PagedTable
        key={search}
        label={usersText.title}
        pages={usersQuery(search)}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={<EmptyState icon="users" {...usersText.noneFound} />}
      />
      <NewUser isOpen={isOpen} onClose={close} />
    </Page>
  );
}

const COLUMNS: readonly Column<User>[] = [
  { id: "user", title: usersText.user, sort: ({ username }) => username, cell: (user) => nameOf(user) },
  { id: "email", title: usersText.email, isWide: true, cell: ({ email }) => email },
  {
    id: "staff",
    title: usersText.staff,
    width: "6rem",
    isWide: true,
    cell: ({ isStaff }) => isStaff && <Icon name="check" size={14} label={usersText.staff} />,
  },
  {
    id: "state",
    title: usersText.state,
    width: "8rem",
    cell: ({ active }) => (active === false ? <span className="soft">{usersText.inactive}</span> : usersText.active),
  },
  {
    id: "created",
    title: usersText.created,
    align: "right",
    isWide: true,
    sort: ({ created }) => created ?? "",
    cell: ({ created }) => (created ? formatTime(created) : text.none),
  },
  { id: "actions", title: text.table.actions, width: "6rem", align: "right", cell: (user) => <UserMenu user={user} /> },
];

function NewUser({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={usersText.create}
      action={usersText.createAction}
      run={async ({ username = "", password, isStaff, ...person }) => {
        await createUser({ username, isStaff: isStaff === "on", ...personOf(person), ...(password && { password }) });
        await queries.invalidateQueries({ queryKey: ["users"] });
      }}
    >
      {(errors) => (
        <>
          <TextInput
            name="username"
            label={usersText.username}
            required
            error={errors.username}
            autoComplete="off"
            data-autofocus
          />
          <PersonFields errors={errors} />
          <PasswordInput
            name="password"
            label={usersText.password}
            description={usersText.passwordHelp}
            error={errors.password}
            autoComplete="new-password"
          />
          <Checkbox name="isStaff" label={usersText.isStaff} error={errors.isStaff} />
        </>
      )}
    </FormDialog>
  );
}
