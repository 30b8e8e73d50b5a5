import { openBroker } from "../broker/connect.ts";
import type { Logger } from "../service/log.ts";
import type { Runnable } from "../service/run.ts";
import { VERSION } from "../service/version.ts";
import type { WorkerConfig } from "./config.ts";
import { Worker } from "./worker.ts";

export interface WorkerServiceOptions {
  readonly config: () => Promise<WorkerConfig>;
  readonly log: Logger;
}

/** A worker as its configuration has it. */
export class WorkerService implements Runnable {
  readonly #options: WorkerServiceOptions;
  #worker: Worker | undefined;
  #started: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: WorkerServiceOptions) {
    this.#options = options;
  }

  readonly facts = () => ({ ...this.#worker?.facts() });

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#worker?.stop();
  }

  async kill(): Promise<void> {
    await this.#worker?.kill();
  }

  async #start(): Promise<void> {
    const { log } = this.#options;
    const { brokerConfig, secretKey, ...config } = await this.#options.config();
    if (this.#isStopped) return;
    const broker = openBroker({ ...brokerConfig, secretKey, log });
    const onShutdown = () => {
      log.info("told to shut down, by remote control");
      process.kill(process.pid, "SIGTERM");
    };
    this.#worker = new Worker({ ...config, broker, version: VERSION, onShutdown, log });
    await this.#worker.start();
  }
}
