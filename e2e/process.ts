/** One part of the hub as a real process, from dist/, that a test may stop, kill and start again. */

import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
export const DIST = path.join(ROOT, "dist");
const READY_MS = 60_000;

// `npm test` has built already, and this takes no time then. What has wrong types is built too: others will tell.
spawnSync(process.execPath, [path.join(ROOT, "scripts/build.mjs")], { stdio: "inherit" });

export interface ProcessOptions {
  /** Folder of its main.js below dist/src. */
  readonly part: "database" | "manager" | "overseer" | "worker";
  readonly env: () => NodeJS.ProcessEnv;
}

export type ReadyFacts = Readonly<Record<string, unknown>>;

export class PartProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | null = null;
  #output = "";

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (!pid) throw new Error(`The ${this.#options.part} does not run.`);
    return pid;
  }

  /** All that it has written, over all its starts. */
  get output(): string {
    return this.#output;
  }

  /** Resolves with what it tells its supervisor when it is ready. @throws with its output if it ends before. */
  async start(): Promise<ReadyFacts> {
    if (this.#child) throw new Error(`The ${this.#options.part} runs already.`);
    const { part, env } = this.#options;
    const child = fork(path.join(DIST, "src", part, "main.js"), [], {
      env: env(),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      execArgv: ["--enable-source-maps"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (this.#output += data));
    child.once("exit", () => {
      this.#child = null;
    });
    return await this.#ready(child);
  }

  /** SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  /** SIGKILL: it has no chance to put anything away. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    if (this.#child) await once(this.#child, "exit");
  }

  /** Stops or continues it where it stands, as on a machine that hangs: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    const exit = once(child, "exit");
    child.kill(signal);
    const [code] = await exit;
    return code;
  }

  async #ready(child: ChildProcess): Promise<ReadyFacts> {
    const late = AbortSignal.timeout(READY_MS);
    const failure = (why: string) => new Error(`The ${this.#options.part} ${why}:\n${this.#output}`);
    const exit = once(child, "exit", { signal: late }).then(
      ([code]) => Promise.reject(failure(`ended with ${code} before it was ready`)),
      () => Promise.reject(failure("was not ready in time")),
    );
    const message = once(child, "message", { signal: late }).then(
      ([facts]) => facts as ReadyFacts,
      () => exit,
    );
    return await Promise.race([message, exit]);
  }
}
