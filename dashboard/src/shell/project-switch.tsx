import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Project } from "../hub.ts";
import { Icon } from "../parts/icon.tsx";
import { projectsQuery } from "../projects/projects.queries.ts";
import { shellText } from "../text/shell.ts";
import styles from "./shell.module.css";

/** From one project to another. */
export function ProjectSwitch({ project }: { readonly project: Project | null }) {
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setSearch(""),
  });
  const choose = (id: string) => {
    combobox.closeDropdown();
    void navigate({ to: "/projects/$project/jobs", params: { project: Number(id) } });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md" position="bottom-start" width={280} withinPortal>
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          pointer
          className={styles.switch}
          leftSection={<Icon name="project" />}
          rightSection={<Icon name="switch" size={14} />}
          rightSectionPointerEvents="none"
          aria-label={project ? `${shellText.project}: ${nameOf(project)}` : shellText.chooseProject}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className="cut">{project ? nameOf(project) : shellText.chooseProject}</span>
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={shellText.findProject}
          aria-label={shellText.findProject}
        />
        {combobox.dropdownOpened && <Found search={search} chosen={project?.id} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

const SEARCH_MS = 150;

function Found({ search, chosen }: { readonly search: string; readonly chosen: number | undefined }) {
  const [settled] = useDebouncedValue(search, SEARCH_MS);
  const { data } = useQuery(projectsQuery(settled));
  return (
    <Combobox.Options mah={320} className={styles.options} aria-label={shellText.project}>
      {data?.results.map((found) => (
        <Combobox.Option key={found.id} value={String(found.id)} active={found.id === chosen}>
          {nameOf(found)}
        </Combobox.Option>
      ))}
      {data?.results.length === 0 && <Combobox.Empty>{shellText.noProjects}</Combobox.Empty>}
    </Combobox.Options>
  );
}

function nameOf({ title, name }: Pick<Project, "title" | "name">): string {
  return title || name;
}
