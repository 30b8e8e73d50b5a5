import { Button, Checkbox, Group, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Project } from "../hub.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Facts } from "../parts/facts.tsx";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Page } from "../parts/page.tsx";
import { SavedForm } from "../parts/saved-form.tsx";
import { Section } from "../parts/section.tsx";
import { TimeAgo } from "../parts/times.tsx";
import { mayOnProject } from "../session/session.ts";
import { projectsText } from "../text/projects.ts";
import { rememberProject } from "./last-project.ts";
import { ProjectMembers } from "./project-members.tsx";
import { changeProject, deleteProject } from "./projects.actions.ts";
import { useProject } from "./projects.queries.ts";
import { ZoneField } from "./zone-field.tsx";

export function ProjectSettingsPage() {
  const project = useProject();
  return (
    <Page title={projectsText.settingsOf(project.title || project.name)}>
      {mayOnProject(project, "EDITOR") && <ProjectMembers project={project} />}
      <Section title={projectsText.settings}>
        {mayOnProject(project, "MANAGER") ? (
          <Settings key={project.id} project={project} />
        ) : (
          <ProjectFacts project={project} />
        )}
      </Section>
      {mayOnProject(project, "OWNER") && <Danger project={project} />}
    </Page>
  );
}

function ProjectFacts({ project }: { readonly project: Project }) {
  const { name, title, description, created } = project;
  return (
    <Facts
      facts={[
        [projectsText.name, name],
        [projectsText.projectTitle, title],
        [projectsText.description, description],
        [projectsText.visibility, project.public ? projectsText.isPublic : projectsText.isPrivate],
        [projectsText.created, <TimeAgo key="created" time={created} />],
      ]}
    />
  );
}

function Settings({ project }: { readonly project: Project }) {
  const queries = useQueryClient();
  const { id, name, title, description, key } = project;
  return (
    <SavedForm
      action={projectsText.save}
      done={projectsText.saved}
      run={async (values) => {
        await changeProject(id, {
          name: values.name ?? name,
          title: orNull(values.title),
          description: orNull(values.description),
          public: values.public === "on",
          ...(values.zone !== undefined && { zone: values.zone ? Number(values.zone) : null }),
        });
        await queries.invalidateQueries({ queryKey: ["projects"] });
      }}
    >
      {(errors) => (
        <>
          <TextInput
            name="name"
            label={projectsText.name}
            description={projectsText.nameHelp}
            required
            defaultValue={name}
            error={errors.name}
          />
          <TextInput name="title" label={projectsText.projectTitle} defaultValue={title ?? ""} error={errors.title} />
          <Textarea
            name="description"
            label={projectsText.description}
            autosize
            minRows={2}
            defaultValue={description ?? ""}
            error={errors.description}
          />
          <Checkbox name="public" label={projectsText.public} defaultChecked={project.public} />
          <ZoneField project={project} error={errors.zone} />
          {key && (
            <TextInput
              readOnly
              label={projectsText.key}
              description={projectsText.keyMore}
              defaultValue={key}
              rightSection={<CopyButton value={key} label={projectsText.copyKey} />}
            />
          )}
        </>
      )}
    </SavedForm>
  );
}

function Danger({ project: { id, name } }: { readonly project: Project }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = async (typed: string | undefined) => {
    if (typed !== name) throw new Error(projectsText.wrongName);
    await deleteProject(id);
    rememberProject(null);
    queries.removeQueries({ queryKey: ["projects", "list"] });
    await navigate({ to: "/projects" });
    queries.removeQueries({ queryKey: ["projects", id] });
    await queries.invalidateQueries({ queryKey: ["projects"] });
  };
  return (
    <Section title={projectsText.danger} more={projectsText.dangerMore}>
      <Group>
        <Button color="red" variant="outline" onClick={open}>
          {projectsText.deleteAction}
        </Button>
      </Group>
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={projectsText.deleteTitle}
        action={projectsText.deleteAction}
        isDangerous
        run={({ typed }) => remove(typed)}
      >
        {() => (
          <>
            <span>{projectsText.dangerMore}</span>
            <TextInput name="typed" label={projectsText.deleteConfirm(name)} required autoComplete="off" data-autofocus />
          </>
        )}
      </FormDialog>
    </Section>
  );
}
