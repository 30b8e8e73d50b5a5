/** What forms send, and what comes back of it. */

import { AnswerError } from "../hub.ts";

export type FormValues = Readonly<Record<string, string>>;
/** What is wrong, by field. */
export type FieldErrors = Readonly<Record<string, string | undefined>>;

/** What is in the fields of a form, by their names, without the spaces around it. */
export function valuesOf(form: HTMLFormElement): FormValues {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

interface Faults {
  readonly fields: FieldErrors;
  /** What is not about one field alone. */
  readonly message: string | null;
}

export function faultsOf(error: unknown): Faults {
  if (!(error instanceof Error)) return { fields: {}, message: null };
  const faults = error instanceof AnswerError ? error.errors.filter(({ field }) => field) : [];
  return {
    fields: Object.fromEntries(faults.map(({ field, message }) => [field, message])),
    message: faults.length > 0 ? null : error.message,
  };
}

/** Null for a field that was left empty. */
export function orNull(value: string | undefined): string | null {
  return value || null;
}
