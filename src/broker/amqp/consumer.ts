import type { AsyncMessage, Connection } from "rabbitmq-client";
import type { OutcomeEvent, TaskEvent } from "../../core/event.ts";
import type { Logger } from "../../service/log.ts";
import type { ConsumeOptions, Consumer } from "../broker.ts";
import type { ControlTarget } from "../control.ts";
import type { Ending } from "../ending.ts";
import { type ControlMethods, type NodeView, nodeMethods } from "../node.ts";
import type { Clock } from "./clock.ts";
import { Conclusion } from "./conclusion.ts";
import type { Controller } from "./controller.ts";
import { Custody } from "./custody.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { AmqpDelivery, type Holder, type Lease } from "./delivery.ts";
import { sayHello } from "./hello.ts";
import { Intake } from "./intake.ts";
import { Mailbox } from "./mailbox.ts";
import { Memory } from "./memory.ts";
import { brokerFacts, peerMethods } from "./node.ts";
import type { Outbox } from "./outbox.ts";
import type { Queues } from "./queues.ts";
import type { ResultStore } from "./result-store.ts";
import type { Revocations } from "./revocations.ts";
import { fromMessage } from "./task-message.ts";
import { isDue, WaitingRoom } from "./waiting-room.ts";

export interface ConsumerParts {
  readonly connection: Connection;
  readonly url: string;
  readonly queues: Queues;
  readonly outbox: Outbox;
  readonly deadLetters: DeadLetters;
  readonly results: ResultStore | null;
  readonly defaultQueue: string;
  readonly revocations: Revocations;
  readonly controller: Controller;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly log: Logger;
}

/** Of tasks that may be running elsewhere. */
const MOST_KEPT = 1_000;

/**
 * Takes tasks from RabbitMQ. A task is acknowledged when it has ended. If the channel is lost meanwhile the task runs on; its
 * message comes again: to here, where it is recognized, or to a worker that keeps it for us, see `Custody`.
 *
 * A cancelled task is dropped when it comes. One that comes too early waits here, as with Celery's workers.
 */
