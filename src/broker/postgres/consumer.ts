import type { OutcomeEvent, TaskEvent } from "../../core/event.ts";
import type { SecretKey } from "../../core/secrets.ts";
import type { Database } from "../../database/connect.ts";
import type { Logger } from "../../service/log.ts";
import type { ConsumeOptions, Consumer } from "../broker.ts";
import { Loop } from "../loop.ts";
import { type ControlMethods, type NodeView, nodeMethods } from "../node.ts";
import { fromRow } from "./body.ts";
import { insertConsumer, renewLease, setConsumerQueues } from "./consumers.store.ts";
import { type Holder, LeasedDelivery } from "./delivery.ts";
import type { Lease } from "./events.store.ts";
import { GivingBack } from "./giving-back.ts";
import { Mailbox } from "./mailbox.ts";
import type { Notices } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import { persist } from "./persist.ts";
import { CONTROL_CHANNEL, claimTasks, TASKS_CHANNEL, type TaskRow } from "./tasks.store.ts";

const POLL_MS = 2_000;
const MOST_AT_ONCE = 500;

export interface ConsumerParts {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly secretKey: SecretKey;
  readonly leaseMs: number;
  readonly log: Logger;
}

/** What `stats` tell of this transport, in Celery's words. */
const BROKER_FACTS = { transport: "postgres", hostname: "the record's database", virtual_host: "/" };

/**
 * Two loops: one claims tasks while there is capacity, the other one renews the lease and hears of cancelled tasks. The
 * consumer's row in the database is its lease; when the row was ended by others, it has lost all that it had.
 */
export class PostgresConsumer implements Consumer, Holder, NodeView {
  readonly #options: ConsumeOptions;
  readonly #parts: ConsumerParts;
  readonly #queues: Set<string>;
  readonly #held = new Map<string, LeasedDelivery>();
  /** Tasks of this consumer that are known to be cancelled, while it has them. */
  readonly #revoked = new Set<string>();
  readonly #mailbox: Mailbox;
  readonly #claims: Loop;
  readonly #leases: Loop;
  readonly #stopping = new AbortController();
  readonly #returns: GivingBack;
  /** Row id of the consumer; null until it is registered, and between the loss of a lease and the next. */
  #id: number | null = null;
  #paused = false;
  /** Whether a claim may have been made whose answer never came. */
  #unsure = false;
  /** Whether a cancelled task was told of that the claim under way may be about to bring. */
  #toldEarly = false;
  /** Whether tasks may wait: some were told of since the last claim, or that was given all that it asked for. */
  #mayWait = true;
  #turn = 0;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #unhear: (() => void)[] = [];

