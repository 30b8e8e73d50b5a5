import { Kbd, Modal, Stack, Text } from "@mantine/core";
import { shellText } from "../text/shell.ts";
import { text } from "../text/text.ts";
import styles from "./help-sheet.module.css";
import { type Shortcut, useShortcutGroups } from "./shortcuts.ts";

interface HelpSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** All shortcuts that there are on this page. */
export function HelpSheet({ isOpen, onClose }: HelpSheetProps) {
  const groups = useShortcutGroups();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={shellText.keys.title}
      size="lg"
      closeButtonProps={{ "aria-label": text.close }}
    >
      <div className={styles.groups}>
        {groups.map(({ title, shortcuts }) => (
          <Stack key={title} gap={2} component="section">
            <Text component="h2" fw={600} mb={4}>
              {title}
            </Text>
            {shortcuts.map((shortcut) => (
              <Line key={shortcut.keys} shortcut={shortcut} />
            ))}
          </Stack>
        ))}
      </div>
    </Modal>
  );
}

function Line({ shortcut: { keys, does } }: { readonly shortcut: Shortcut }) {
  return (
    <div className={styles.line}>
      <span>{does}</span>
      <Keys keys={keys} />
    </div>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  mod: /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: "Alt",
  enter: "↵",
  escape: "Esc",
  arrowdown: "↓",
  arrowup: "↑",
};

/** Keys as they are printed on the keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(/[ +]/).map((key) => (
        <Kbd key={key} size="xs">
          {NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </Kbd>
      ))}
    </span>
  );
}
