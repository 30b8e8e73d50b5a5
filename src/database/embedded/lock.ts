/** A lock on a folder that the operating system lets go when its holder dies, however that dies. */

import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Lock {
  release(): Promise<void>;
}

/** Answers null if someone else has it. */
export async function lockFolder(dir: string): Promise<Lock | null> {
  const address = addressFor(dir);
  const held = (await listenAt(address)) ?? ((await isDead(address)) ? await listenAt(address) : null);
  return held && { release: () => new Promise((resolve) => held.close(() => resolve())) };
}

/** An address that belongs to a process as long as it listens: only outside of Linux and Windows does it leave a file. */
function addressFor(dir: string): string {
  const name = `jobhub-${createHash("sha256").update(dir).digest("hex").slice(0, 32)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), name);
}

function listenAt(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    // Holding it shall not keep a process alive that has nothing else to do.
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Whether the address is only the file that a dead process left; removes that file. */
async function isDead(address: string): Promise<boolean> {
  if (!path.isAbsolute(address) || process.platform === "win32") return false;
  const alive = await new Promise<boolean>((resolve) => {
    const socket = connect(address, () => resolve(true)).on("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
  });
  if (!alive) await rm(address, { force: true });
  return !alive;
}
