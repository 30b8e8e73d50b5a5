import { ActionIcon, Button, Group, NativeSelect, Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { teamChoicesQuery } from "../accounts/accounts.queries.ts";
import type { Project, ProjectAgent } from "../hub.ts";
import { InviteButton } from "../invites/invite-button.tsx";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { RoleSelect } from "../parts/role-select.tsx";
import { Section } from "../parts/section.tsx";
import { mayOnProject, PROJECT_ROLES, type ProjectRole } from "../session/session.ts";
import { projectsText } from "../text/projects.ts";
import { text } from "../text/text.ts";
import { UserField } from "../users/user-field.tsx";
import { addAgent, changeAgent, removeAgent } from "./projects.actions.ts";
import { agentsQuery } from "./projects.queries.ts";

type Kind = "user" | "team";

/** Who may do what on the project. */
export function ProjectMembers({ project }: { readonly project: Project }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["projects", project.id] });
  const [removed, setRemoved] = useState<ProjectAgent | null>(null);
  const [added, setAdded] = useState<Kind | null>(null);
  const mayChange = mayOnProject(project, "MANAGER");
  const actions = mayChange && (
    <Group gap="xs">
      <Button variant="default" onClick={() => setAdded("user")}>
        {projectsText.addUser}
      </Button>
      <Button variant="default" onClick={() => setAdded("team")}>
        {projectsText.addTeam}
      </Button>
      <InviteButton action="join_project" subject={project.id} />
    </Group>
  );
  return (
    <Section title={projectsText.members} more={projectsText.membersMore} actions={actions}>
      <PagedTable
        label={projectsText.members}
        pages={agentsQuery(project.id)}
        keyOf={({ id }) => id}
        columns={columnsFor(rolesFor(project), mayChange, refresh, setRemoved)}
      />
      {added && <AddMember project={project} kind={added} onClose={() => setAdded(null)} onDone={refresh} />}
      <ConfirmAction
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        title={projectsText.removeTitle}
        action={projectsText.removeAction}
        isDangerous
        run={async () => removed && removeAgent(removed).then(refresh)}
      >
        {removed && projectsText.removeMore(removed.name)}
      </ConfirmAction>
    </Section>
  );
}

/** Those that one may give: none above the own one. */
function rolesFor(project: Project): { readonly value: ProjectRole; readonly label: string }[] {
  return PROJECT_ROLES.filter((role) => mayOnProject(project, role)).map((value) => ({
    value,
    label: projectsText.roles[value],
  }));
}

function columnsFor(
  roles: ReturnType<typeof rolesFor>,
  mayChange: boolean,
  refresh: () => Promise<void>,
  onRemove: (agent: ProjectAgent) => void,
): readonly Column<ProjectAgent>[] {
  const may = ({ role }: ProjectAgent) => mayChange && roles.some(({ value }) => value === role);
  const columns: readonly Column<ProjectAgent>[] = [
    {
      id: "member",
      title: projectsText.member,
      sort: ({ name }) => name,
      cell: ({ type, name }) => (
        <>
          <Icon name={type === "team" ? "users" : "user"} size={14} label={projectsText.kinds[type]} /> {name}
        </>
      ),
    },
    {
      id: "role",
      title: projectsText.memberRole,
      width: "10rem",
      cell: (agent) =>
        may(agent) ? (
          <RoleSelect
            label={projectsText.roleOf(agent.name)}
            role={agent.role}
            roles={roles}
            onChange={(role) => changeAgent(agent, role).then(refresh)}
          />
        ) : (
          projectsText.roles[agent.role]
        ),
    },
  ];
  if (!mayChange) return columns;
  return [
    ...columns,
    {
      id: "remove",
      title: text.table.actions,
      width: "6rem",
      align: "right",
      cell: (agent) =>
        may(agent) && (
          <ActionIcon size="sm" aria-label={projectsText.remove(agent.name)} onClick={() => onRemove(agent)}>
            <Icon name="delete" size={14} />
          </ActionIcon>
        ),
    },
  ];
}

interface AddMemberProps {
  readonly project: Project;
  readonly kind: Kind;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function AddMember({ project, kind, onClose, onDone }: AddMemberProps) {
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={kind === "team" ? projectsText.addTeam : projectsText.addUser}
      action={projectsText.addAction}
      run={({ agent, role }) =>
        addAgent(project.id, { type: kind, agent: Number(agent), role: role as ProjectRole }).then(onDone)
      }
    >
      {(errors) => (
        <>
          {kind === "team" ? (
            <TeamField account={project.account} error={errors.agent} />
          ) : (
            <UserField name="agent" error={errors.agent} />
          )}
          <NativeSelect
            name="role"
            label={projectsText.memberRole}
            defaultValue="EDITOR"
            data={rolesFor(project)}
            error={errors.role}
          />
        </>
      )}
    </FormDialog>
  );
}

function TeamField({ account, error }: { readonly account: number; readonly error: string | undefined }) {
  const teams = useQuery(teamChoicesQuery(String(account))).data?.results ?? [];
  return (
    <Select
      name="agent"
      label={projectsText.team}
      required
      searchable
      error={error}
      data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
      data-autofocus
    />
  );
}
