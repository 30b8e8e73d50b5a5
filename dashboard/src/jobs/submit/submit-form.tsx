import { Alert, Button, Group, NumberInput, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef } from "react";
import { DEFAULT_MAX_ATTEMPTS } from "../../../../src/core/job.ts";
import { hub, type Method } from "../../hub.ts";
import { useShortcuts } from "../../keys/shortcuts.ts";
import { type FieldErrors, faultsOf, valuesOf } from "../../parts/form.ts";
import { submitText } from "../../text/submit.ts";
import { Ideas } from "./ideas.tsx";
import { type Beginning, type ParamsEditor, useParamsEditor } from "./params-editor.ts";
import { ParamsForm } from "./params-form.tsx";
import type { Faults } from "./schema.ts";
import styles from "./submit.module.css";
import { recentParamsKey } from "./submit.queries.ts";

interface SubmitFormProps {
  readonly project: number;
  readonly name: string;
  /** Null if no worker tells of it. */
  readonly method: Method | null;
  readonly initial: Beginning;
  readonly description: string;
}

export function SubmitForm({ project, name, method, initial, description }: SubmitFormProps) {
  const editor = useParamsEditor(method, initial);
  const form = useRef<HTMLFormElement>(null);
  const submitting = useSubmit(project);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const params = editor.check();
    const { description: said, attempts } = valuesOf(event.currentTarget);
    if (params === null) return;
    submitting.mutate({
      method: name,
      params,
      ...(said && { description: said }),
      ...(attempts && { maxAttempts: Number(attempts) }),
    });
  };
  useShortcuts(submitText.keys.title, [
    { keys: "mod+enter", does: submitText.keys.submit, run: () => form.current?.requestSubmit(), inFields: true },
  ]);
  const { fields: refused, message } = faultsOf(submitting.error, (field) => isShown(editor, field));
  const faults = { ...paramFaults(refused), ...editor.faults };
  return (
    <div className={styles.columns}>
      <form ref={form} onSubmit={submit} noValidate className={styles.form}>
        <Params editor={editor} faults={faults} />
        <TextInput
          name="description"
          label={submitText.description}
          description={submitText.descriptionMore}
          defaultValue={description}
          error={refused.description}
        />
        <NumberInput
          name="attempts"
          label={submitText.attempts}
          description={submitText.attemptsMore}
          placeholder={submitText.defaultOf(String(DEFAULT_MAX_ATTEMPTS))}
          min={1}
          max={100}
          allowDecimal={false}
          error={refused.maxAttempts}
        />
        {message && (
          <Alert color="red" role="alert" title={submitText.failed}>
            {message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="sm" loading={submitting.isPending}>
            {submitText.submit}
          </Button>
        </Group>
      </form>
      <Ideas project={project} name={name} method={method} onUse={editor.fill} />
    </div>
  );
}

function useSubmit(project: number) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (data: Parameters<typeof hub.projects.projectsJobsCreate>[0]["data"]) =>
      hub.projects.projectsJobsCreate({ project, data }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: recentParamsKey(project) });
      return navigate({ to: "/projects/$project/jobs/$job", params: { project, job: id } });
    },
  });
}

const OF_PARAMS = /^params(\.|$)/;

/** The hub names a param `params.name`; the form has it by its own name. */
function paramName(field: string): string {
  return field.replace(/^params\./, "");
}

function paramFaults(refused: FieldErrors): Faults {
  const known = Object.entries(refused).filter(([field, says]) => says && OF_PARAMS.test(field));
  return Object.fromEntries(known.map(([field, says]) => [paramName(field), says ?? ""]));
}

function isShown({ isForm, fields }: ParamsEditor, field: string): boolean {
  if (field === "description" || field === "maxAttempts") return true;
  return OF_PARAMS.test(field) && (!isForm || (fields ?? []).some(({ name }) => name === paramName(field)));
}

const VIEWS = ["form", "json"] as const;

function Params({ editor, faults }: { readonly editor: ParamsEditor; readonly faults: Faults }) {
  const { fields, isForm, written, json } = editor;
  return (
    <Stack gap="sm" component="fieldset" className={styles.params}>
      <Group justify="space-between">
        <legend className={styles.legend}>{submitText.params}</legend>
        {fields && (
          <SegmentedControl
            size="xs"
            aria-label={submitText.how}
            value={isForm ? "form" : "json"}
            onChange={(view) => editor.show(view === "form")}
            data={VIEWS.map((value) => ({ value, label: submitText[value] }))}
          />
        )}
      </Group>
      {isForm && fields ? (
        <ParamsForm fields={fields} written={written} faults={faults} onWrite={editor.write} />
      ) : (
        <Textarea
          aria-label={submitText.paramsJson}
          value={json}
          onChange={(event) => editor.writeJson(event.currentTarget.value)}
          error={faults.params ?? Object.entries(faults).map(([name, says]) => `${name}: ${says}`)[0]}
          autosize
          minRows={6}
          maxRows={24}
          spellCheck={false}
          classNames={{ input: "mono" }}
        />
      )}
    </Stack>
  );
}
