import { Button, Menu } from "@mantine/core";
import { Icon } from "../../parts/icon.tsx";
import { jobsText } from "../../text/jobs.ts";
import { JOB_COLUMNS, USUAL_COLUMNS } from "./jobs.columns.tsx";

interface ColumnChoiceProps {
  readonly shown: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

export function ColumnChoice({ shown, onChange }: ColumnChoiceProps) {
  const toggle = (id: string) => onChange(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]);
  return (
    <Menu closeOnItemClick={false} position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="columns" size={14} />} visibleFrom="sm">
          {jobsText.chooseColumns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {JOB_COLUMNS.filter(({ id }) => id !== "job").map(({ id, title }) => (
          <Menu.CheckboxItem key={id} checked={shown.includes(id)} onChange={() => toggle(id)}>
            {title}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange(USUAL_COLUMNS)}>{jobsText.usualColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
