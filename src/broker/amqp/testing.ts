/** A RabbitMQ of one's own for tests. */

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exists, type Need } from "../../service/testing.needs.ts";
import { endGuarded, freePorts, type Guarded, spawnGuarded, untilPrinted } from "./testing.process.ts";

/** Where Debian has what its wrapper in /usr/sbin would start as another user. */
const SERVER = process.env.RABBITMQ_SERVER || "/usr/lib/rabbitmq/bin/rabbitmq-server";
/** How long RabbitMQ holds the definition of a new queue in memory: Erlang's `disk_log` writes every two seconds. Messages are on disk once confirmed. */
const DEFINITIONS_KEPT_MS = 2_500;

export interface TestRabbit {
  /** Address of a new virtual host, empty. */
  createHost(): Promise<TestHost>;
  /** Resolves when the queues that there are now will survive a restart. */
  settle(): Promise<void>;
  /** Ends it without warning and starts it again, with what it had on its disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestHost {
  readonly url: string;
  readonly managementUrl: string;
  /** Behind everybody's back, with what it holds. */
  deleteQueue(name: string): Promise<void>;
  drop(): Promise<void>;
}

export interface RabbitOptions {
  /** Lines of rabbitmq.conf. */
  readonly conf?: readonly string[];
  /** Erlang terms of advanced.config, for the application `rabbit`. */
  readonly advanced?: string;
}

export const RABBITMQ: Need = { install: "rabbitmq-server", there: () => Boolean(process.env.TEST_AMQP_URL) || exists(SERVER) };

/** That of `TEST_AMQP_URL` with its `TEST_AMQP_MANAGEMENT_URL`, which cannot be restarted; else a new one in a temporary folder. */
export async function startRabbit(options: RabbitOptions = {}): Promise<TestRabbit> {
  const { TEST_AMQP_URL: url, TEST_AMQP_MANAGEMENT_URL: managementUrl } = process.env;
  if (url && managementUrl && Object.keys(options).length === 0) {
    return {
      createHost: () => createHost(url, managementUrl),
      settle: async () => {},
      restart: () => Promise.reject(new Error("not ours")),
      stop: async () => {},
    };
  }
  const server = new RabbitServer(options);
  await server.start();
  return server;
}

class RabbitServer implements TestRabbit {
  readonly #options: RabbitOptions;
  #dir = "";
  #ports: readonly number[] = [];
  #epmd: Guarded | undefined;
  #server: Guarded | undefined;

  constructor(options: RabbitOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#dir = await mkdtemp(path.join(tmpdir(), "jobhub-rabbit-"));
    this.#ports = await freePorts(4);
    await mkdir(path.join(this.#dir, "log"));
    await this.#writeConfig();
    // Started by us so that it ends with us: the server would leave its own one running.
    this.#epmd = spawnGuarded(["epmd", "-port", String(this.#ports[3])], { env: this.#env() });
    await this.#startServer();
  }

  createHost(): Promise<TestHost> {
    const [port, management] = this.#ports;
    return createHost(`amqp://guest:guest@127.0.0.1:${port}`, `http://guest:guest@127.0.0.1:${management}`);
  }

  async settle(): Promise<void> {
    await sleep(DEFINITIONS_KEPT_MS);
  }

  async restart(): Promise<void> {
    await endGuarded(this.#server);
    await this.#startServer();
  }

  async stop(): Promise<void> {
    await endGuarded(this.#server);
    await endGuarded(this.#epmd);
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #writeConfig(): Promise<void> {
    const [port, management] = this.#ports;
    const conf = [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `management.tcp.ip = 127.0.0.1`,
      `management.tcp.port = ${management}`,
      "collect_statistics_interval = 1000",
      "log.file = false",
      "log.console = true",
      "log.console.level = info",
      ...(this.#options.conf ?? []),
    ];
    await writeFile(this.#file("rabbitmq.conf"), `${conf.join("\n")}\n`);
    await writeFile(this.#file("advanced.config"), `[{rabbit, [${this.#options.advanced ?? ""}]}].\n`);
    await writeFile(this.#file("enabled_plugins"), "[rabbitmq_management].\n");
  }

  async #startServer(): Promise<void> {
    this.#server = spawnGuarded([SERVER], { env: this.#env() });
    await untilPrinted(this.#server, "Server startup complete");
  }

  #env(): NodeJS.ProcessEnv {
    const [, , distribution, epmd] = this.#ports;
    return {
      PATH: process.env.PATH,
      LANG: "C.UTF-8",
      HOME: this.#dir,
      RABBITMQ_NODENAME: `test${epmd}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      ERL_EPMD_PORT: String(epmd),
      ERL_EPMD_ADDRESS: "127.0.0.1",
      RABBITMQ_CONFIG_FILE: this.#file("rabbitmq.conf"),
      RABBITMQ_ADVANCED_CONFIG_FILE: this.#file("advanced.config"),
      RABBITMQ_ENABLED_PLUGINS_FILE: this.#file("enabled_plugins"),
      RABBITMQ_CONF_ENV_FILE: "/dev/null",
      RABBITMQ_MNESIA_BASE: this.#file("data"),
      RABBITMQ_LOG_BASE: this.#file("log"),
      RABBITMQ_PID_FILE: this.#file("pid"),
    };
  }

  #file(name: string): string {
    return path.join(this.#dir, name);
  }
}

async function createHost(url: string, managementUrl: string): Promise<TestHost> {
  const name = `test-${randomBytes(6).toString("hex")}`;
  await manage(managementUrl, "PUT", `vhosts/${name}`);
  await manage(managementUrl, "PUT", `permissions/${name}/guest`, { configure: ".*", write: ".*", read: ".*" });
  return {
    url: `${url}/${name}`,
    managementUrl,
    deleteQueue: (queue) => manage(managementUrl, "DELETE", `queues/${name}/${encodeURIComponent(queue)}`),
    drop: () => manage(managementUrl, "DELETE", `vhosts/${name}`),
  };
}

async function manage(managementUrl: string, method: string, resource: string, body?: object): Promise<void> {
  const { username, password, origin } = new URL(managementUrl);
  const response = await fetch(`${origin}/api/${resource}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`RabbitMQ answers ${response.status} to ${method} ${resource}.`);
}
