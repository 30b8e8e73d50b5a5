import { Button, Checkbox, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { accountChoicesQuery } from "../accounts/accounts.queries.ts";
import type { ProjectList } from "../hub.ts";
import type { Column } from "../parts/data-table.types.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { useMe } from "../session/session.ts";
import { projectsText } from "../text/projects.ts";
import { createProject } from "./projects.actions.ts";
import { projectPagesQuery } from "./projects.queries.ts";

const route = getRouteApi("/signed-in/projects");

export function ProjectsPage() {
  const { search = "" } = route.useSearch();
  const [isOpen, { open, close }] = useDisclosure(false);
  const actions = (
    <Group gap="xs">
      <SearchField label={projectsText.find} search={search} />
      <Button leftSection={<Icon name="plus" size={14} />} onClick={open}>
        {projectsText.create}
      </Button>
    </Group>
  );
  return (
    <Page title={projectsText.title} actions={actions}>
      <PagedTable
        key={search}
        label={projectsText.title}
        pages={projectPagesQuery(search)}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={<EmptyState icon="project" {...(search ? projectsText.noneFound : projectsText.empty)} />}
      />
      <NewProject isOpen={isOpen} onClose={close} />
    </Page>
  );
}

const COLUMNS: readonly Column<ProjectList>[] = [
  {
    id: "name",
    title: projectsText.name,
    sort: ({ name }) => name,
    cell: ({ id, name, account }) => (
      <Link to="/projects/$project/jobs" params={{ project: id }}>
        {account.name}/{name}
      </Link>
    ),
  },
  { id: "title", title: projectsText.projectTitle, isWide: true, sort: ({ title }) => title ?? "", cell: ({ title }) => title },
  {
    id: "visibility",
    title: projectsText.visibility,
    isWide: true,
    cell: (project) => (project.public ? projectsText.isPublic : projectsText.isPrivate),
  },
  { id: "role", title: projectsText.role, width: "7rem", cell: ({ role }) => projectsText.roles[role] },
  {
    id: "created",
    title: projectsText.created,
    align: "right",
    width: "7rem",
    isWide: true,
    sort: ({ created }) => created,
    cell: ({ created }) => <TimeAgo time={created} />,
  },
];

function NewProject({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const accounts = useQuery({ ...accountChoicesQuery, enabled: isOpen }).data?.results ?? [];
  const own = accounts.find(({ user }) => user === me.id);
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={projectsText.create}
      action={projectsText.createAction}
      run={async ({ name = "", title, description, account, public: isPublic }) => {
        const details = { name, title: orNull(title), description: orNull(description), public: isPublic === "on" };
        const project = await createProject({ ...details, ...(account && { account: Number(account) }) });
        await queries.invalidateQueries({ queryKey: ["projects"] });
        await navigate({ to: "/projects/$project/settings", params: { project } });
      }}
    >
      {(errors) => (
        <>
          <TextInput
            name="name"
            label={projectsText.name}
            description={projectsText.nameHelp}
            required
            error={errors.name}
            data-autofocus
          />
          <Select
            key={own?.id}
            name="account"
            label={projectsText.account}
            allowDeselect={false}
            defaultValue={own ? String(own.id) : null}
            data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
            error={errors.account}
          />
          <TextInput name="title" label={projectsText.projectTitle} error={errors.title} />
          <Textarea name="description" label={projectsText.description} autosize minRows={2} error={errors.description} />
          <Checkbox name="public" label={projectsText.public} />
        </>
      )}
    </FormDialog>
  );
}
