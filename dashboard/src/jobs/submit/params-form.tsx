import { Select, Textarea, TextInput } from "@mantine/core";
import type { JsonValue } from "../../../../src/core/json.ts";
import { submitText } from "../../text/submit.ts";
import type { Faults, Field, Written } from "./schema.ts";
import styles from "./submit.module.css";

interface ParamsFormProps {
  readonly fields: readonly Field[];
  readonly written: Written;
  readonly faults: Faults;
  readonly onWrite: (name: string, text: string) => void;
}

/** One field for each param. */
export function ParamsForm({ fields, written, faults, onWrite }: ParamsFormProps) {
  if (fields.length === 0) return <p className="soft">{submitText.noParams}</p>;
  return fields.map((field) => (
    <ParamField
      key={field.name}
      field={field}
      value={written[field.name] ?? ""}
      fault={faults[field.name]}
      onWrite={(text) => onWrite(field.name, text)}
    />
  ));
}

interface ParamFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onWrite: (text: string) => void;
}

function ParamField({ field, value, fault, onWrite }: ParamFieldProps) {
  const { title, description, isRequired, kind } = field;
  const shared = {
    label: title,
    description,
    error: fault,
    value,
    withAsterisk: isRequired,
    placeholder: placeholderOf(field),
  };
  if (kind === "choice") return <Choice field={field} shared={shared} onWrite={onWrite} />;
  const onChange = (event: { currentTarget: { value: string } }) => onWrite(event.currentTarget.value);
  if (kind === "lines" || kind === "json") {
    return (
      <Textarea
        {...shared}
        onChange={onChange}
        autosize
        minRows={kind === "json" ? 2 : 4}
        maxRows={16}
        spellCheck={kind !== "json"}
      />
    );
  }
  return <TextInput {...shared} onChange={onChange} {...(kind !== "text" && { inputMode: "decimal" as const })} />;
}

interface ChoiceProps {
  readonly field: Field;
  readonly shared: { readonly label: string; readonly value: string; readonly placeholder: string };
  readonly onWrite: (text: string) => void;
}

function Choice({ field: { choices }, shared, onWrite }: ChoiceProps) {
  const data = choices.map((choice) => ({ value: JSON.stringify(choice), label: wordOf(choice) }));
  return (
    <Select
      {...shared}
      data={data}
      value={shared.value || null}
      onChange={(value) => onWrite(value ?? "")}
      clearable
      withScrollArea={false}
      classNames={{ dropdown: styles.dropdown }}
    />
  );
}

function placeholderOf({ default: value }: Field): string {
  return value === undefined ? "" : submitText.defaultOf(wordOf(value));
}

function wordOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
