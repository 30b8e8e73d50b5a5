import type { Connection } from "rabbitmq-client";
import { isRefused } from "./connection.ts";
import { taskQueue } from "./wire.ts";

/** Task queues that this process has seen to be there. */
export class Queues {
  readonly #connection: Connection;
  readonly #declared = new Map<string, Promise<void>>();
  readonly #names = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
    // A broker that comes back may have lost its data.
    connection.on("error", () => this.#declared.clear());
  }

  /** All that this process has had to do with. */
  get names(): string[] {
    return [...this.#names];
  }

  /** Declares it as Celery does. One that is there with other arguments, of priorities for example, is taken as it is. */
  declare(queue: string): Promise<void> {
    const declaring = this.#declared.get(queue) ?? this.#declare(queue);
    this.#declared.set(queue, declaring);
    this.#names.add(queue);
    declaring.catch(() => this.forget(queue));
    return declaring;
  }

  forget(queue: string): void {
    this.#declared.delete(queue);
  }

  /** On a channel of its own: a refusal ends the channel. */
  async #declare(queue: string): Promise<void> {
    const channel = await this.#connection.acquire({ emitErrorsFromChannel: true });
    channel.on("error", () => undefined);
    try {
      await channel.queueDeclare(taskQueue(queue));
    } catch (error) {
      if (!isRefused(error, "PRECONDITION_FAILED")) throw error;
    } finally {
      await channel.close();
    }
  }
}
