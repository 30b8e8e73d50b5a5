import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { Memory } from "./memory.ts";

/** As long and as many as Celery's workers remember. */
const MOST = 50_000;
const FOR_MS = 3 * 3_600_000;

interface Revocation {
  /** Seconds since the epoch. */
  readonly at: number;
  /** Whether the task is to be stopped if it runs. */
  readonly terminates: boolean;
}

/**
 * The tasks that this process knows to be cancelled. RabbitMQ cannot take a message out of the middle of a queue: it comes to
 * a worker, and is dropped there. All nodes remember, and tell who comes new.
 */
export class Revocations {
  readonly #memory = new Memory<Revocation>({ most: MOST, forMs: FOR_MS });
  readonly #hearers = new Set<(taskIds: readonly string[]) => void>();

  has(taskId: string): boolean {
    return this.#memory.has(taskId);
  }

  terminates(taskId: string): boolean {
    return this.#memory.get(taskId)?.terminates ?? false;
  }

  get ids(): string[] {
    return this.#memory.entries().map(([id]) => id);
  }

  add(taskIds: readonly string[], terminates: boolean): void {
    const at = Date.now() / 1000;
    for (const id of taskIds) this.#memory.add(id, { at, terminates: terminates || this.terminates(id) });
    for (const hear of this.#hearers) hear(taskIds);
  }

  /** Calls `hear` with all that are added from now on. Answers how to end that. */
  hear(hear: (taskIds: readonly string[]) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** In the form of Celery's `hello`, with those beside it that are to be stopped. */
  tell(): JsonObject {
    const all = this.#memory.entries();
    return {
      revoked: Object.fromEntries(all.map(([id, { at }]) => [id, [fractional(at), id]])),
      terminated: all.flatMap(([id, { terminates }]) => (terminates ? [id] : [])),
    };
  }

  /** What a peer tells, Celery's or ours. */
  learn({ revoked, terminated }: JsonObject): void {
    this.add(isJsonObject(revoked) ? Object.keys(revoked) : [], false);
    this.add(Array.isArray(terminated) ? terminated.map(String) : [], true);
  }
}

/** Celery's workers fail over a time that looks like a whole number. */
function fractional(seconds: number): number {
  return Number.isInteger(seconds) ? seconds + 0.001 : seconds;
}
