/** Questions to the person at the terminal. */

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";

const CTRL_C = "\x03";

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** One key, as soon as it is pressed; "ctrl-c" for that. */
export async function askKey(): Promise<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.resume();
  try {
    const key = await new Promise<string>((resolve) => {
      stdin.once("data", (data) => resolve(data.toString()));
    });
    return key.startsWith(CTRL_C) ? "ctrl-c" : key.toLowerCase();
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

/** Several such, one after the other; from a pipe, a line each. */
export async function askAllHidden(questions: readonly string[]): Promise<string[]> {
  if (!process.stdin.isTTY) {
    const lines = (await readAll(process.stdin)).split(/\r?\n/);
    return questions.map((_, i) => lines[i] ?? "");
  }
  const answers: string[] = [];
  for (const question of questions) answers.push(await askHidden(question));
  return answers;
}

/** A line that is not shown while it is typed; from a pipe, all of it. */
export async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await readAll(process.stdin)).trim();
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  lines.on("SIGINT", () => process.exit(130));
  try {
    return (await lines.question("")).trim();
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
