import { snakeCase } from "./prepare.ts";

/** JSON of the fields that are given, under the names of their columns: for `jsonb_populate_record`. */
export function columnsOf(fields: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value])));
}
