import { Alert, Button, Group, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { type FieldErrors, type FormValues, faultsOf, hasField, valuesOf } from "./form.ts";

interface SavedFormProps {
  readonly action: string;
  /** What is said once it is done. */
  readonly done: string;
  readonly children: (errors: FieldErrors) => ReactNode;
  readonly run: (values: FormValues) => Promise<unknown>;
  /** Empties the fields afterwards, such as those of passwords. Default false. */
  readonly isEmptiedAfter?: boolean;
}

/** A form that stays on its page. */
export function SavedForm({ action, done, children, run, isEmptiedAfter = false }: SavedFormProps) {
  const saving = useMutation({ mutationFn: run, onSuccess: () => void notifications.show({ message: done, color: "teal" }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    saving.mutate(valuesOf(form), { onSuccess: () => isEmptiedAfter && form.reset() });
  };
  const { fields, message } = faultsOf(saving.error, hasField(saving.variables));
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw="32rem">
        {children(fields)}
        {message && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
