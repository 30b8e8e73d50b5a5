import { GroupCommit } from "../../core/group-commit.ts";
import type { Database } from "../../database/connect.ts";
import type { Logger } from "../../service/log.ts";
import type { Ending } from "../ending.ts";
import { endConsumer } from "./consumers.store.ts";
import type { Lease } from "./events.store.ts";
import { persist } from "./persist.ts";
import { returnTasks } from "./returns.ts";
import { lockTasksOf, type TaskRow } from "./tasks.store.ts";

export interface GivingBackParts {
  readonly database: Database;
  /** Until when it is tried again while the database is away. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

interface Return {
  readonly lease: Lease;
  readonly ending: Ending;
}

/** How a consumer gives tasks back: what comes while others are written goes with the next ones. */
export class GivingBack {
  readonly #parts: GivingBackParts;
  readonly #commit = new GroupCommit<Return, undefined>({ write: (items) => this.#write(items) });

  constructor(parts: GivingBackParts) {
    this.#parts = parts;
  }

  /** Resolves once it is done, which waits for a database that is away. */
  async add(lease: Lease, ending: Ending): Promise<void> {
    await this.#commit.add({ lease, ending });
  }

  /** Tasks that came too late to be delivered. */
  async addAll(rows: readonly TaskRow[], consumerId: number): Promise<void> {
    await Promise.all(rows.map(({ id }) => this.add({ id, consumerId }, "unstarted")));
  }

  /** What the database says that the consumer has, and it knows nothing of. */
  async addUnknown(consumerId: number, isKnown: (taskId: string) => boolean): Promise<void> {
    await this.#parts.database.transaction(async (tx) => {
      const tasks = await lockTasksOf(tx, consumerId, null);
      await returnTasks(
        tx,
        tasks.filter(({ task_id }) => !isKnown(task_id)),
        "unstarted",
      );
    });
  }

  /** Ends the lease, and with it the attempts of what was neither settled nor released. */
  async end(consumerId: number): Promise<void> {
    await this.#parts.database.transaction(async (tx) => {
      await endConsumer(tx, consumerId);
      await returnTasks(tx, await lockTasksOf(tx, consumerId, null), "stopped");
    });
  }

  async #write(items: readonly Return[]): Promise<undefined[]> {
    const write = () =>
      this.#parts.database.transaction(async (tx) => {
        for (const { consumerId, ending, ids } of grouped(items)) {
          await returnTasks(tx, await lockTasksOf(tx, consumerId, ids), ending);
        }
      });
    await persist(write, this.#parts);
    return items.map(() => undefined);
  }
}

interface Group {
  readonly consumerId: number;
  readonly ending: Ending;
  readonly ids: number[];
}

/** By consumer, of which there are two around the loss of a lease, and by ending. */
function grouped(items: readonly Return[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { lease, ending } of items) {
    const key = `${lease.consumerId} ${ending}`;
    const group = groups.get(key) ?? { consumerId: lease.consumerId, ending, ids: [] };
    group.ids.push(lease.id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
