import type { OutcomeEvent, TaskEvent } from "../../core/event.ts";
import type { Task } from "../../core/task.ts";
import type { Delivery } from "../broker.ts";
import type { Lease } from "./events.store.ts";

/** What a delivery asks of its consumer. */
export interface Holder {
  emit(event: TaskEvent): Promise<void>;
  settle(delivery: LeasedDelivery, event: OutcomeEvent): Promise<boolean>;
  release(delivery: LeasedDelivery, started: boolean): Promise<void>;
}

export class LeasedDelivery implements Delivery {
  readonly task: Task;
  readonly redelivered: boolean;
  readonly lease: Lease;
  /** Those of remote control ask: a worker has it at once. */
  readonly isHandedOver = true;
  readonly eta = null;
  readonly #holder: Holder;

  constructor(task: Task, redelivered: boolean, lease: Lease, holder: Holder) {
    this.task = task;
    this.redelivered = redelivered;
    this.lease = lease;
    this.#holder = holder;
  }

  emit(event: TaskEvent): Promise<void> {
    return this.#holder.emit(event);
  }

  settle(event: OutcomeEvent): Promise<boolean> {
    return this.#holder.settle(this, event);
  }

  release({ started }: { started: boolean }): Promise<void> {
    return this.#holder.release(this, started);
  }
}
