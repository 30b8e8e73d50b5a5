/** `jobhub up`: starts the hub, says where it is, and stays until it is told to stop. */

import path from "node:path";
import { AnswerError, type Hub as Client, createClient } from "../../../clients/typescript/src/client.ts";
import { readText } from "../../service/files.ts";
import type { Logger } from "../../service/log.ts";
import { CliError } from "../errors.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { Terminal } from "../terminal.ts";
import { duration } from "../time.ts";
import { runFirstJobs } from "./first-jobs.ts";
import { Hub, partNames } from "./hub.ts";
import { claimHub } from "./hub-file.ts";
import { Interrupts } from "./interrupts.ts";
import { type LogFormat, UpLog } from "./log.ts";
import { StartError } from "./part.ts";
import { findAddresses, printAddresses } from "./welcome.ts";

export interface UpOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly workers: number;
  readonly concurrency?: number;
  /** Whether the first start runs jobs. */
  readonly demo: boolean;
  readonly logFormat: LogFormat;
  readonly verbose?: boolean;
}

const SELF = "hub";

/** @returns the exit code: 0 after a graceful stop. */
export async function up(options: UpOptions): Promise<number> {
  const interrupts = new Interrupts();
  const dataDir = path.resolve(options.data);
  const claim = await claimHub(dataDir);
  try {
    return await runHub(options, {
      dataDir,
      interrupts,
      announce: (hub) => claim.announce({ url: hub.url, metrics: hub.metrics }),
    });
  } finally {
    await claim.release();
    interrupts.stop();
  }
}

interface Setting {
  readonly dataDir: string;
  readonly interrupts: Interrupts;
  /** Tells other commands of this machine where the hub is. */
  readonly announce: (hub: Hub) => Promise<void>;
}

async function runHub(options: UpOptions, { dataDir, interrupts, announce }: Setting): Promise<number> {
  const { logFormat: format, verbose: isVerbose = false, workers, port, host, concurrency = null } = options;
  const { env } = process;
  const startedAt = performance.now();
  const terminal = new Terminal();
  const upLog = new UpLog(terminal, { format, isVerbose, names: [SELF, ...partNames({ workers, env })] });
  const log = upLog.logger(SELF);
  const hub = new Hub({ dataDir, host, port, workers, concurrency, logLevel: isVerbose ? "debug" : "info", env }, upLog);
  interrupts.onAgain(() => void hub.kill());
  try {
    await Promise.race([hub.start(), interrupts.told]);
    if (!interrupts.isTold) {
      await announce(hub);
      log.info(`ready in ${duration(performance.now() - startedAt)}`);
      await greet(options, { url: hub.url, dataDir, terminal, log, interrupts });
    }
    log.info(`${await interrupts.told}: stopping; once more stops at once`);
  } catch (error) {
    throw error instanceof StartError ? cannotStart(error, options) : error;
  } finally {
    await hub.stop();
  }
  log.info("stopped");
  return interrupts.isAgain ? EXIT_CODES.interrupted.code : EXIT_CODES.success.code;
}

interface Greeting {
  readonly url: string;
  readonly dataDir: string;
  readonly terminal: Terminal;
  readonly log: Logger;
  readonly interrupts: Interrupts;
}

/** The first jobs, if there were none yet, then where everything is. The hub stays up whatever becomes of this. */
async function greet(options: UpOptions, greeting: Greeting): Promise<void> {
  const { url, dataDir, terminal, log, interrupts } = greeting;
  const leaving = new AbortController();
  void interrupts.told.then(() => leaving.abort());
  const { signal } = leaving;
  const hub = createClient({ url, token: await readText(path.join(dataDir, "admin-token")) });
  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, hintFor(error, dataDir));
    });
  const isText = options.logFormat === "text";
  if (options.demo && options.workers > 0 && isText) await attempt(() => runFirstJobs({ hub, dataDir, terminal, signal }));
  if (!signal.aborted) await attempt(() => tellAddresses(hub, greeting, isText));
  await hub.close();
}

async function tellAddresses(hub: Client, { url, dataDir, terminal, log }: Greeting, isText: boolean): Promise<void> {
  const addresses = await findAddresses(hub, url, dataDir);
  if (isText) printAddresses(terminal, addresses);
  else log.info({ url, signIn: addresses.signIn.url, tokenFile: addresses.tokenFile, dataDir }, "addresses");
}

function hintFor(error: unknown, dataDir: string): string {
  if (!(error instanceof AnswerError) || error.status !== 401) return "could not finish the greeting";
  const file = path.join(dataDir, "admin-token");
  return `${file} is of another database: remove it, and the next start makes a new one`;
}

function cannotStart({ part, message }: StartError, { port }: UpOptions): CliError {
  if (part === "manager" && message.includes("EADDRINUSE")) {
    return new CliError(`Port ${port} is taken: ${message}`, {
      hint: `Start on another one, for example: npm start -- --port ${port + 1}`,
    });
  }
  return new CliError(`The ${part} cannot start: ${message}`, { hint: "The log above says more; --verbose, everything." });
}
