/** The states that an attempt went through, and those that may follow. */

import { isEnded, STATUSES, type Status } from "../../../../src/core/status.ts";
import type { JobStatusChange } from "../../hub.ts";

export interface Step {
  /** Null for an outcome that is not known yet. */
  readonly status: Status | null;
  /** Null for what is still to come. */
  readonly time: string | null;
  readonly worker: string | null;
  /** Until the next step; null for the last one. */
  readonly lastedMs: number | null;
  readonly isCurrent: boolean;
}

const WAY: readonly Status[] = ["WAITING", "DISPATCHED", "RECEIVED", "STARTED", "RUNNING"];

/** @param changes those of the job, oldest first. */
export function stepsOf(changes: readonly JobStatusChange[], attempt: number): Step[] {
  const own = changes.filter((change) => change.attempt === attempt);
  const passed = own.map(({ status, time, worker }, i): Step => {
    const next = own[i + 1];
    const lastedMs = next ? Math.max(0, Date.parse(next.time) - Date.parse(time)) : null;
    return { status, time, worker, lastedMs, isCurrent: next === undefined && !isOver(status) };
  });
  const last = own.at(-1);
  return last && isOver(last.status) ? passed : [...passed, ...aheadOf(last?.status ?? null)];
}

/** The attempt has its outcome, though the job may go on. */
function isOver(status: Status): boolean {
  return isEnded(status) || status === "RETRY";
}

function aheadOf(status: Status | null): Step[] {
  const rank = status === null ? -1 : STATUSES[status].rank;
  const rest = WAY.filter((next) => STATUSES[next].rank > rank);
  return [...rest, null].map((next) => ({ status: next, time: null, worker: null, lastedMs: null, isCurrent: false }));
}
