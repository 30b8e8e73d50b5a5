/** What is done with many jobs at once. */

import { hub, type JobsChoice, type JobsDone, type JobsFilter } from "../hub.ts";

export type BulkAction = "cancel" | "retry" | "delete";

/** Single ones, or all that a filter means. */
export type Chosen = { readonly ids: readonly number[] } | { readonly filter: JobsFilter };

/** Most ids in one request. */
const MOST_IDS = 1_000;
const RETRIES = 3;

/** How many there are, and where to begin, so that jobs that are made meanwhile are left alone. Changes nothing. */
export function countChosen(
  project: number,
  action: BulkAction,
  { filter }: { readonly filter: JobsFilter },
): Promise<JobsDone> {
  return request(project, action, { filter, dryRun: true }, "");
}

export interface BulkProgress {
  readonly done: number;
  readonly skipped: number;
}

interface BulkRun {
  readonly project: number;
  readonly action: BulkAction;
  readonly chosen: Chosen;
  /** Of the count. */
  readonly cursor?: string | null;
  readonly onProgress?: (progress: BulkProgress) => void;
  readonly signal?: AbortSignal;
}

/** Does it in batches. What is done stays done when it ends before the end. */
export async function runOnChosen({ project, action, chosen, cursor, onProgress, signal }: BulkRun): Promise<BulkProgress> {
  const operation = operationName();
  let total: BulkProgress = { done: 0, skipped: 0 };
  for await (const { done, skipped } of batches(chosen, cursor ?? null, (choice) =>
    request(project, action, choice, operation),
  )) {
    total = { done: total.done + done, skipped: total.skipped + skipped };
    onProgress?.(total);
    signal?.throwIfAborted();
  }
  return total;
}

async function* batches(chosen: Chosen, first: string | null, run: (choice: JobsChoice) => Promise<JobsDone>) {
  if ("ids" in chosen) {
    for (let at = 0; at < chosen.ids.length; at += MOST_IDS) yield await run({ ids: chosen.ids.slice(at, at + MOST_IDS) });
    return;
  }
  for (let cursor = first; ; ) {
    const answer = await run({ filter: chosen.filter, ...(cursor !== null && { cursor }) });
    yield answer;
    if (answer.cursor === null) return;
    cursor = answer.cursor;
  }
}

/** May be repeated: what is cancelled or deleted is so already, and under one name no job is run again twice. */
function request(project: number, action: BulkAction, data: JobsChoice, operation: string): Promise<JobsDone> {
  const { projects } = hub;
  if (action === "cancel") return projects.projectsJobsBulkCancel({ project, data }, { retries: RETRIES });
  if (action === "delete") return projects.projectsJobsBulkDelete({ project, data }, { retries: RETRIES });
  return projects.projectsJobsBulkRetry({ project, data: { ...data, ...(operation && { operation }) } }, { retries: RETRIES });
}

/** Not `randomUUID`, which browsers have only over https. */
function operationName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