  constructor(options: ConsumeOptions, parts: ConsumerParts) {
    this.#options = options;
    this.#parts = parts;
    this.#queues = new Set(options.queues);
    this.#returns = new GivingBack({ ...parts, signal: this.#stopping.signal });
    this.#mailbox = new Mailbox({ ...parts, node: options.hostname, methods: this.#methods() });
    this.#claims = new Loop({ step: () => this.#claim(), restMs: POLL_MS, onError: this.#warn("tasks could not be claimed") });
    this.#leases = new Loop({
      step: () => this.#renew(),
      restMs: parts.leaseMs / 3,
      onError: this.#warn("the lease could not be renewed"),
    });
  }

  /** Resolves when it is registered, which waits for a database that is away. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    const { notices } = this.#parts;
    this.#unhear = await Promise.all([
      notices.hear(TASKS_CHANNEL, (queue) => {
        if (queue === "" || this.#queues.has(queue)) this.#look();
      }),
      notices.hear(CONTROL_CHANNEL, () => this.#leases.wake()),
    ]);
    this.#id = await this.#persist(() => this.#register());
    await Promise.all([this.#leases.start(), this.#claims.start(), this.#mailbox.start()]);
  }

  get queues(): readonly string[] {
    return [...this.#queues];
  }

  get queueNames(): readonly string[] {
    return this.queues;
  }

  get deliveries(): readonly LeasedDelivery[] {
    return [...this.#held.values()];
  }

  readonly scheduled = [];

  get prefetch(): number {
    return this.#held.size + Math.max(0, Math.floor(this.#options.capacity()));
  }

  hasEnded(): null {
    return null;
  }

  addQueue(queue: string): void {
    this.#queues.add(queue);
    this.#tellQueues();
    this.#look();
  }

  /** What it has of that queue it keeps. */
  cancelQueue(queue: string): void {
    this.#queues.delete(queue);
    this.#tellQueues();
  }

  /** Where nothing waits, room is no reason to look: of tiny jobs that come one by one, three looks of four found nothing. */
  wake(): void {
    if (this.#mayWait) this.#claims.wake();
  }

  #look(): void {
    this.#mayWait = true;
    this.#claims.wake();
  }

  pause(): void {
    this.#paused = true;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.pause();
    this.#stopping.abort();
    await this.#started?.catch(() => undefined);
    for (const unhear of this.#unhear) unhear();
    await Promise.all([this.#claims.stop(), this.#leases.stop(), this.#mailbox.stop()]);
    if (this.#id !== null) await this.#returns.end(this.#id).catch(this.#warn("the lease could not be ended; it will run out"));
    this.#held.clear();
  }

  async emit(event: TaskEvent): Promise<void> {
    await this.#parts.outbox.send(event);
  }

  async settle(delivery: LeasedDelivery, event: OutcomeEvent): Promise<boolean> {
    const held = await this.#parts.outbox.send(event, delivery.lease);
    this.#forget(delivery);
    return held;
  }

  async release(delivery: LeasedDelivery, started: boolean): Promise<void> {
    await this.#returns.add(delivery.lease, started ? "stopped" : "unstarted");
    this.#forget(delivery);
  }

  async #claim(): Promise<boolean> {
    const id = this.#id;
    this.#mayWait ||= this.#unsure;
    const wanted = Math.min(MOST_AT_ONCE, Math.floor(this.#options.capacity()));
    if (id === null || this.#paused || wanted <= 0 || this.#queues.size === 0) return false;
    if (this.#unsure) await this.#returns.addUnknown(id, (taskId) => this.#held.has(taskId));
    this.#unsure = true;
    this.#mayWait = false;
    const rows = await claimTasks(this.#parts.database, id, this.#nextQueues(), wanted);
    this.#unsure = false;
    this.#mayWait ||= rows.length === wanted;
    if (this.#paused || this.#id !== id) await this.#returns.addAll(rows, id);
    else for (const row of rows) this.#deliver(row, { id: row.id, consumerId: id });
    if (this.#toldEarly) this.#leases.wake();
    this.#toldEarly = false;
    return rows.length === wanted;
  }

  /** Each queue comes first in its turn: with room for one task, the others would never have one. */
  #nextQueues(): string[] {
    const { queues } = this;
    this.#turn = (this.#turn + 1) % queues.length;
    return [...queues.slice(this.#turn), ...queues.slice(0, this.#turn)];
  }

  #deliver(row: TaskRow, lease: Lease): void {
    try {
      const delivery = new LeasedDelivery(fromRow(row, this.#parts.secretKey), row.deliveries > 1, lease, this);
      this.#held.set(row.task_id, delivery);
      this.#options.onTask(delivery);
    } catch (error) {
      this.#refuse(row, lease, error as Error);
    }
  }

  /** A task that cannot be delivered fails, for otherwise it would come again for ever. */
  #refuse(row: TaskRow, lease: Lease, error: Error): void {
    this.#held.delete(row.task_id);
    this.#parts.log.error({ err: error, task: row.task_id }, "a task could not be delivered");
    const event: OutcomeEvent = {
      type: "task-failed",
      uuid: row.task_id,
      retries: row.retries,
      hostname: this.#options.hostname,
      timestamp: Date.now() / 1000,
      exception: `${error.name}: ${error.message}`,
      traceback: null,
      error: { type: error.name, message: error.message },
    };
    this.#parts.outbox.send(event, lease).catch(this.#warn("a task could not be refused"));
  }

  async #renew(): Promise<boolean> {
    if (this.#id === null) await this.#registerAgain();
    else {
      const { held, revoked } = await renewLease(this.#parts.database, this.#id, this.#parts.leaseMs);
      if (!held) this.#lose();
      for (const taskId of revoked) this.#revoke(taskId);
      return !held;
    }
    return false;
  }

  #revoke(taskId: string): void {
    if (!this.#held.has(taskId)) {
      this.#toldEarly = true;
      return;
    }
    this.#revoked.add(taskId);
    this.#options.onRevoke(taskId);
  }

  #lose(): void {
    const taskIds = [...this.#held.keys()];
    this.#id = null;
    this.#held.clear();
    this.#revoked.clear();
    this.#parts.log.warn({ tasks: taskIds.length }, "the lease was lost");
    this.#options.onLost(taskIds);
  }

  async #registerAgain(): Promise<void> {
    this.#id = await this.#register();
    this.#claims.wake();
  }

  #register(): Promise<number> {
    const { hostname } = this.#options;
    return insertConsumer(this.#parts.database, { hostname, queues: this.queues, leaseMs: this.#parts.leaseMs });
  }

  #forget(delivery: LeasedDelivery): void {
    if (this.#held.get(delivery.task.id) !== delivery) return;
    this.#held.delete(delivery.task.id);
    this.#revoked.delete(delivery.task.id);
  }

  #methods(): ControlMethods {
    const { hostname, control: target = null } = this.#options;
    const consumer = this;
    const revocations = {
      get ids() {
        return [...consumer.#revoked];
      },
      add: (taskIds: readonly string[], terminates: boolean) => {
        if (terminates) for (const taskId of taskIds) this.#revoke(taskId);
      },
    };
    return nodeMethods({ view: this, target, revocations, hostname, broker: BROKER_FACTS, time: () => 0 });
  }

  #tellQueues(): void {
    if (this.#id === null) return;
    setConsumerQueues(this.#parts.database, this.#id, this.queues).catch(this.#warn("queues could not be told"));
  }

  #persist<T>(write: () => Promise<T>): Promise<T> {
    return persist(write, { signal: this.#stopping.signal, log: this.#parts.log });
  }

  #warn(message: string): (error: unknown) => void {
    return (error) => this.#parts.log.warn({ err: error }, message);
  }
}
