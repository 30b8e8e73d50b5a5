/** What others may ask of this worker, and do to it, while it runs. */

import type { ControlTarget } from "../broker/control.ts";
import type { MethodLimits } from "./method-limits.ts";
import type { MethodSet } from "./methods/set.ts";
import type { ThreadPool } from "./pool.ts";
import type { Runner } from "./runner.ts";

export interface ControlParts {
  /** What it was started with. */
  readonly options: { readonly memoryMb: number; readonly drainMs: number; readonly version: string };
  readonly methods: Pick<MethodSet, "names" | "facts">;
  readonly queues: () => readonly string[];
  readonly runner: Runner;
  readonly limits: MethodLimits;
  readonly pool: ThreadPool;
  readonly heartbeat: () => void;
  readonly shutdown: () => void;
}

/** As its configuration: each has a thread, with memory of its own. */
const MOST_AT_ONCE = 256;

export function controlTarget({
  options,
  methods,
  queues,
  runner,
  limits,
  pool,
  heartbeat,
  shutdown,
}: ControlParts): ControlTarget {
  const resize = (concurrency: number) => {
    if (concurrency < 1) throw new Error("a worker runs one job at least; shut it down instead");
    if (concurrency > MOST_AT_ONCE) throw new Error(`a worker runs ${MOST_AT_ONCE} jobs at most`);
    pool.resize(concurrency);
    runner.resize(concurrency);
    heartbeat();
  };
  return {
    stats: () => ({
      total: runner.totals,
      concurrency: runner.concurrency,
      processes: pool.threadIds,
      uptime: process.uptime(),
      methods: methods.facts,
    }),
    active: () => runner.activeTasks,
    registered: () => methods.names,
    conf: () => {
      const { memoryMb, drainMs, version } = options;
      return { concurrency: runner.concurrency, queues: queues(), memoryMb, drainSeconds: drainMs / 1000, version };
    },
    grow: (by) => resize(runner.concurrency + whole(by)),
    shrink: (by) => resize(runner.concurrency - whole(by)),
    rateLimit: (method, perSecond) => {
      limits.setRate(method, perSecond);
      runner.retune();
    },
    timeLimit: (method, soft, hard) => limits.setTime(method, { soft, hard }),
    heartbeat,
    shutdown,
  };
}

function whole(by: number): number {
  if (!Number.isSafeInteger(by) || by < 0) throw new Error(`${by} is not a number of jobs`);
  return by;
}
