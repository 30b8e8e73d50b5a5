import type { Queryable } from "../../database/connect.ts";
import type { Broker } from "../broker.ts";

/** An empty broker of a transport for one test. */
export interface TestTransport {
  /** A process of its own on it. Its workers may be silent for 5 s, unless it is told otherwise. */
  open(options?: { readonly leaseMs?: number }): TestBroker;
  /** Cuts every connection of every process, once. */
  cutConnections(): Promise<void>;
  /** Stops the processes. @throws if they left something running. */
  close(): Promise<void>;
}

/**
 * `dedupe`: leave alone a task that is published again. `priorities`: of tasks within a queue. `turns`: of the queues of a
 * worker, rather than chance. `counts`: of the tasks that workers have, and for how long others wait. `transactions`: with those of the record.
 */
export type Lack = "dedupe" | "priorities" | "turns" | "counts" | "transactions";

export interface TestBroker {
  readonly broker: Broker;
  /** Keeps the process from sending anything, as if it were suspended, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** A transaction of the record, where the broker can be part of it. */
  readonly transaction?: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>;
}

/** What each of the tests is about. */
export interface Context {
  readonly transport: TestTransport;
  readonly broker: Broker;
  readonly lacks: readonly Lack[];
}

export function has({ lacks }: Context, what: Lack): boolean {
  return !lacks.includes(what);
}

/** A figure as the broker tells it, if it does. */
export function counted<T>(at: Context, figure: T): T | null {
  return has(at, "counts") ? figure : null;
}
