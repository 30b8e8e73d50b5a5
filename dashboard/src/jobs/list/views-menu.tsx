import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { FormEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { jobsText } from "../../text/jobs.ts";
import { text } from "../../text/text.ts";
import type { JobsSearch } from "../jobs.search.ts";
import styles from "./jobs.module.css";
import { type SavedView, useSavedViews } from "./saved-views.ts";

const { views: words } = jobsText;

const ALWAYS: readonly SavedView[] = [
  { name: words.failedToday, q: "status:failed created:<1d" },
  { name: words.mine, q: "creator:me" },
  { name: words.waitingLong, q: "status:pending created:>1h" },
];

interface ViewsMenuProps {
  readonly search: JobsSearch;
  readonly onOpen: (search: JobsSearch) => void;
}

/** Filters and columns that one comes back to. */
export function ViewsMenu({ search, onOpen }: ViewsMenuProps) {
  const { views, save, remove } = useSavedViews();
  const [isNaming, naming] = useDisclosure(false);
  const open = ({ name: _, ...view }: SavedView) => onOpen(view);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="saved" size={14} />}>
            {words.title}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ALWAYS.map((view) => (
            <Menu.Item key={view.name} onClick={() => open(view)}>
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Label>{words.yours}</Menu.Label>}
          {views.map((view) => (
            <div key={view.name} className={styles.viewName}>
              <Menu.Item onClick={() => open(view)}>{view.name}</Menu.Item>
              <ActionIcon aria-label={words.remove(view.name)} onClick={() => remove(view.name)}>
                <Icon name="close" size={14} />
              </ActionIcon>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="plus" size={14} />} onClick={naming.open}>
            {words.save}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NameView isOpen={isNaming} onClose={naming.close} onSave={(name) => save({ name, ...search })} />
    </>
  );
}

interface NameViewProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

const LONGEST_NAME = 60;

function NameView({ isOpen, onClose, onSave }: NameViewProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    if (name === "") return;
    onSave(name);
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.save} closeButtonProps={{ "aria-label": text.close }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            name="name"
            label={words.name}
            description={words.nameHelp}
            required
            maxLength={LONGEST_NAME}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit">{words.saveAction}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
