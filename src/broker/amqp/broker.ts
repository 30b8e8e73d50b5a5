/** The broker on RabbitMQ, speaking Celery's protocol: workers, clients and monitors of Celery take part. */

import { randomUUID } from "node:crypto";
import os from "node:os";
import type { Connection } from "rabbitmq-client";
import type { Event } from "../../core/event.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Task } from "../../core/task.ts";
import type { Logger } from "../../service/log.ts";
import type {
  Broker,
  ConsumeOptions,
  Consumer,
  HeardWorker,
  QueueDepth,
  ReceiveOptions,
  SentTask,
  SetAside,
} from "../broker.ts";
import { virtualHostOf } from "../config.ts";
import type { RemoteControl } from "../control.ts";
import { Clock } from "./clock.ts";
import { openConnection } from "./connection.ts";
import { AmqpConsumer } from "./consumer.ts";
import { Controller } from "./controller.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Depths } from "./depths.ts";
import { Mailbox } from "./mailbox.ts";
import { readDepths } from "./management.ts";
import { peerMethods } from "./node.ts";
import { Outbox } from "./outbox.ts";
import { Publisher } from "./publisher.ts";
import { Queues } from "./queues.ts";
import { EventReceiver } from "./receiver.ts";
import type { ResultStore } from "./result-store.ts";
import { Revocations } from "./revocations.ts";
import { toMessage } from "./task-message.ts";
import { findVanished } from "./vanished.ts";

export interface AmqpBrokerOptions {
  readonly url: string;
  /** RabbitMQ's management API, with user and password, for the depths of all queues; null to do without. */
  readonly managementUrl?: string | null;
  /** Where results are kept for clients of Celery, and read for tasks that Celery's workers run; null for nowhere. */
  readonly results?: ResultStore | null;
  /** Where a task goes that follows another one and names no queue, as `task_default_queue` of Celery. Default `celery`. */
  readonly defaultQueue?: string;
  /** How long a worker may be silent until its tasks go to others. */
  readonly leaseMs: number;
  /** How long the success of a task waits for its result, where the worker sends them apart. Default 10,000. */
  readonly resultWaitMs?: number;
  /** How long a worker may take to stop a cancelled task, until it is told to end it by force. Default 10,000. */
  readonly graceMs?: number;
  readonly log: Logger;
}

const DRAIN_MS = 5_000;
const STOP_MS = 8_000;
const RESULT_WAIT_MS = 10_000;
const GRACE_MS = 10_000;
const CELERY_QUEUE = "celery";

export class AmqpBroker implements Broker {
  readonly transport = "amqp";
  readonly transactional = false;
  readonly control: RemoteControl;
  readonly #options: AmqpBrokerOptions;
  /** Of their own for what is sent: a broker that is short of memory stops reading from those who send. */
  readonly #sending: Connection;
  readonly #receiving: Connection;
  readonly #clock = new Clock();
  readonly #revocations = new Revocations();
  readonly #publisher: Publisher;
  readonly #outbox: Outbox;
  readonly #queues: Queues;
  readonly #controller: Controller;
  readonly #deadLetters: DeadLetters;
  readonly #depths: Depths;
  /** Tells workers that come new what was cancelled from here. */
  readonly #hub: Mailbox;
  readonly #services = new Set<Service>();
  readonly #graces = new Set<NodeJS.Timeout>();
  #stopped: Promise<void> | undefined;

