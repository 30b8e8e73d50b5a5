/** `jobhub up` as people start it: one process of ours, and those that it starts itself. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DIST } from "./process.ts";

const READY_MS = 60_000;
const POLL_MS = 20;

export interface UpOptions {
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** In place of `jobhub up`: a command line that ends in it. */
  readonly command?: readonly [string, ...string[]];
}

export interface Ending {
  readonly code: number | null;
  readonly tookMs: number;
}

export class Up {
  readonly #child: ChildProcess;
  #output = "";

  /** On a free port. In a process group of its own, as a terminal would start it. */
  constructor({ dataDir, args = ["--port", "0"], env, user, command }: UpOptions) {
    const [program, ...first] = command ?? [process.execPath, path.join(DIST, "src/cli/main.js"), "up"];
    this.#child = spawn(program, [...first, "--data", dataDir, ...args], {
      env: { ...process.env, JOBHUB_PORT: "", JOBHUB_DATA: "", DATABASE_URL: "", NO_COLOR: "1", ...env },
      cwd: path.dirname(DIST),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      ...user,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on("data", (data) => (this.#output += data));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it has written. */
  get output(): string {
    return this.#output;
  }

  /** Resolves with the first match in its output. @throws if it ends before, or takes too long. */
  async until(pattern: RegExp, withinMs = READY_MS): Promise<RegExpMatchArray> {
    for (const deadline = Date.now() + withinMs; ; await sleep(POLL_MS)) {
      const found = this.#output.match(pattern);
      if (found) return found;
      const hasEnded = this.#child.exitCode !== null || this.#child.signalCode !== null;
      if (hasEnded || Date.now() > deadline) throw new Error(`${pattern} never came:\n${this.#output}`);
    }
  }

  /** Its address, once it has said all that it says at the start. */
  async ready(withinMs = READY_MS): Promise<string> {
    const [, url = ""] = await this.until(/Address +(\S+)[\s\S]*Stop +Ctrl-C/, withinMs);
    return url;
  }

  /** A signal to it alone, or to its whole process group as Ctrl-C in a terminal does. Resolves when it has ended. */
  async end(signal: NodeJS.Signals = "SIGTERM", { toGroup = false } = {}): Promise<Ending> {
    const startedAt = performance.now();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, "exit");
      process.kill(toGroup ? -this.pid : this.pid, signal);
      await exit;
    }
    return { code: this.#child.exitCode, tookMs: performance.now() - startedAt };
  }

  /** Resolves with the exit code when it ends by itself. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
    return this.#child.exitCode;
  }

  /** Every process that it has started, directly or not, and itself. */
  family(): number[] {
    const parents = parentsByPid();
    const isOf = (pid: number): boolean => pid === this.pid || isOfParent(parents.get(pid));
    const isOfParent = (parent: number | undefined): boolean => parent !== undefined && parent > 1 && isOf(parent);
    return [...parents.keys()].filter(isOf);
  }
}

/** Waits until none of the processes is there any more. @throws if some stay. */
export async function untilGone(pids: readonly number[], withinMs: number): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await sleep(POLL_MS)) {
    const parents = parentsByPid();
    const left = pids.filter((pid) => parents.has(pid));
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Processes were left: ${left.join(", ")}`);
  }
}

/** All processes of the machine that are not dead, with their parents. */
function parentsByPid(): Map<number, number> {
  return process.platform === "linux" ? parentsFromProc() : parentsFromPs();
}

function parentsFromProc(): Map<number, number> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((pid) => entryOf(Number(pid))));
}

/** The name in field 2 may hold spaces. Z is a process that has ended and that nobody has asked about yet. */
function entryOf(pid: number): [number, number][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? [] : [[pid, Number(parent)]];
  } catch {
    return [];
  }
}

function parentsFromPs(): Map<number, number> {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
}
