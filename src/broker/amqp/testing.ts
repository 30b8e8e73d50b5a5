/** A RabbitMQ of one's own for tests, and ways to disturb it. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { exists, type Need } from "../../service/testing.needs.ts";

/** Where Debian has what its wrapper in /usr/sbin would start as another user. */
const SERVER = process.env.RABBITMQ_SERVER || "/usr/lib/rabbitmq/bin/rabbitmq-server";
const START_MS = 90_000;
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

/** A way to a server that can be cut, and frozen as if the process at this end were suspended. */
export class TestProxy {
  /** The server's address through here. */
  readonly url: string;
  readonly #target: { host: string; port: number };
  readonly #server = net.createServer((socket) => this.#connect(socket));
  readonly #sockets = new Set<net.Socket>();
  #frozen = false;

  constructor(url: string) {
    const through = new URL(url);
    this.#target = { host: through.hostname, port: Number(through.port) };
    // Without a host the port is known at once.
    this.#server.listen(0);
    through.host = `127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
    this.url = through.href;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(near: net.Socket): void {
    const far = net.connect(this.#target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (chunk) => to.write(chunk));
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#frozen) from.pause();
    }
  }
}

/** Ends a group of processes as soon as our end of its standard input is closed, in whatever way we end. */
const GUARD = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 -$$) & "$@" 3<&- </dev/null & wait $!';

/** A program that ends with us, with all that it starts. */
export function spawnGuarded(command: readonly string[], options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): Guarded {
  return spawn("/bin/sh", ["-c", GUARD, "sh", ...command], { ...options, detached: true, stdio: ["pipe", "pipe", "pipe"] });
}

export type Guarded = ChildProcessByStdio<Writable, Readable, Readable>;

/** Ends it at once. */
export async function endGuarded(child: Guarded | undefined): Promise<void> {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await exit;
}

/** Resolves when a program prints something. @throws if it ends instead, or takes too long. */
export async function untilPrinted(child: Guarded, what: string, ms = START_MS): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`"${what}" was not printed: ${output.slice(-4_000)}`)), ms);
    const read = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes(what)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${output.slice(-4_000)}`)));
  });
  child.stdout.removeAllListeners("data").resume();
  child.stderr.removeAllListeners("data").resume();
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = net.createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
