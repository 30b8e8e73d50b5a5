import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { text } from "../text/text.ts";
import { type FieldErrors, type FormValues, faultsOf, hasField, valuesOf } from "./form.ts";

interface FormDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the button says: the act itself. */
  readonly action: string;
  /** It destroys something. Default false. */
  readonly isDangerous?: boolean;
  /** Its fields, each with a `name`. */
  readonly children: (errors: FieldErrors) => ReactNode;
  /** The dialog closes when it resolves, and shows why when it rejects: beside the field that is at fault, if one is. */
  readonly run: (values: FormValues) => Promise<unknown>;
}

/** Asks for a few things, and does something with them. */
export function FormDialog({ isOpen, onClose, title, action, isDangerous = false, children, run }: FormDialogProps) {
  const doing = useMutation({ mutationFn: run, onSuccess: onClose });
  const close = () => {
    doing.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    doing.mutate(valuesOf(event.currentTarget));
  };
  const { fields, message } = faultsOf(doing.error, hasField(doing.variables));
  return (
    <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ "aria-label": text.close }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {children(fields)}
          {message && (
            <Alert color="red" role="alert">
              {message}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {text.cancel}
            </Button>
            <Button type="submit" {...(isDangerous && { color: "red" })} loading={doing.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
