/**
 * The thirteen job statuses, as data. The type, the transition rule, the CHECKs in the migrations, the diagram in
 * ARCHITECTURE.md and the property tests all follow from this one table.
 */

/** What people filter by: several statuses each. */
export const CATEGORIES = ["Pending", "Running", "Finished", "Cancelled", "Failed"] as const;
export type Category = (typeof CATEGORIES)[number];

interface StatusFacts {
  /** Order within an attempt: a lower rank never replaces a higher one. */
  readonly rank: number;
  readonly category: Category;
  /** Whether the job is over: no event starts it again. */
  readonly ended: boolean;
  readonly means: string;
}

/**
 * Ranks and categories are those of the HTTP contract. It leaves RETRY and REJECTED without a rank; here RETRY closes
 * an attempt (above RUNNING, below every outcome), and REJECTED is an outcome.
 */
export const STATUSES = {
  WAITING: { rank: 0, category: "Pending", ended: false, means: "waits for another job, a due time, or the broker" },
  DISPATCHED: { rank: 1, category: "Pending", ended: false, means: "on a queue" },
  PENDING: { rank: 2, category: "Pending", ended: false, means: "state not known" },
  RECEIVED: { rank: 3, category: "Pending", ended: false, means: "a worker has it" },
  STARTED: { rank: 4, category: "Running", ended: false, means: "the worker began" },
  RUNNING: { rank: 5, category: "Running", ended: false, means: "it reported progress" },
  RETRY: { rank: 5.5, category: "Pending", ended: false, means: "failed, and will run again" },
  SUCCESS: { rank: 6, category: "Finished", ended: true, means: "ended well" },
  CANCELLED: { rank: 7, category: "Cancelled", ended: true, means: "someone cancelled it" },
  REVOKED: { rank: 8, category: "Cancelled", ended: true, means: "cancelled before it started" },
  TERMINATED: { rank: 9, category: "Cancelled", ended: true, means: "stopped while running" },
  FAILURE: { rank: 10, category: "Failed", ended: true, means: "ended badly" },
  REJECTED: { rank: 11, category: "Failed", ended: true, means: "refused by the worker" },
} as const satisfies Record<string, StatusFacts>;

export type Status = keyof typeof STATUSES;

export const STATUS_NAMES = Object.keys(STATUSES) as readonly Status[];

export function isStatus(value: unknown): value is Status {
  return typeof value === "string" && Object.hasOwn(STATUSES, value);
}

export function isEnded(status: Status): boolean {
  return STATUSES[status].ended;
}

/** The statuses of a category, in rank order. */
export function statusesOf(category: Category): Status[] {
  return STATUS_NAMES.filter((name) => STATUSES[name].category === category);
}

/** What a worker may still say of a job that someone cancelled. */
const CONFIRMATIONS: readonly Status[] = ["REVOKED", "TERMINATED"];

/**
 * Whether an event may take a job from one status to another within one attempt. An ended job stays ended; only
 * CANCELLED may still become what the worker confirms.
 */
export function mayBecome(from: Status, to: Status): boolean {
  if (isEnded(from)) return from === "CANCELLED" && CONFIRMATIONS.includes(to);
  return STATUSES[to].rank > STATUSES[from].rank;
}
