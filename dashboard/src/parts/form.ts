/** What forms send, and what comes back of it. */

import { AnswerError } from "../hub.ts";

export type FormValues = Readonly<Record<string, string>>;
/** What is wrong, by field. */
export type FieldErrors = Readonly<Record<string, string | undefined>>;

/** What is in the fields of a form, by their names, without the spaces around it. */
export function valuesOf(form: HTMLFormElement): FormValues {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

export interface FormFaults {
  readonly fields: FieldErrors;
  /** What no field shows. */
  readonly message: string | null;
}

/** @param isShown whether the form has a field that shows what is wrong with it. */
export function faultsOf(error: unknown, isShown: (field: string) => boolean): FormFaults {
  if (!(error instanceof Error)) return { fields: {}, message: null };
  const faults = error instanceof AnswerError ? error.errors.filter(({ field }) => field) : [];
  const unsaid = faults.filter(({ field }) => !isShown(field)).map(({ field, message }) => `${field}: ${message}`);
  return {
    fields: Object.fromEntries(faults.map(({ field, message }) => [field, message])),
    message: faults.length === 0 ? error.message : unsaid.join("; ") || null,
  };
}

/** Whether these values are of a form that has the field. */
export function hasField(values: FormValues | undefined): (field: string) => boolean {
  return (field) => values !== undefined && Object.hasOwn(values, field);
}

/** Null for a field that was left empty. */
export function orNull(value: string | undefined): string | null {
  return value || null;
}
