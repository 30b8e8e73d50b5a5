/** One run of PostgreSQL: its process, from start to shutdown. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { readPidFile, stopProcess } from "./process.ts";

/**
 * For a small machine. Nothing here trades durability: `fsync` and `synchronous_commit` stay on. `commit_delay`, `wal_level` and
 * `wal_compression` were measured, and make no difference.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  jit: "off",
  // Queues live from prompt vacuuming.
  autovacuum_naptime: "10s",
  log_checkpoints: "off",
};

/** After a crash it first works through what is in its log. */
const READY_WITHIN_MS = 300_000;
const POLL_MS = 10;

export interface ServerOptions {
  readonly cluster: Cluster;
  readonly port: number;
  /** File that PostgreSQL's own messages are appended to. */
  readonly logFile: string;
  /** Settings of PostgreSQL beside those above. */
  readonly settings: Readonly<Record<string, string>>;
}

export class Server {
  /** Resolves when the process has ended, with the reason. */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;
  readonly #home: string;
  #running = true;

  private constructor(child: ChildProcess, home: string) {
    this.#child = child;
    this.#home = home;
    this.exited = once(child, "exit").then(([code, signal]) => {
      this.#running = false;
      return signal ? `killed by ${signal}` : `exit code ${code}`;
    });
  }

  /** Resolves when it takes connections. @throws with what PostgreSQL said. */
  static async start({ cluster, port, logFile, settings }: ServerOptions): Promise<Server> {
    const log = await open(logFile, "a", 0o600);
    const { size } = await log.stat();
    // In a session of its own, so that Ctrl-C in the terminal does not reach it before those who still need it.
    const child = spawn(
      path.join(cluster.home, "bin", "postgres"),
      postgresArgs(cluster.dir, { ...settings, port: String(port) }),
      {
        ...cluster.user,
        cwd: cluster.home,
        detached: true,
        windowsHide: true,
        stdio: ["ignore", log.fd, log.fd],
      },
    );
    await once(child, "spawn").finally(() => log.close());
    const server = new Server(child, cluster.home);
    const failure = await server.#untilReady(cluster.dir);
    if (failure)
      throw new Error(`PostgreSQL did not start (${failure}). ${(await readFile(logFile, "utf8")).slice(size).trim()}`);
    child.unref();
    return server;
  }

  /** Answers why it is not ready. */
  async #untilReady(dir: string): Promise<string | undefined> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (this.#running) {
      const found = await readPidFile(dir);
      if (found?.ready && found.pid === this.#child.pid) return undefined;
      if (Date.now() > deadline) await this.stop();
      else await Promise.race([sleep(POLL_MS), this.exited]);
    }
    return this.exited;
  }

  /** Shuts down: open transactions are rolled back, everything is on the disk. */
  async stop(): Promise<void> {
    if (!this.#running || this.#child.pid === undefined) return;
    await stopProcess(this.#child.pid, this.#home);
    await this.exited;
  }
}

function postgresArgs(dir: string, settings: Readonly<Record<string, string>>): string[] {
  return ["-D", dir, ...Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
