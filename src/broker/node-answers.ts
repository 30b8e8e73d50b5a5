/** What a worker has and does, in the form in which Celery's workers tell of it. */

import type { JsonObject } from "../core/json.ts";
import type { Task } from "../core/task.ts";
import type { ControlTarget } from "./control.ts";
import { repr } from "./python.ts";

/** A task that a consumer has. */
export interface NodeTask {
  readonly task: Task;
  readonly redelivered: boolean;
  /** Whether the worker has it. */
  readonly isHandedOver: boolean;
  /** When it may start, in milliseconds since the epoch; null for at once. */
  readonly eta: number | null;
}

export function statsAnswer(target: ControlTarget, at: { clock: number; prefetch: number; broker: JsonObject }): JsonObject {
  const { total, concurrency, processes, uptime, methods = {} } = target.stats();
  return {
    total,
    pid: process.pid,
    clock: String(at.clock),
    uptime: Math.floor(uptime),
    pool: {
      implementation: "jobhub:threads",
      "max-concurrency": concurrency,
      processes,
      "max-tasks-per-child": "N/A",
      "put-guarded-by-semaphore": false,
      timeouts: [0, 0],
      writes: "N/A",
    },
    broker: at.broker,
    prefetch_count: at.prefetch,
    rusage: usage(),
    methods,
  };
}

function usage(): JsonObject {
  const { userCPUTime, systemCPUTime, maxRSS, minorPageFault, majorPageFault } = process.resourceUsage();
  return {
    utime: userCPUTime / 1e6,
    stime: systemCPUTime / 1e6,
    maxrss: maxRSS,
    minflt: minorPageFault,
    majflt: majorPageFault,
  };
}

/** A task as Celery's workers show it; without its secrets and its key, which open the job. */
export function requestAnswer(delivery: NodeTask, hostname: string, safe: boolean): JsonObject {
  const { task, redelivered, isHandedOver } = delivery;
  const { key: _, ...kwargs } = task.kwargs;
  const args = task.args ?? [];
  return {
    id: task.id,
    name: task.name,
    args: safe ? repr(args) : args,
    kwargs: safe ? repr(kwargs) : kwargs,
    type: task.name,
    hostname,
    retries: task.retries,
    acknowledged: false,
    delivery_info: { exchange: "", routing_key: task.queue, priority: task.priority, redelivered },
    worker_pid: isHandedOver ? process.pid : null,
  };
}

/** A queue that it takes from. */
export function queueAnswer(name: string): JsonObject {
  return {
    name,
    exchange: {
      name,
      type: "direct",
      arguments: null,
      durable: true,
      passive: false,
      auto_delete: false,
      delivery_mode: null,
      no_declare: false,
    },
    routing_key: name,
    queue_arguments: null,
    binding_arguments: null,
    consumer_arguments: null,
    durable: true,
    exclusive: false,
    auto_delete: false,
    no_ack: false,
    alias: null,
    bindings: [],
    no_declare: null,
    expires: null,
    message_ttl: null,
    max_length: null,
    max_length_bytes: null,
    max_priority: null,
  };
}
