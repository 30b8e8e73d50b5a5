import { hub } from "../hub.ts";
import type { ControlOrder } from "./workers.queries.ts";

/** What it changes lasts until the worker starts anew. @returns what the worker says. */
export async function controlWorker(account: string, worker: number, data: ControlOrder): Promise<string> {
  return (await hub.accounts.accountsWorkersControl({ account, worker, data })).answer;
}