  constructor(options: AmqpBrokerOptions) {
    const { log } = options;
    this.#options = options;
    this.#sending = openConnection({ ...options, name: `jobhub ${process.pid} sending` });
    this.#receiving = openConnection({ ...options, name: `jobhub ${process.pid} receiving` });
    this.#queues = new Queues(this.#sending);
    this.#publisher = new Publisher(this.#sending, this.#queues, log);
    const parts = { connection: this.#receiving, publisher: this.#publisher, clock: this.#clock, log };
    this.#outbox = new Outbox(parts);
    this.#controller = new Controller(parts);
    this.#deadLetters = new DeadLetters(parts);
    this.#depths = new Depths({ ...parts, controller: this.#controller, queues: this.#queues });
    const hostname = `hub-${randomUUID().slice(0, 8)}@${os.hostname()}`;
    const methods = peerMethods({ revocations: this.#revocations, clock: this.#clock, hostname });
    this.#hub = new Mailbox({ ...parts, node: hostname, methods, isWorker: false });
    this.control = this.#controller;
  }

  /** Connections are made in the background, again and again while RabbitMQ is away. */
  async start(): Promise<void> {}

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    for (const grace of this.#graces) clearTimeout(grace);
    this.#outbox.giveUpAfter(DRAIN_MS);
    const deadline = setTimeout(() => this.#breakOff(), STOP_MS);
    await Promise.all([...this.#services].map((service) => service.stop()));
    await this.#outbox.drain();
    await Promise.all([this.#hub.stop(), this.#controller.stop(), this.#publisher.stop(), this.#options.results?.stop()]);
    await Promise.all([this.#sending.close(), this.#receiving.close()]);
    clearTimeout(deadline);
  }

  /** A broker that does not answer must not keep the process from its end. */
  #breakOff(): void {
    this.#options.log.warn("RabbitMQ does not answer; breaking the connections off");
    this.#sending.unsafeDestroy();
    this.#receiving.unsafeDestroy();
  }

  async publish(tasks: readonly Task[]): Promise<void> {
    if (tasks.length > 0) await this.#publisher.sendTasks(tasks.map(toMessage));
  }

  async revoke(taskIds: readonly string[]): Promise<void> {
    if (taskIds.length === 0) return;
    this.#revocations.add(taskIds, true);
    await this.#hub.start();
    await this.#sendRevoke(taskIds, "SIGUSR1");
    const grace = setTimeout(() => {
      this.#graces.delete(grace);
      this.#sendRevoke(taskIds, "SIGKILL").catch((error: unknown) =>
        this.#options.log.warn({ err: error }, "could not insist on a revoke"),
      );
    }, this.#options.graceMs ?? GRACE_MS);
    this.#graces.add(grace);
  }

  consume(options: ConsumeOptions): Consumer {
    const consumer = new AmqpConsumer(options, {
      ...this.#options,
      results: this.#options.results ?? null,
      defaultQueue: this.#options.defaultQueue ?? CELERY_QUEUE,
      connection: this.#receiving,
      queues: this.#queues,
      outbox: this.#outbox,
      deadLetters: this.#deadLetters,
      revocations: this.#revocations,
      controller: this.#controller,
      clock: this.#clock,
    });
    this.#services.add(consumer);
    return consumer;
  }

  async emit(events: readonly Event[]): Promise<void> {
    if (events.length > 0) await this.#outbox.sendEvents(events);
  }

  receiveEvents(options: ReceiveOptions): Service {
    const receiver = new EventReceiver(options, {
      connection: this.#receiving,
      outbox: this.#outbox,
      deadLetters: this.#deadLetters,
      results: this.#options.results ?? null,
      resultWaitMs: this.#options.resultWaitMs ?? RESULT_WAIT_MS,
      log: this.#options.log,
    });
    this.#services.add(receiver);
    return receiver;
  }

  setAside(events: readonly Event[], reason: string): Promise<void> {
    return this.#deadLetters.addEvents(events, reason);
  }

  listSetAside(limit: number, offset = 0): Promise<SetAside[]> {
    return this.#deadLetters.list(limit, offset);
  }

  countSetAside(): Promise<number> {
    return this.#deadLetters.count();
  }

  replay(ids: readonly string[] | null): Promise<number> {
    return this.#deadLetters.replay(ids);
  }

  drop(ids: readonly string[] | null): Promise<number> {
    return this.#deadLetters.drop(ids);
  }

  depths(): Promise<QueueDepth[]> {
    const { managementUrl, url } = this.#options;
    return managementUrl ? readDepths(managementUrl, virtualHostOf({ url }) ?? "/") : this.#depths.read();
  }

  /** RabbitMQ sees by itself that a worker is gone. */
  async returnLost(): Promise<number> {
    return 0;
  }

  findVanished(tasks: readonly SentTask[], workers: readonly HeardWorker[]): Promise<string[]> {
    return findVanished(tasks, workers, { connection: this.#receiving, controller: this.#controller });
  }

  #sendRevoke(taskIds: readonly string[], signal: string): Promise<void> {
    return this.#controller.cast("revoke", { task_id: taskIds, terminate: true, signal });
  }
}
