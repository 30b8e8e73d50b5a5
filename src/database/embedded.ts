/** The PostgreSQL that comes with Jobhub: real, of this machine alone, with its data in the data folder. */

import { randomBytes } from "node:crypto";
import { mkdir, realpath, stat, truncate } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { backoffMs } from "../core/backoff.ts";
import { readOrCreate, readText, writePrivate } from "../service/files.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { type Cluster, initCluster, placeCluster } from "./embedded/cluster.ts";
import { type Lock, lockFolder } from "./embedded/lock.ts";
import { stopLeftOver } from "./embedded/process.ts";
import { Server } from "./embedded/server.ts";
import { findUser } from "./embedded/user.ts";

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Logger;
  /** Settings of PostgreSQL that differ from ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Embedded {
  /** With user and password. Changes at a start only if another program has taken the port. */
  readonly url: string;
  /** Resolves with the reason when the server ends, also when nobody stopped it: start another one then. */
  readonly exited: Promise<string>;
  /** Shuts it down; may be called again. */
  stop(): Promise<void>;
}

const LOG_BYTES = 1_000_000;
const TRIES = 3;

/**
 * Starts the database of a data folder, making it the first time. A server that a killed process left behind is stopped
 * first.
 * @throws if another process has started it and runs, or where there is no PostgreSQL for this platform.
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true });
  const [home, user] = await Promise.all([findBinaries(), findUser()]);
  const lock = await lockFolder(await realpath(dataDir));
  if (!lock) throw new Error(`The database in ${dataDir} is in use: another jobhub runs there. Stop that, or set JOBHUB_DATA.`);
  try {
    const cluster = await placeCluster(dataDir, home, user);
    if (await stopLeftOver(cluster.dir, cluster.home)) log.warn("stopped the database that an earlier run left behind");
    const password = await readOrCreate(path.join(dataDir, "database-password"), () => randomBytes(24).toString("base64url"));
    await initCluster(cluster, password);
    const { server, port } = await startServer(dataDir, cluster, settings, log);
    return run(server, lock, `postgres://jobhub:${password}@127.0.0.1:${port}/postgres`);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function run(server: Server, lock: Lock, url: string): Embedded {
  // Whoever waits for the end may start the next one at once.
  const exited = server.exited.finally(() => lock.release());
  return {
    url,
    exited,
    stop: async () => {
      await server.stop();
      await exited;
    },
  };
}

/**
 * Another program may take the port between our look and the start, and a server that was killed may have children that
 * live on for a moment.
 */
async function startServer(dataDir: string, cluster: Cluster, settings: Readonly<Record<string, string>>, log: Logger) {
  const logFile = path.join(dataDir, "database.log");
  await shorten(logFile);
  for (let tries = 1; ; tries += 1) {
    const port = await choosePort(path.join(dataDir, "database-port"));
    try {
      return { server: await Server.start({ cluster, port, logFile, settings }), port };
    } catch (error) {
      if (tries === TRIES) throw error;
      log.warn({ err: error }, "the database did not start; trying again");
      await sleep(backoffMs(tries, { firstMs: 300 }));
    }
  }
}

/** Keeps PostgreSQL's own messages from growing over the years. */
async function shorten(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES) await truncate(file);
}

/** The port of the last time, so that whoever kept the address finds it again; another one if that is taken. */
async function choosePort(file: string): Promise<number> {
  const last = Number(await readText(file));
  const port = (last > 0 && (await freePort(last))) || (await freePort(0));
  if (port !== last) await writePrivate(file, String(port));
  return port;
}

/** The port if it is free, any free one for 0; else 0. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(0));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : 0));
    });
  });
}
