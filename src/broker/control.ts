/** Remote control of workers, in Celery's vocabulary: what a worker lets be done to it, and how others ask for it. */

import type { JsonObject, JsonValue } from "../core/json.ts";

/** A worker as its remote control sees it. What belongs to queues and tasks in general the broker answers by itself. */
export interface ControlTarget {
  stats(): WorkerStats;
  /** Tasks that run now. */
  active(): readonly ActiveTask[];
  /** Names of the methods that it can run. */
  registered(): readonly string[];
  /** Its settings, without anything secret. */
  conf(): JsonObject;
  /** Runs up to that many tasks more, or fewer, at once. @throws an error whose message the asker reads. */
  grow(by: number): void;
  shrink(by: number): void;
  /** Starts jobs of a method at most so often a second; null for any number. Absent where that cannot be done. */
  rateLimit?(method: string, perSecond: number | null): void;
  /** Stops jobs of a method that run for longer, in seconds: `soft` tells them to, `hard` does it. */
  timeLimit?(method: string, soft: number | null, hard: number | null): void;
  /** Sends a heartbeat now. */
  heartbeat(): void;
  /** Takes no more, lets run what runs, and ends. */
  shutdown(): void;
}

export interface WorkerStats {
  /** Tasks that have ended since the start, by method. */
  readonly total: Readonly<Record<string, number>>;
  /** Most tasks at once. */
  readonly concurrency: number;
  /** Ids of what runs them: of processes or threads. */
  readonly processes: readonly number[];
  /** Seconds since the start. */
  readonly uptime: number;
  /** What its methods are, by their names: title, description, params as JSON Schema, examples. */
  readonly methods?: JsonObject;
}

export interface ActiveTask {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly began: number;
}

export interface RequestOptions {
  /** Node names, `name@host`; null (the default) for all workers. */
  readonly destination?: readonly string[] | null;
  /** How long to wait for answers. Ends sooner when all of `destination` have answered. Default 1,000. */
  readonly timeoutMs?: number;
}

/** The way to the workers that are there now. */
export interface RemoteControl {
  /** Asks workers, and answers what each has said, by node name. An error of a worker is `{error: text}`. */
  request(method: string, args?: JsonObject, options?: RequestOptions): Promise<Record<string, JsonValue>>;
  /** Those of these nodes that are connected to the broker, whether or not they have the time to answer. */
  connected(names: readonly string[]): Promise<string[]>;
  /** Tells workers, and waits for no answer. */
  cast(method: string, args?: JsonObject, destination?: readonly string[] | null): Promise<void>;
}
