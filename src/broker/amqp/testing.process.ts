/** Programs of others for tests: they end with us, in whatever way we end. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import type { Readable, Writable } from "node:stream";

const START_MS = 90_000;

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
