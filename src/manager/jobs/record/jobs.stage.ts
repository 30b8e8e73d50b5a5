import { STATUS_NAMES, type Status } from "../../../core/status.ts";

const SHARED: Partial<Record<Status, string>> = {
  DISPATCHED: "QUEUED",
  PENDING: "QUEUED",
  RECEIVED: "TAKEN",
  STARTED: "TAKEN",
  RUNNING: "TAKEN",
  RETRY: "TAKEN",
};

/** What indexes know of a status: column `stage` of `jobs`. */
export function stageOf(status: Status): string {
  return SHARED[status] ?? status;
}

/** Whether the stages of these statuses have no other ones: then a stage says all. */
export function fillStages(statuses: readonly Status[]): boolean {
  const stages = new Set(statuses.map(stageOf));
  return STATUS_NAMES.every((status) => statuses.includes(status) || !stages.has(stageOf(status)));
}
