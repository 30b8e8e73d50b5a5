import { Button, Checkbox, Menu } from "@mantine/core";
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
          <Menu.Item
            key={id}
            role="menuitemcheckbox"
            aria-checked={shown.includes(id)}
            onClick={() => toggle(id)}
            leftSection={<Checkbox.Indicator size="xs" checked={shown.includes(id)} />}
          >
            {title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange(USUAL_COLUMNS)}>{jobsText.usualColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
