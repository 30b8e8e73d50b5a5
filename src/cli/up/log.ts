/** The one log of `jobhub up`: what all parts say, line by line, each with its name and colour. */

import { type Logger, pino } from "pino";
import type { Colors, Terminal } from "../terminal.ts";
import { formatLine, LEVELS, parseLine } from "./log-line.ts";

export type LogFormat = "text" | "json";

const PALETTE = ["cyan", "magenta", "blue", "green", "yellow"] as const satisfies readonly (keyof Colors)[];

export class UpLog {
  readonly #terminal: Terminal;
  readonly #format: LogFormat;
  readonly #isVerbose: boolean;
  readonly #width: number;
  readonly #names: string[] = [];

  /** @param names of the parts that will write, so that their lines stand below each other. */
  constructor(
    terminal: Terminal,
    { format, isVerbose, names }: { format: LogFormat; isVerbose: boolean; names: readonly string[] },
  ) {
    this.#terminal = terminal;
    this.#format = format;
    this.#isVerbose = isVerbose;
    this.#width = Math.max(...names.map((name) => name.length));
    this.#names.push(...names);
  }

  /** Prints a line that a part wrote. */
  write(name: string, text: string, plainLevel: number = LEVELS.info): void {
    if (text.trim() === "") return;
    const line = parseLine(text, plainLevel);
    if (this.#format === "json") {
      const isJson = text.startsWith("{");
      this.#terminal.line(isJson ? text : JSON.stringify({ level: line.level, time: new Date(), name, msg: text }));
    } else if (line.level >= LEVELS.info || this.#isVerbose) {
      this.#terminal.line(
        formatLine(line, { label: this.#label(name), colors: this.#terminal.colors, withStack: this.#isVerbose }),
      );
    }
  }

  /** A logger of this same process under a name. */
  logger(name: string): Logger {
    const options = {
      name,
      base: { pid: process.pid },
      level: this.#isVerbose ? "debug" : "info",
      timestamp: pino.stdTimeFunctions.isoTime,
    };
    return pino(options, { write: (text: string) => this.write(name, text.trimEnd()) });
  }

  #label(name: string): string {
    const index = this.#names.indexOf(name);
    const colour = PALETTE[Math.max(0, index) % PALETTE.length] ?? "cyan";
    return this.#terminal.colors[colour](name.padEnd(this.#width));
  }
}
