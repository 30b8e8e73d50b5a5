/**
 * What the rest of Jobhub knows of a broker: tasks out to workers, events back, cancellations. Two transports implement it,
 * and `conformance.ts` holds what both promise. At least once: a task may be delivered again, an event may arrive
 * twice and out of order.
 */

import type { Event, OutcomeEvent, TaskEvent } from "../core/event.ts";
import type { JsonValue } from "../core/json.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Task } from "../core/task.ts";
import type { Queryable } from "../database/connect.ts";
import type { ControlTarget, RemoteControl } from "./control.ts";

export interface Broker extends Service {
  readonly transport: "postgres" | "amqp";

  /** Whether `publish` and `revoke` can take part in a transaction of the record's own database. */
  readonly transactional: boolean;

  /** The way to the workers that are there now. */
  readonly control: RemoteControl;

  /**
   * Resolves once every task is safely with the broker. A task that is already there (same id) is left as it is, where the
   * broker can tell: RabbitMQ cannot, and only the worker that has one drops the other. The record fences what runs twice.
   * @param transaction where `transactional`: the tasks are there if it commits, and only then.
   */
  publish(tasks: readonly Task[], transaction?: Queryable): Promise<void>;

  /**
   * Cancels tasks. One that waits on a queue never starts: a `task-revoked` event says so, once the broker has taken it off, on
   * RabbitMQ when it comes to a worker. That remembers it with those who revoke and those who work, as long as one of them is
   * there: call it again, after a restart, for what has not been confirmed.
   * One that a worker has is stopped there; the worker is told until it confirms.
   */
  revoke(taskIds: readonly string[], transaction?: Queryable): Promise<void>;

  /** Takes tasks for a worker. Nothing is claimed before `start`. */
  consume(options: ConsumeOptions): Consumer;

  /** Sends events that belong to no delivery, such as heartbeats. Resolves once they are safe. */
  emit(events: readonly Event[]): Promise<void>;

  /**
   * Hands over events in batches, oldest first. A batch is gone when `handle` resolves, and comes again when it rejects
   * or the receiver dies. Several receivers share the work.
   */
  receiveEvents(options: ReceiveOptions): Service;

  /** Keeps events that nobody can take, with the reason, for people to look at. */
  setAside(events: readonly Event[], reason: string): Promise<void>;

  /** What was set aside, the oldest first. It stays there. */
  listSetAside(limit: number, offset?: number): Promise<SetAside[]>;

  countSetAside(): Promise<number>;

  /** Puts back what was set aside, these or (null) all of it, to be taken once more. Answers how many there were. */
  replay(ids: readonly string[] | null): Promise<number>;

  /** Throws away what was set aside, these or (null) all of it. Answers how many there were. */
  drop(ids: readonly string[] | null): Promise<number>;

  /** Tasks on each queue that has any, or had a consumer in the last minutes. */
  depths(): Promise<QueueDepth[]>;

  /**
   * Returns to their queues the tasks of consumers whose lease has run out: `retries` + 1 and a `task-retried` event, or, after
   * the last attempt, a `task-failed` of type `WorkerLost`; a cancelled one gets `task-revoked`. Answers how many. With RabbitMQ
   * the other workers do that, without being called.
   */
  returnLost(): Promise<number>;

  /**
   * Those of these tasks, by id, that nobody has, as far as anyone can tell: they are on no queue, all workers that may have them have said
   * that they do not, and no event waits that may tell of them. RabbitMQ may lose a queue in a crash; PostgreSQL loses nothing.
   * Ask twice, some time apart: an event may be on its way.
   * @param workers those that were heard of: of the queues of one that is connected and does not answer, nothing is sure.
   */
  findVanished(tasks: readonly SentTask[], workers: readonly HeardWorker[]): Promise<string[]>;
}

export type SentTask = Pick<Task, "id" | "queue">;

/** A worker as far as it is known without asking it. */
export interface HeardWorker {
  /** Node name, `name@host`. */
  readonly hostname: string;
  /** What it takes tasks from; null if it may be anything. */
  readonly queues: readonly string[] | null;
}

export interface ConsumeOptions {
  /** Node name of the worker, `name@host`. */
  readonly hostname: string;
  readonly queues: readonly string[];
  /** How many more tasks the worker takes now. Asked before each claim; call `wake` when it rises. */
  readonly capacity: () => number;
  readonly onTask: (delivery: Delivery) => void;
  /** A task of this consumer is cancelled: stop it and settle it with `task-revoked`. May be called again for the same. */
  readonly onRevoke: (taskId: string) => void;
  /** The lease of these tasks was lost (the worker was away for too long): stop them; nothing of them may be settled. */
  readonly onLost: (taskIds: readonly string[]) => void;
  /** Lets others ask and steer the worker. Without it only what the broker itself knows is answered. */
  readonly control?: ControlTarget;
}

export interface Consumer extends Service {
  /** What it takes tasks from now: remote control may have changed it. */
  readonly queues: readonly string[];
  /** Claims more, if there is capacity. */
  wake(): void;
  /** Stops claiming; deliveries that are out stay leased and can be settled. `stop` ends their lease. */
  pause(): void;
}

/** One attempt of a task, leased to this consumer until it is settled or released. */
export interface Delivery {
  readonly task: Task;
  /** Whether it was delivered before; it need not have started. */
  readonly redelivered: boolean;
  /** Sends an event of this task. In order with its other events; resolves once it is safe. */
  emit(event: TaskEvent): Promise<void>;
  /**
   * Ends the task with its outcome: the event is safe before the task is gone, and an outcome counts only while the
   * lease holds. Answers false if it was lost, and the event with it.
   */
  settle(event: OutcomeEvent): Promise<boolean>;
  /** Puts the task back on its queue: as it was if it has not started, else as its next attempt, like a lost one. */
  release(options: { started: boolean }): Promise<void>;
}

export interface ReceiveOptions {
  /** Most events in a batch. Default 500. */
  readonly maxEvents?: number;
  /** Whether the results of tasks that others have sent are looked up, too, where a store has them. Default false. */
  readonly joinsAll?: boolean;
  readonly handle: (events: Event[]) => Promise<void>;
}

export interface QueueDepth {
  readonly queue: string;
  /** Tasks that no worker has yet. */
  readonly waiting: number;
  /** Tasks that workers have; null where the broker does not tell. */
  readonly claimed: number | null;
  /** Workers that take tasks from it now. */
  readonly consumers: number;
  /** Seconds since the oldest waiting task was published; null if none waits, or where the broker does not tell. */
  readonly oldestSeconds: number | null;
}

/** Something that nobody could take. */
export interface SetAside {
  readonly id: string;
  readonly kind: "event" | "task";
  readonly reason: string;
  /** Queue that it was on. */
  readonly queue: string;
  /** When it was set aside, ISO 8601. */
  readonly time: string | null;
  /** The event; of a task only what it is, for its arguments may hold secrets. */
  readonly content: JsonValue;
}
