import { setTimeout as sleep } from "node:timers/promises";
import type { Channel, Connection } from "rabbitmq-client";
import { backoffMs } from "../../core/backoff.ts";
import type { Service } from "../../core/lifecycle.ts";
import type { Logger } from "../../service/log.ts";

export interface SessionOptions {
  readonly connection: Connection;
  /** Declares and consumes. Called for the first channel and each that follows a lost one. */
  readonly setUp: (channel: Channel) => Promise<void>;
  /** The channel is gone, and with it all that was delivered on it and not acknowledged. */
  readonly onLost?: () => void;
  /** What it is for, for the log. */
  readonly purpose: string;
  readonly log: Logger;
}

/** A channel, set up again whenever it is lost: with its connection, by a refusal, or because its queue was deleted. */
export class Session implements Service {
  readonly #options: SessionOptions;
  readonly #stopping = new AbortController();
  #started: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #begun: () => void = () => undefined;
  #channel: Channel | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The channel while it works. */
  get channel(): Channel | null {
    return this.#channel?.active ? this.#channel : null;
  }

  /** Resolves when it is set up for the first time, which waits for a broker that is away. */
  start(): Promise<void> {
    this.#started ??= new Promise((resolve) => {
      this.#begun = resolve;
      this.#running = this.#run();
    });
    return this.#started;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#channel?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { log, purpose } = this.#options;
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.#live();
        failures = 0;
        await sleep(backoffMs(1), undefined, { signal }).catch(() => undefined);
      } catch (error) {
        failures += 1;
        if (!signal.aborted) log.warn({ err: error, failures }, `${purpose}: no channel; trying again`);
        await sleep(backoffMs(failures, { mostMs: 500 }), undefined, { signal }).catch(() => undefined);
      }
    }
    this.#begun();
  }

  /** From a channel's opening to its end. @throws if it could not be set up. */
  async #live(): Promise<void> {
    const { connection, setUp, onLost, log, purpose } = this.#options;
    const channel = await connection.acquire({ emitErrorsFromChannel: true });
    const closed = new Promise<void>((resolve) => {
      channel.once("close", resolve);
    });
    channel.on("error", (error) => log.warn({ err: error }, `${purpose}: channel lost`));
    channel.on("basic.cancel", () => void channel.close());
    this.#channel = channel;
    try {
      await setUp(channel);
      if (this.#stopping.signal.aborted) await channel.close();
      this.#begun();
      await closed;
    } finally {
      this.#channel = null;
      await channel.close();
      onLost?.();
    }
  }
}
