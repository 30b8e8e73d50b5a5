/** Running one service as a process: start, readiness, graceful stop, hard stop. */

import { once } from "node:events";
import type { Service } from "../core/lifecycle.ts";
import { ConfigError } from "./config.ts";
import type { Logger } from "./log.ts";

export interface Runnable extends Service {
  /** Ends at once what `stop` would wait for. Called on the second signal. */
  kill?(): Promise<void>;
  /** What a supervisor may want to know of it, such as its address. */
  readonly facts?: () => Record<string, unknown>;
}

/** What a service process tells its supervisor once it is up. */
export interface ReadyMessage {
  readonly type: "ready";
  readonly [fact: string]: unknown;
}

/** Starts a service that a supervisor had loaded ahead of its turn: with these environment variables. */
export interface StartMessage {
  readonly type: "start";
  readonly env: Readonly<Record<string, string>>;
}

/** Set for a process that shall load, and start at its supervisor's word. */
export const WAIT_VARIABLE = "JOBHUB_WAIT";

/** Most time that a hard stop may take, in milliseconds. */
const KILL_MS = 2_000;

/**
 * Runs a service until it is told to stop: by SIGTERM, SIGINT, or the loss of the parent that forked it. A second
 * signal ends it hard. Exits with 0 after a graceful stop, with 1 if it could not start or stop.
 */
export async function runService(service: Runnable, log: Logger): Promise<never> {
  const stopping = untilTold(log);
  try {
    await Promise.race([start(service), stopping.told]);
    await stopping.told;
    stopping.onAgain(() => void killHard(service, log));
    await service.stop();
    log.info("stopped");
  } catch (error) {
    // Who set a variable wrong needs no stack.
    log.fatal(error instanceof ConfigError ? {} : { err: error }, error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  process.exit(0);
}

async function start(service: Runnable): Promise<void> {
  await untilTurn();
  await service.start();
  announce({ type: "ready", ...service.facts?.() });
}

async function untilTurn(): Promise<void> {
  if (!process.env[WAIT_VARIABLE] || !process.connected) return;
  const [{ env }] = (await once(process, "message")) as [StartMessage];
  Object.assign(process.env, env);
}

async function killHard(service: Runnable, log: Logger): Promise<void> {
  log.warn("told to stop again: stopping at once");
  setTimeout(() => process.exit(1), KILL_MS).unref();
  await service.kill?.().catch((error: unknown) => log.error({ err: error }, "could not stop cleanly"));
  process.exit(1);
}

function untilTold(log: Logger) {
  let tell: (why: string) => void = () => {};
  let again: () => void = () => {};
  let isTold = false;
  const told = new Promise<void>((resolve) => {
    tell = (why) => {
      if (isTold) return again();
      isTold = true;
      log.info({ why }, "stopping");
      resolve();
    };
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => tell(signal));
  process.once("disconnect", () => tell("the supervisor is gone"));
  return {
    told,
    onAgain: (handle: () => void) => {
      again = handle;
    },
  };
}

function announce(message: ReadyMessage): void {
  if (process.connected) process.send?.(message);
}
