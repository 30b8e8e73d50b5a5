import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { text } from "../text/text.ts";

interface ConfirmActionProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** What the button says: the act itself ("Delete 12 jobs"), never "OK". */
  readonly action: string;
  /** It destroys something. Default false. */
  readonly isDangerous?: boolean;
  /** Whether it can be done already. Default true. */
  readonly isReady?: boolean;
  /** The dialog closes when it resolves, and shows why when it rejects. */
  readonly run: () => Promise<unknown>;
}

/** Asks before it does. */
export function ConfirmAction({
  isOpen,
  onClose,
  title,
  children,
  action,
  isDangerous = false,
  isReady = true,
  run,
}: ConfirmActionProps) {
  const doing = useMutation({ mutationFn: run, onSuccess: onClose });
  const close = () => {
    doing.reset();
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ "aria-label": text.close }}>
      <Stack gap="md">
        <Text component="div">{children}</Text>
        {doing.isError && (
          <Alert color="red" role="alert">
            {(doing.error as Error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {text.back}
          </Button>
          <Button
            {...(isDangerous && { color: "red" })}
            disabled={!isReady}
            loading={doing.isPending}
            onClick={() => doing.mutate()}
            data-autofocus
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
