/** What can be asked of workers: for forms, and for those who write them. */

import { isJsonObject } from "../../core/json.ts";
import type { Hub } from "../hub.ts";
import { COMPOUND_METHODS } from "../jobs/jobs.reader.ts";
import { listMethods, type MethodRow } from "./methods.store.ts";

/** Celery's own tasks, which every worker of it has. */
const INTERNAL = /^celery\./;

/** Those that a job of the account can be made of now. */
export async function methodsFor({ database, now }: Pick<Hub, "database" | "now">, account: number) {
  const rows = await listMethods(database, account, new Date(now()).toISOString());
  return rows.filter(({ name }) => !INTERNAL.test(name) && !COMPOUND_METHODS.has(name)).map(methodOf);
}

/** Workers are asked, and may answer anything. */
function methodOf({ name, workers, facts }: MethodRow) {
  const { title, description, params, examples } = isJsonObject(facts) ? facts : {};
  return {
    name,
    title: typeof title === "string" ? title : null,
    description: typeof description === "string" ? description : null,
    params: isJsonObject(params) ? params : null,
    examples: Array.isArray(examples) ? examples : [],
    workers,
  };
}
