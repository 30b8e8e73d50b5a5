/** A worker of ours with three methods, as small as can be. */

import type { Delivery } from "../broker.ts";
import type { ControlTarget } from "../control.ts";
import { Seen } from "../testing.ts";
import type { AmqpBroker } from "./broker.ts";

/** Takes tasks named `double`, `break` and `wait`. */
export class OurWorker {
  readonly broker: AmqpBroker;
  readonly ran: unknown[] = [];
  readonly asked: string[] = [];
  readonly #hostname: string;
  readonly #running = new Map<string, Delivery>();
  readonly #tell = new Seen<string>();

  constructor(broker: AmqpBroker, hostname: string) {
    this.#hostname = hostname;
    this.broker = broker;
  }

  async start(): Promise<void> {
    const consumer = this.broker.consume({
      hostname: this.#hostname,
      queues: ["ours"],
      capacity: () => 4 - this.#running.size,
      onTask: (delivery) => void this.#run(delivery),
      onRevoke: (id) => void this.#stop(id),
      onLost: () => undefined,
      control: this.#target(),
    });
    await consumer.start();
    await this.broker.emit([
      {
        ...this.#stamp(),
        type: "worker-online",
        freq: 2,
        active: 0,
        processed: 0,
        loadavg: [0, 0, 0],
        sw_ident: "jobhub",
        sw_ver: "0",
        sw_sys: "Linux",
      },
    ]);
  }

  async until(asked: string): Promise<void> {
    while (!this.asked.includes(asked)) await this.#tell.until(this.#tell.all.length + 1);
  }

  async #run(delivery: Delivery): Promise<void> {
    const { id: uuid, name, args = [], retries } = delivery.task;
    this.#running.set(uuid, delivery);
    this.ran.push(args);
    const base = () => ({ ...this.#stamp(), uuid, retries });
    await delivery.emit({ ...base(), type: "task-received", name });
    await delivery.emit({ ...base(), type: "task-started" });
    if (name === "wait") return;
    this.#running.delete(uuid);
    const [first, second] = args as [string | number, string];
    const doubled = typeof first === "number" ? first * 2 : first + first;
    const error = { type: String(first), message: second };
    if (name === "double") await delivery.settle({ ...base(), type: "task-succeeded", result: doubled, runtime: 0.1 });
    else await delivery.settle({ ...base(), type: "task-failed", error, exception: `${first}: ${second}`, traceback: null });
  }

  async #stop(id: string): Promise<void> {
    const delivery = this.#running.get(id);
    this.#running.delete(id);
    await delivery?.settle({ ...this.#stamp(), uuid: id, retries: 0, type: "task-revoked", terminated: true });
  }

  #stamp() {
    return { hostname: this.#hostname, timestamp: Date.now() / 1000, pid: process.pid, clock: 1, utcoffset: 0 };
  }

  #target(): ControlTarget {
    const ask = (what: string) => {
      this.asked.push(what);
      this.#tell.add(what);
    };
    return {
      stats: () => ({ total: { double: 0 }, concurrency: 4, processes: [process.pid], uptime: 1 }),
      active: () => [...this.#running.keys()].map((id) => ({ id, began: Date.now() / 1000 })),
      registered: () => ["double", "break", "wait"],
      conf: () => ({ concurrency: 4 }),
      grow: (by) => ask(`grow ${by}`),
      shrink: (by) => ask(`shrink ${by}`),
      heartbeat: () => ask("heartbeat"),
      shutdown: () => ask("shutdown"),
    };
  }
}
