/** What is wrong with a hub, in words, and what to do about it. */

import type { Waiting } from "./health.store.ts";

export interface Problem {
  readonly code: string;
  readonly level: "warning" | "error";
  readonly message: string;
  readonly advice: string;
}

/** What problems are told by. */
export interface Signs {
  readonly broker: { readonly answers: boolean; readonly setAside: number | null };
  readonly overseers: number;
  readonly workers: { readonly alive: number };
  readonly waiting: Waiting;
  /** Seconds that the oldest job has waited for the broker; null if none does. */
  readonly unconfirmedSeconds: number | null;
  readonly connections: number;
  readonly maxConnections: number;
}

/** The broker has had every chance by then: what was not confirmed is published again after ten seconds. */
const LONG_UNCONFIRMED_SECONDS = 60;
const MOST_CONNECTIONS = 0.9;

interface Rule extends Pick<Problem, "code" | "level" | "advice"> {
  /** What is wrong; null if nothing is. */
  readonly tell: (signs: Signs) => string | null;
}

const RULES: readonly Rule[] = [
  {
    code: "brokerAway",
    level: "error",
    tell: ({ broker }) => (broker.answers ? null : "The broker does not answer."),
    advice: "See that it runs and that BROKER_URL is right. Jobs wait until it is back; none is lost.",
  },
  {
    code: "noOverseer",
    level: "error",
    tell: ({ overseers }) => (overseers > 0 ? null : "No overseer is there: what becomes of jobs is not recorded."),
    advice: "Start one with `jobhub overseer`, or look into its log. What has happened meanwhile waits with the broker.",
  },
  {
    code: "noWorker",
    level: "error",
    tell: ({ workers, waiting }) => (workers.alive > 0 ? null : `No worker is there, and ${jobs(waiting.jobs)} waiting.`),
    advice: "Start one with `jobhub worker`.",
  },
  {
    code: "unconfirmedJobs",
    level: "error",
    tell: ({ unconfirmedSeconds }) =>
      (unconfirmedSeconds ?? 0) > LONG_UNCONFIRMED_SECONDS
        ? `A job has waited for ${Math.round(unconfirmedSeconds ?? 0)} seconds for the broker to take it.`
        : null,
    advice: "See that the broker runs, and has room on its disk. The job is published again every few seconds.",
  },
  {
    code: "unservedQueues",
    level: "warning",
    tell: ({ workers, waiting }) =>
      workers.alive > 0 && waiting.unserved > 0 ? `${jobs(waiting.unserved)} in queues that no worker takes from.` : null,
    advice: "Start a worker for these queues with JOBHUB_QUEUES, or cancel the jobs.",
  },
  {
    code: "setAside",
    level: "warning",
    tell: ({ broker }) =>
      (broker.setAside ?? 0) > 0 ? `${broker.setAside} messages could not be taken and are set aside.` : null,
    advice: "Look at them and at the reasons; then replay them, or throw them away.",
  },
  {
    code: "fewConnections",
    level: "warning",
    tell: ({ connections, maxConnections }) =>
      connections > maxConnections * MOST_CONNECTIONS
        ? `${connections} of ${maxConnections} connections of the database are taken.`
        : null,
    advice: "Raise max_connections of PostgreSQL, or run fewer managers and workers.",
  },
];

/** The worst first. */
export function problemsOf(signs: Signs): Problem[] {
  const found = RULES.flatMap(({ code, level, advice, tell }) => {
    const message = tell(signs);
    return message === null ? [] : [{ code, level, message, advice }];
  });
  return [...found.filter(({ level }) => level === "error"), ...found.filter(({ level }) => level === "warning")];
}

function jobs(count: number): string {
  return count === 1 ? "1 job is" : `${count} jobs are`;
}
