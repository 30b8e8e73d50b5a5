import type { Channel } from "rabbitmq-client";
import type { OutcomeEvent, TaskEvent } from "../../core/event.ts";
import type { Task } from "../../core/task.ts";
import type { Delivery } from "../broker.ts";
import type { TaskMessage } from "./task-message.ts";

/** What a delivery asks of its consumer. */
export interface Holder {
  emit(delivery: AmqpDelivery, event: TaskEvent): Promise<void>;
  settle(delivery: AmqpDelivery, event: OutcomeEvent): Promise<boolean>;
  release(delivery: AmqpDelivery, started: boolean): Promise<void>;
}

/** A message that the broker keeps for us: it is good as long as its channel. */
export interface Lease {
  readonly channel: Channel;
  readonly tag: number;
}

/**
 * received → (scheduled | in custody | waiting for room) → handed over → over
 *
 * `over` is for ever: settled, released, or lost to a later attempt. The lease may be lost and found again meanwhile.
 */
export class AmqpDelivery implements Delivery {
  readonly said: TaskMessage;
  readonly redelivered: boolean;
  lease: Lease | null;
  isHandedOver = false;
  isOver = false;
  isLost = false;
  readonly #holder: Holder;

  constructor(said: TaskMessage, redelivered: boolean, lease: Lease, holder: Holder) {
    this.said = said;
    this.redelivered = redelivered || said.isReturned;
    this.lease = lease;
    this.#holder = holder;
  }

  get task(): Task {
    return this.said.task;
  }

  get eta(): number | null {
    return this.said.eta;
  }

  get isLeased(): boolean {
    return this.lease?.channel.active ?? false;
  }

  emit(event: TaskEvent): Promise<void> {
    return this.#holder.emit(this, event);
  }

  settle(event: OutcomeEvent): Promise<boolean> {
    return this.#holder.settle(this, event);
  }

  release({ started }: { started: boolean }): Promise<void> {
    return this.#holder.release(this, started);
  }
}
