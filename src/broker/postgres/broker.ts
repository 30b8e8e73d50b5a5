/** The broker on PostgreSQL: no other server is needed. */

import type { Event } from "../../core/event.ts";
import { GroupCommit } from "../../core/group-commit.ts";
import type { JsonValue } from "../../core/json.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { SecretKey } from "../../core/secrets.ts";
import type { Task } from "../../core/task.ts";
import type { Database, Queryable } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";
import type { Logger } from "../../service/log.ts";
import type { Broker, ConsumeOptions, Consumer, QueueDepth, ReceiveOptions, SetAside } from "../broker.ts";
import type { RemoteControl } from "../control.ts";
import { toRow } from "./body.ts";
import { PostgresConsumer } from "./consumer.ts";
import { deleteEndedConsumers, endDeadConsumers } from "./consumers.store.ts";
import { Controller } from "./controller.ts";
import { countSetAside, deleteSetAside, insertSetAside, listSetAside, replaySetAside } from "./events.store.ts";
import { Notices } from "./notices.ts";
import { Outbox } from "./outbox.ts";
import { EventReceiver, Turn } from "./receiver.ts";
import { returnTasks, revokedEvent, sendEvents } from "./returns.ts";
import { countTasks, deleteTasks, flagRevoked, insertTasks, lockOrphans, lockTasks } from "./tasks.store.ts";

const DRAIN_MS = 5_000;
const MOST_RETURNED_AT_ONCE = 1_000;

export interface PostgresBrokerOptions {
  readonly database: Database;
  /** Whether `database` is that of the record, and its owner closes it. */
  readonly shared: boolean;
  readonly secretKey: SecretKey;
  /** How long a worker may be silent until its tasks go to others. */
  readonly leaseMs: number;
  readonly log: Logger;
}

export class PostgresBroker implements Broker {
  readonly transport = "postgres";
  readonly transactional: boolean;
  readonly control: RemoteControl;
  readonly #options: PostgresBrokerOptions;
  readonly #outbox: Outbox;
  readonly #notices: Notices;
  readonly #turn = new Turn();
  readonly #services = new Set<Service>();
  readonly #publishing: GroupCommit<readonly Task[], undefined>;
  #stopped: Promise<void> | undefined;

  constructor(options: PostgresBrokerOptions) {
    this.#options = options;
    this.transactional = options.shared;
    this.#outbox = new Outbox(options.database, options.log);
    this.#notices = new Notices(options.database);
    this.control = new Controller({ database: options.database, notices: this.#notices });
    this.#publishing = new GroupCommit({ write: (groups) => this.#write(groups) });
  }

  /** Connections are made when they are needed. */
  async start(): Promise<void> {}

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await Promise.all([...this.#services].map((service) => service.stop()));
    await this.#outbox.drain(DRAIN_MS);
    await this.#notices.stop();
    if (!this.#options.shared) await this.#options.database.close();
  }

  async publish(tasks: readonly Task[], transaction?: Queryable): Promise<void> {
    if (tasks.length === 0) return;
    if (transaction) await insertTasks(this.#inRecord(transaction), this.#rows(tasks));
    else await this.#publishing.add(tasks);
  }

  async #write(groups: (readonly Task[])[]): Promise<undefined[]> {
    await insertTasks(this.#options.database, this.#rows(groups.flat()));
    return groups.map(() => undefined);
  }

  #rows(tasks: readonly Task[]) {
    return tasks.map((task) => toRow(task, this.#options.secretKey));
  }

  async revoke(taskIds: readonly string[], transaction?: Queryable): Promise<void> {
    if (taskIds.length === 0) return;
    if (transaction) await revoke(this.#inRecord(transaction), taskIds);
    else await this.#options.database.transaction((tx) => revoke(tx, taskIds));
  }

  consume(options: ConsumeOptions): Consumer {
    const consumer = new PostgresConsumer(options, { ...this.#options, outbox: this.#outbox, notices: this.#notices });
    this.#services.add(consumer);
    return consumer;
  }

  async emit(events: readonly Event[]): Promise<void> {
    await Promise.all(events.map((event) => this.#outbox.send(event)));
  }

  receiveEvents(options: ReceiveOptions): Service {
    const receiver = new EventReceiver(options, { ...this.#options, notices: this.#notices, turn: this.#turn });
    this.#services.add(receiver);
    return receiver;
  }

  async setAside(events: readonly Event[], reason: string): Promise<void> {
    await insertSetAside(this.#options.database, events.map(toJson), reason);
  }

  async listSetAside(limit: number, offset = 0): Promise<SetAside[]> {
    const rows = await listSetAside(this.#options.database, limit, offset);
    return rows.map(({ id, event, reason, created }) => {
      const content = JSON.parse(event) as JsonValue;
      return { id: String(id), kind: "event", reason, queue: "events", time: created, content };
    });
  }

  countSetAside(): Promise<number> {
    return countSetAside(this.#options.database);
  }

  replay(ids: readonly string[] | null): Promise<number> {
    return replaySetAside(this.#options.database, ids);
  }

  drop(ids: readonly string[] | null): Promise<number> {
    return deleteSetAside(this.#options.database, ids);
  }

  async depths(): Promise<QueueDepth[]> {
    const rows = await countTasks(this.#options.database);
    return rows.map(({ oldest_seconds, ...row }) => ({ ...row, oldestSeconds: oldest_seconds }));
  }

  async returnLost(): Promise<number> {
    const { database, leaseMs } = this.#options;
    let returned = 0;
    for (let more = true; more; ) {
      const count = await database.transaction(async (tx) => {
        await endDeadConsumers(tx, leaseMs);
        const tasks = await lockOrphans(tx, MOST_RETURNED_AT_ONCE);
        await returnTasks(tx, tasks, "lost");
        return tasks.length;
      });
      returned += count;
      more = count === MOST_RETURNED_AT_ONCE;
    }
    await deleteEndedConsumers(database);
    return returned;
  }

  /** Tasks are in the tables from commit to commit. */
  async findVanished(): Promise<string[]> {
    return [];
  }

  #inRecord(transaction: Queryable): Queryable {
    if (!this.transactional) throw new Error("This broker is not in the database of the record: it cannot join a transaction.");
    return transaction;
  }
}

async function revoke(tx: Queryable, taskIds: readonly string[]): Promise<void> {
  const tasks = await lockTasks(tx, taskIds);
  const waiting = tasks.filter(({ consumer_id }) => consumer_id === null);
  const claimed = tasks.filter(({ consumer_id }) => consumer_id !== null);
  const ids = (of: typeof tasks) => of.map(({ id }) => id);
  if (waiting.length > 0) await deleteTasks(tx, ids(waiting));
  await sendEvents(
    tx,
    waiting.map((task) => revokedEvent(task, false)),
  );
  if (claimed.length > 0) await flagRevoked(tx, ids(claimed));
}
