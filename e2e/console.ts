/** Pages of the documentation as a reader follows them: their files are written, and their commands run in a shell. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

export type Step = FileStep | CommandStep;

/** A fenced block whose info string ends in the name of a file. */
export interface FileStep {
  readonly kind: "file";
  readonly name: string;
  readonly text: string;
}

export interface CommandStep {
  readonly kind: "command";
  readonly command: string;
  /** What it prints, among other things, in this order. */
  readonly prints: readonly string[];
  /** Whether it goes on, in a terminal of its own. */
  readonly stays: boolean;
}

/** What a page tells its reader to do. A block of commands has lines with `$ `, and under them what they print; `…` is anything. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].flatMap(([, language, what = "", text = ""]): Step[] => {
    if (language === "console") return commandsOf(text, what === "terminal");
    return what === "" ? [] : [{ kind: "file", name: what, text }];
  });
}

function commandsOf(text: string, stays: boolean): CommandStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part): CommandStep => {
      const [command = ""] = /^(?:.*\\\n)*.*/.exec(part) ?? [];
      const prints = part
        .slice(command.length)
        .split("\n")
        .filter((line) => line.trim() !== "");
      return { kind: "command", command, prints, stays };
    });
}

/** What is expected of an output, in this order, and not there. Times and decimal fractions may be any. */
export function missingIn(output: string, prints: readonly string[]): string[] {
  let at = 0;
  return prints.filter((line) => {
    const pattern = patternOf(line);
    pattern.lastIndex = at;
    const found = pattern.exec(output);
    if (found) at = pattern.lastIndex;
    return !found;
  });
}

function patternOf(line: string): RegExp {
  const parts = line.split(/[\s…]+/).filter((part) => part !== "");
  const exact = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const loose = exact.map((part) => part.replace(/\d+:\d\d:\d\d|\d+\\\.\d+/g, "[\\d:.]+"));
  return new RegExp(loose.join("[^\\n]*?"), "g");
}

/** A shell that runs one command after the other, and remembers what they set. */
export class Shell {
  readonly #bash: ChildProcessByStdio<Writable, Readable, null>;
  #output = "";

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    this.#bash = spawn("/bin/bash", ["-c", "exec 2>&1; while IFS= read -r -d '' line; do eval \"$line\" </dev/null; done"], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#bash.stdout.on("data", (data) => (this.#output += data));
  }

  async run(command: string): Promise<{ code: number; output: string }> {
    const mark = randomUUID();
    this.#output = "";
    this.#bash.stdin.write(`${command}\necho "${mark} $?"\0`);
    const end = new RegExp(`${mark} (\\d+)\\n`);
    for (let found = end.exec(this.#output); ; found = end.exec(this.#output)) {
      if (found) return { code: Number(found[1]), output: this.#output.slice(0, found.index) };
      await once(this.#bash.stdout, "data");
    }
  }

  async close(): Promise<void> {
    const exit = once(this.#bash, "exit");
    this.#bash.stdin.end();
    await exit;
  }
}
