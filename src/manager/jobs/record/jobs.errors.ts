/** What the database says of a write that it refuses. */

import { badField } from "../../../core/errors.ts";

interface DatabaseFault {
  readonly code?: string;
  readonly constraint?: string;
}

const RACES = new Set(["40001", "40P01"]); // serialization failure, deadlock

/** Whether the same write may succeed at once, on what is there by then. */
export function isRace(error: unknown): boolean {
  return RACES.has((error as DatabaseFault).code ?? "");
}

/** Fields by the foreign key that they broke. */
const REFERENCES: Readonly<Record<string, readonly [field: string, message: string]>> = {
  jobs_project_id_fkey: ["project", "there is no such project"],
  jobs_parent_id_fkey: ["parent", "there is no such job"],
};

/** A reference to something that is not there is a 400; anything else stays what it is. */
export function refusalOf(error: Error): Error {
  const reference = REFERENCES[(error as DatabaseFault).constraint ?? ""];
  return reference ? badField(...reference) : error;
}
