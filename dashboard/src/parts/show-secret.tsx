import { Group, Modal, Stack, TextInput } from "@mantine/core";
import { text } from "../text/text.ts";
import { CopyButton } from "./copy-button.tsx";

interface ShowSecretProps {
  /** Null while there is none to show. */
  readonly secret: string | null;
  readonly onClose: () => void;
  readonly title: string;
  readonly more: string;
  readonly copyLabel: string;
}

/** What is told this once: to be copied. */
export function ShowSecret({ secret, onClose, title, more, copyLabel }: ShowSecretProps) {
  return (
    <Modal opened={secret !== null} onClose={onClose} title={title} closeButtonProps={{ "aria-label": text.close }}>
      <Stack gap="sm">
        <span>{more}</span>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            className="mono"
            aria-label={title}
            readOnly
            value={secret ?? ""}
            onFocus={(event) => event.currentTarget.select()}
            data-autofocus
          />
          <CopyButton value={secret ?? ""} label={copyLabel} />
        </Group>
      </Stack>
    </Modal>
  );
}
