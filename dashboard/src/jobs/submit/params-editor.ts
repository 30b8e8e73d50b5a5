/** What one writes as params: in a form, or as JSON; from one to the other without losing anything. */

import { useMemo, useState } from "react";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { Method } from "../../hub.ts";
import { submitText } from "../../text/submit.ts";
import { type Draft, draftOf, draftOfJson, type Faults, type Field, fieldsOf, type Written, writtenOf } from "./schema.ts";

export interface ParamsEditor {
  /** Null where the workers do not tell what the method takes. */
  readonly fields: readonly Field[] | null;
  readonly isForm: boolean;
  readonly written: Written;
  readonly json: string;
  /** Of what one tried last. */
  readonly faults: Faults;
  readonly write: (name: string, text: string) => void;
  readonly writeJson: (text: string) => void;
  readonly show: (isForm: boolean) => void;
  /** Begins with these. */
  readonly fill: (params: JsonObject) => void;
  /** The params; null if something is wrong with them, which is shown. */
  readonly check: () => JsonObject | null;
}

interface State {
  readonly isForm: boolean;
  readonly written: Written;
  readonly json: string;
  readonly faults: Faults;
}

export interface Beginning {
  readonly params: JsonObject;
  readonly faults: Faults;
}

export function useParamsEditor(method: Method | null, initial: Beginning): ParamsEditor {
  const fields = useMemo(
    () => (method?.params ? fieldsOf(method.params as JsonObject, method.examples as readonly JsonObject[]) : null),
    [method],
  );
  const [state, setState] = useState<State>(() => ({ ...begin(fields, initial.params), faults: initial.faults }));
  const draft = (): Draft => (state.isForm ? draftOf(fields ?? [], state.written) : draftOfJson(state.json));
  return {
    fields,
    ...state,
    write: (name, text) =>
      setState({ ...state, written: { ...state.written, [name]: text }, faults: without(state.faults, name) }),
    writeJson: (json) => setState({ ...state, json, faults: {} }),
    show: (isForm) => setState(isForm ? toForm(state, fields ?? []) : toJson(state, draft())),
    fill: (params) => setState({ ...begin(state.isForm ? fields : null, params), faults: {} }),
    check: () => {
      const { params, faults } = draft();
      setState({ ...state, faults });
      return Object.keys(faults).length > 0 ? null : params;
    },
  };
}

function begin(fields: readonly Field[] | null, params: JsonObject): Omit<State, "faults"> {
  const written = fields && writtenOf(fields, params);
  return { isForm: written !== null, written: written ?? {}, json: jsonOf(params) };
}

function toJson(state: State, { params }: Draft): State {
  return { ...state, isForm: false, json: jsonOf(params), faults: {} };
}

function toForm(state: State, fields: readonly Field[]): State {
  const { params, faults } = draftOfJson(state.json);
  const written = writtenOf(fields, params);
  if (faults.params) return { ...state, faults };
  return written ? { ...state, isForm: true, written, faults: {} } : { ...state, faults: { params: submitText.faults.form } };
}

function without(faults: Faults, name: string): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([field]) => field !== name));
}

function jsonOf(params: JsonObject): string {
  return JSON.stringify(params, null, 2);
}
