/** What the machine gives: Node, the data folder, room on the disk, a database that takes connections. */

import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { readText } from "../../service/files.ts";
import { bad, type Finding, good } from "./check.ts";

const LEAST_NODE = [20, 19] as const;
const LEAST_BYTES = 1_000_000_000;
const CONNECT_MS = 3_000;

export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return isNew ? good("Node", version) : bad("Node", version, `Install Node ${LEAST_NODE.join(".")} or newer.`);
}

export async function checkDataFolder(dataDir: string): Promise<Finding> {
  const name = "data folder";
  if (!(await stat(dataDir).catch(() => null)))
    return bad(name, `${dataDir} is not there`, "`jobhub up` makes it, or set JOBHUB_DATA.");
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return good(name, dataDir);
  } catch {
    return bad(name, `${dataDir} may not be written`, "Give it to the user who runs the hub, or set JOBHUB_DATA.");
  }
}

export async function checkDisk(dataDir: string, leastBytes = LEAST_BYTES): Promise<Finding> {
  const { bavail, bsize } = await statfs(await existing(dataDir));
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= leastBytes) return good("disk", found);
  return bad("disk", found, "Make room: the database stops taking jobs when the disk is full.");
}

/** The folder, or the nearest above it that is there. */
async function existing(folder: string): Promise<string> {
  const isThere = await stat(folder).catch(() => null);
  return isThere || path.dirname(folder) === folder ? folder : existing(path.dirname(folder));
}

/** Whether anything listens where the database should. */
export async function checkDatabase(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const name = "database";
  const place = await databasePlace(dataDir, env);
  if (!place) return bad(name, "there is none yet", "`jobhub up` makes one, or set DATABASE_URL.");
  const { host, port, kind } = place;
  const failure = await connectionFailure(host, port);
  if (!failure) return good(name, `${kind} at ${host}:${port}`);
  const advice = env.DATABASE_URL ? "Start that PostgreSQL, or mend DATABASE_URL." : "Start the hub with `npm start`.";
  return bad(name, `${kind} at ${host}:${port}: ${failure}`, advice);
}

async function databasePlace(dataDir: string, env: NodeJS.ProcessEnv) {
  if (env.DATABASE_URL && URL.canParse(env.DATABASE_URL)) {
    const { hostname, port } = new URL(env.DATABASE_URL);
    return { host: hostname || "127.0.0.1", port: Number(port) || 5432, kind: "PostgreSQL" };
  }
  const port = Number(await readText(path.join(dataDir, "database-port")).catch(() => null));
  return port > 0 ? { host: "127.0.0.1", port, kind: "embedded PostgreSQL" } : null;
}

function connectionFailure(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const end = (failure: string | null) => {
      socket.destroy();
      resolve(failure);
    };
    socket.once("connect", () => end(null));
    socket.once("timeout", () => end("no answer"));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
