/** The manager as a service: database, broker and app, started and stopped in order. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Broker } from "../broker/broker.ts";
import { openBroker } from "../broker/connect.ts";
import { backoffMs } from "../core/backoff.ts";
import { connect, type Database, isUnavailable } from "../database/connect.ts";
import { migrate } from "../database/migrate.ts";
import { ConfigError } from "../service/config.ts";
import { hubSecretKey } from "../service/key.ts";
import type { Logger } from "../service/log.ts";
import type { Runnable } from "../service/run.ts";
import { buildApp } from "./app.ts";
import { type ManagerConfig, readManagerConfig } from "./config.ts";
import type { App } from "./http/app.ts";
import { setUp } from "./setup.ts";

export interface ManagerOptions {
  readonly log: Logger;
  /** Default that of the process. */
  readonly env?: NodeJS.ProcessEnv;
}

export class Manager implements Runnable {
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #database: Database | undefined;
  #broker: Broker | undefined;
  #app: App | undefined;

  constructor({ log, env = process.env }: ManagerOptions) {
    this.#env = env;
    this.#log = log;
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Takes no more requests, ends those under way, and lets go of the broker and the database. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Breaks off the requests that `stop` waits for. */
  async kill(): Promise<void> {
    this.#app?.server.closeAllConnections();
  }

  readonly facts = () => {
    const bound = this.#app?.server.address();
    if (!bound || typeof bound === "string") return {};
    const { port, address, family } = bound;
    return { port, url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}` };
  };

  async #start(): Promise<void> {
    const config = readManagerConfig(this.#env);
    const secretKey = await hubSecretKey(config.dataDir, this.#env);
    const { databaseUrl, brokerConfig, dataDir } = config;
    await this.#untilThere("migrate the database", () => migrate(databaseUrl));
    const database = connect({ url: databaseUrl, name: "jobhub manager" });
    this.#database = database;
    await this.#untilThere("set the hub up", () => setUp(database, dataDir));
    const shared = brokerConfig.url === databaseUrl && { database };
    const broker = openBroker({ ...brokerConfig, secretKey, log: this.#log, ...shared });
    this.#broker = broker;
    await this.#untilThere("reach the broker", () => broker.start());
    this.#app = await buildApp({ database, broker, config: { ...config, secretKey }, log: this.#log });
    this.#stopping.signal.throwIfAborted();
    await listen(this.#app, config);
  }

  /** Tries again for as long as the database is away. */
  async #untilThere(what: string, attempt: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      this.#stopping.signal.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        this.#log.warn({ err: error }, `cannot ${what} yet: the database is away`);
        await sleep(backoffMs(tries), undefined, { signal: this.#stopping.signal });
      }
    }
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.#started?.catch(() => undefined);
    await this.#app?.close();
    await this.#broker?.stop();
    await this.#database?.close();
  }
}

async function listen(app: App, { host, port }: ManagerConfig): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening at ${address}` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new ConfigError(`Port ${port} of ${host} is taken (${code}): choose another with --port or JOBHUB_PORT.`);
    }
    if (code === "EACCES") {
      throw new ConfigError(`Port ${port} may not be used (${code}): choose one above 1023 with --port or JOBHUB_PORT.`);
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new ConfigError(`${host} is not an address of this machine (${code}): choose another with --host or JOBHUB_HOST.`);
    }
    throw error;
  }
}