export class AmqpConsumer implements Consumer, Holder, NodeView {
  readonly #options: ConsumeOptions;
  readonly #parts: ConsumerParts;
  readonly #intake: Intake;
  readonly #mailbox: Mailbox;
  readonly #custody: Custody;
  readonly #conclusion: Conclusion;
  /** All that came and is not over, but what is in custody. */
  readonly #held = new Map<string, AmqpDelivery>();
  readonly #waiting: WaitingRoom;
  /** The last attempts of tasks that have ended here: of what comes again nothing is left to do. */
  readonly #ended = new Memory<number>({ most: 20_000, forMs: 3_600_000 });
  #reminders: NodeJS.Timeout | undefined;
  #unhear: () => void = () => undefined;
  #paused = false;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: ConsumeOptions, parts: ConsumerParts) {
    const { hostname, control } = options;
    const { controller, leaseMs } = parts;
    this.#options = options;
    this.#parts = parts;
    this.#conclusion = new Conclusion({ ...parts, hostname });
    this.#intake = new Intake({
      ...parts,
      names: options.queues,
      room: () => (this.#custody.size < MOST_KEPT ? Math.max(0, Math.floor(options.capacity()) - this.#waiting.due) : 0),
      onMessage: (message, lease) => this.#receive(message, lease),
      onLost: () => this.#loseLeases(),
    });
    this.#waiting = new WaitingRoom({
      isOpen: () => !this.#paused && options.capacity() >= 1,
      onTurn: (delivery) => this.#handOver(delivery),
    });
    this.#mailbox = new Mailbox({
      ...parts,
      node: hostname,
      methods: this.#methods(control ?? null),
      isWorker: true,
      onReady: () => sayHello({ ...parts, hostname }),
    });
    this.#custody = new Custody({
      hostname,
      leaseMs,
      ask: (ids, timeoutMs) => controller.request("query_task", { ids }, { timeoutMs }),
      orphans: () => this.deliveries.filter(({ isHandedOver, isLeased }) => isHandedOver && !isLeased),
      wasTaken: ({ said }) => said.epoch === this.#intake.epoch,
      isEveryoneHere: () => this.#intake.age >= leaseMs,
      onLost: (delivery) => this.#end(delivery, isDue(delivery) ? "lost" : "unstarted"),
      onFree: (delivery) => this.#end(delivery, "unstarted"),
      onEnded: (delivery) => void this.#acknowledge(delivery),
      onOvertaken: (orphan) => this.#lose(orphan),
      onError: this.#warn("workers could not be asked for their tasks"),
    });
  }

  get queues(): readonly string[] {
    return this.#intake.queues;
  }

  #methods(target: ControlTarget | null): ControlMethods {
    const { revocations, clock, url } = this.#parts;
    const { hostname } = this.#options;
    const broker = brokerFacts(url);
    return {
      ...peerMethods({ revocations, clock, hostname }),
      ...nodeMethods({ view: this, target, revocations, hostname, broker, time: () => clock.time }),
    };
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    if (this.#stopped) return;
    const { revocations, leaseMs } = this.#parts;
    this.#unhear = revocations.hear((ids) => this.#revoke(ids));
    this.#reminders = setInterval(() => this.#revoke([...this.#held.keys()].filter((id) => revocations.has(id))), leaseMs / 3);
    await this.#custody.start();
    await this.#mailbox.start();
    await this.#intake.start();
  }

  wake(): void {
    this.#waiting.fill();
    void this.#intake.tune();
  }

  pause(): void {
    this.#paused = true;
    this.#intake.pause();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.pause();
    clearInterval(this.#reminders);
    this.#unhear();
    await this.#custody.stop();
    const releases = this.deliveries.map((delivery) => this.release(delivery, delivery.isHandedOver));
    await Promise.all(releases).catch(this.#warn("tasks could not be given back; they come again to others"));
    await this.#intake.stop();
    await this.#mailbox.stop();
  }

  async emit(delivery: AmqpDelivery, event: TaskEvent): Promise<void> {
    await this.#conclusion.emit(delivery.said, event);
  }

  async settle(delivery: AmqpDelivery, event: OutcomeEvent): Promise<boolean> {
    if (delivery.isOver) return false;
    delivery.isOver = true;
    await this.#conclusion.conclude(delivery.said, event);
    this.#noteEnd(delivery);
    await this.#acknowledge(delivery);
    return !delivery.isLost;
  }

  async release(delivery: AmqpDelivery, started: boolean): Promise<void> {
    if (delivery.isOver) return;
    delivery.isOver = true;
    // Without its message there is nothing to give back: it is with others, who will find that nobody has the task.
    if (delivery.isLeased) await this.#giveBack(delivery, started ? "stopped" : "unstarted");
    await this.#acknowledge(delivery);
  }

  get deliveries(): readonly AmqpDelivery[] {
    return [...this.#held.values()];
  }

  get scheduled(): readonly AmqpDelivery[] {
    return this.#waiting.early;
  }

  get queueNames(): readonly string[] {
    return this.#intake.queues;
  }

  get prefetch(): number {
    return this.#intake.limit;
  }

  hasEnded(taskId: string): number | null {
    return this.#ended.get(taskId) ?? null;
  }

  addQueue(queue: string): void {
    this.#intake.add(queue);
  }

  cancelQueue(queue: string): void {
    this.#intake.remove(queue);
  }

  #receive(message: AsyncMessage, lease: Lease): void {
    try {
      this.#sort(new AmqpDelivery(fromMessage(message), message.redelivered, lease, this), message.redelivered);
    } catch (error) {
      void this.#refuse(message, lease, error as Error);
    }
  }

  async #refuse(message: AsyncMessage, lease: Lease, { message: reason }: Error): Promise<void> {
    await this.#parts.deadLetters
      .add(message, reason)
      .then(() => this.#intake.acknowledge(lease))
      .catch(this.#warn("a message could not be set aside; it comes again"));
  }

  #sort(delivery: AmqpDelivery, cameBefore: boolean): void {
    const { id, retries } = delivery.task;
    const twin = this.#held.get(id);
    if (twin && twin.task.retries >= retries) this.#meet(twin, delivery);
    else if ((this.#ended.get(id) ?? -1) >= retries) void this.#acknowledge(delivery);
    else {
      if (twin) this.#lose(twin);
      this.#take(delivery, cameBefore);
    }
  }

  /** The task runs here: its message has come back, or somebody has sent it twice. */
  #meet(twin: AmqpDelivery, delivery: AmqpDelivery): void {
    if (twin.task.retries > delivery.task.retries || twin.isLeased) void this.#acknowledge(delivery);
    else {
      twin.lease = delivery.lease;
      delivery.lease = null;
    }
  }

  #take(delivery: AmqpDelivery, cameBefore: boolean): void {
    const { id } = delivery.task;
    if (this.#paused) this.#end(delivery, "unstarted");
    else if (this.#parts.revocations.has(id)) this.#drop(delivery, { terminated: false });
    else if (isExpired(delivery)) this.#drop(delivery, { terminated: false, expired: true });
    else if (cameBefore) this.#custody.take(delivery);
    else {
      this.#held.set(id, delivery);
      this.#waiting.add(delivery);
    }
  }

  #handOver(delivery: AmqpDelivery): void {
    if (isExpired(delivery)) {
      this.#drop(delivery, { terminated: false, expired: true });
      return;
    }
    delivery.isHandedOver = true;
    try {
      this.#options.onTask(delivery);
    } catch (error) {
      this.#parts.log.error({ err: error, task: delivery.task.id }, "a task could not be delivered");
      const failed = this.#conclusion.failed(delivery.said, error as Error);
      this.settle(delivery, failed).catch(this.#warn("a task could not be refused"));
    }
  }

  #drop(delivery: AmqpDelivery, how: { terminated: boolean; expired?: boolean }): void {
    this.#waiting.remove(delivery);
    const event = this.#conclusion.revoked(delivery.said, how);
    this.settle(delivery, event).catch(this.#warn("a cancelled task could not be dropped; it comes again"));
  }

  #revoke(taskIds: readonly string[]): void {
    for (const id of taskIds) {
      const delivery = this.#held.get(id);
      if (!delivery || delivery.isOver) continue;
      if (!delivery.isHandedOver) this.#drop(delivery, { terminated: false });
      else if (this.#parts.revocations.terminates(id)) this.#options.onRevoke(id);
    }
  }

  /** A later attempt of the task is on its way elsewhere. */
  #lose(delivery: AmqpDelivery): void {
    const { id, retries } = delivery.task;
    this.#parts.log.warn({ task: id, retries }, "a task was given to another worker: stopping it here");
    delivery.isLost = true;
    delivery.isOver = true;
    void this.#acknowledge(delivery);
    this.#options.onLost([id]);
  }

  /** What has not started is forgotten: it comes again. */
  #loseLeases(): void {
    this.#custody.clear();
    for (const delivery of this.deliveries) {
      delivery.lease = null;
      if (!delivery.isHandedOver) this.#forget(delivery);
    }
  }

  #end(delivery: AmqpDelivery, ending: Ending): void {
    this.#giveBack(delivery, ending)
      .then(() => this.#acknowledge(delivery))
      .catch(this.#warn("a task could not be given back; it comes again"));
  }

  async #giveBack(delivery: AmqpDelivery, ending: Ending): Promise<void> {
    const isRevoked = this.#parts.revocations.has(delivery.task.id);
    await this.#conclusion.giveBack(delivery.said, ending, isRevoked);
    if (ending !== "unstarted" || isRevoked) this.#noteEnd(delivery);
  }

  #noteEnd({ task: { id, retries } }: AmqpDelivery): void {
    this.#ended.add(id, Math.max(retries, this.#ended.get(id) ?? 0));
  }

  async #acknowledge(delivery: AmqpDelivery): Promise<void> {
    this.#forget(delivery);
    const { lease } = delivery;
    delivery.lease = null;
    if (lease) await this.#intake.acknowledge(lease);
  }

  #forget(delivery: AmqpDelivery): void {
    this.#waiting.remove(delivery);
    if (this.#held.get(delivery.task.id) === delivery) this.#held.delete(delivery.task.id);
  }

  #warn(message: string): (error: unknown) => void {
    return (error) => this.#parts.log.warn({ err: error }, message);
  }
}

function isExpired({ said: { expires } }: AmqpDelivery): boolean {
  return expires !== null && expires <= Date.now();
}
