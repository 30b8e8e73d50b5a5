import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Service } from "../../core/lifecycle.ts";
import { Loop } from "../loop.ts";
import type { AmqpDelivery } from "./delivery.ts";

export interface CustodyOptions {
  readonly hostname: string;
  /** How long nobody may answer for a task until it is lost. */
  readonly leaseMs: number;
  /** Whether a worker has certainly had it: a broker that has crashed cannot tell. */
  readonly wasTaken: (delivery: AmqpDelivery) => boolean;
  /** Whether all workers have had the time to connect that are there. */
  readonly isEveryoneHere: () => boolean;
  /** Asks all workers which of these tasks they have. */
  readonly ask: (taskIds: readonly string[], timeoutMs: number) => Promise<Record<string, JsonValue>>;
  /** Tasks that run here though the broker has given them to others. */
  readonly orphans: () => readonly AmqpDelivery[];
  /** Nobody has it any more. */
  readonly onLost: (delivery: AmqpDelivery) => void;
  /** Nobody has it, and maybe nobody ever had. */
  readonly onFree: (delivery: AmqpDelivery) => void;
  /** Whoever had it has ended it. */
  readonly onEnded: (delivery: AmqpDelivery) => void;
  /** A later attempt of a task that runs here is with others. */
  readonly onOvertaken: (orphan: AmqpDelivery) => void;
  readonly onError: (error: unknown) => void;
}

interface Kept {
  readonly delivery: AmqpDelivery;
  /**
   * How often in a row nobody has answered for it. Questions are counted, and not time: while this process is suspended itself, the silence
   * is not that of the others.
   */
  unanswered: number;
}

const ASKS_PER_LEASE = 6;
const REST_MS = 60_000;

/**
 * What becomes of tasks that the broker delivers again. Their worker may be dead, or have lost its connection for a moment, or
 * have had the task for longer than the broker's consumer timeout, and still be running it. So their messages are kept here,
 * unacknowledged, while a worker answers for them; the task is lost when none has done so for the time of a lease. After a crash
 * of the broker everything comes as if it had been delivered before: then it is enough that nobody answers once.
 */
export class Custody implements Service {
  readonly #options: CustodyOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #loop: Loop;

  constructor(options: CustodyOptions) {
    this.#options = options;
    this.#loop = new Loop({ step: () => this.#round(), restMs: REST_MS, onError: options.onError });
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    this.#kept.clear();
    return this.#loop.stop();
  }

  take(delivery: AmqpDelivery): void {
    this.#kept.set(delivery.task.id, { delivery, unanswered: 0 });
    this.#loop.wake();
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Their channel is gone: they come again. */
  clear(): void {
    this.#kept.clear();
    this.#loop.wake();
  }

  /** Answers whether there is anything left to ask about. */
  async #round(): Promise<boolean> {
    const { orphans, hostname } = this.#options;
    const ids = [...this.#kept.keys(), ...orphans().map(({ task }) => task.id)];
    if (ids.length === 0) return false;
    const answers = await this.#ask(ids);
    if (answers === null) {
      for (const kept of this.#kept.values()) kept.unanswered = 0;
      return true;
    }
    for (const id of ids) this.#noteAsked(id);
    for (const [node, answer] of Object.entries(answers)) {
      if (node !== hostname) for (const id of ids) this.#hear(id, stateIn(answer, id));
    }
    this.#giveUpOnSilent(ids);
    return true;
  }

  /** Null for a question that could not be asked. */
  async #ask(ids: readonly string[]): Promise<Record<string, JsonValue> | null> {
    const { ask, leaseMs, onError } = this.#options;
    const timeoutMs = leaseMs / ASKS_PER_LEASE;
    const asking = ask(ids, timeoutMs).catch((error: unknown) => {
      onError(error);
      return null;
    });
    const [answers] = await Promise.all([asking, sleep(timeoutMs)]);
    return answers;
  }

  #noteAsked(id: string): void {
    const kept = this.#kept.get(id);
    if (kept) kept.unanswered += 1;
  }

  #hear(id: string, said: Said | null): void {
    if (!said) return;
    const kept = this.#kept.get(id);
    if (kept && said.retries >= kept.delivery.task.retries) this.#hearOfKept(kept, said);
    const orphan = this.#options.orphans().find(({ task }) => task.id === id);
    if (orphan && said.retries > orphan.task.retries) this.#options.onOvertaken(orphan);
  }

  #hearOfKept(kept: Kept, { state }: Said): void {
    kept.unanswered = 0;
    if (state === "ended" && this.#kept.delete(kept.delivery.task.id)) this.#options.onEnded(kept.delivery);
  }

  #giveUpOnSilent(asked: readonly string[]): void {
    const { wasTaken, isEveryoneHere, onLost, onFree } = this.#options;
    for (const id of asked) {
      const kept = this.#kept.get(id);
      if (!kept) continue;
      const taken = wasTaken(kept.delivery);
      if (taken ? kept.unanswered < ASKS_PER_LEASE : kept.unanswered === 0 || !isEveryoneHere()) continue;
      this.#kept.delete(id);
      if (taken) onLost(kept.delivery);
      else onFree(kept.delivery);
    }
  }
}

interface Said {
  readonly state: string;
  readonly retries: number;
}

/** What a worker says of a task, in the form of Celery's `query_task`. Celery's workers do not number the attempt, and none of them says `ended`. */
function stateIn(answer: JsonValue, id: string): Said | null {
  const said = (answer as JsonObject | null)?.[id];
  if (!Array.isArray(said) || typeof said[0] !== "string") return null;
  const { retries } = (said[1] ?? {}) as JsonObject;
  return { state: said[0], retries: typeof retries === "number" ? retries : 0 };
}
