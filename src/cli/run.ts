/** Runs a command line, and answers the exit code. */

import { CommanderError } from "commander";
import { CliError } from "./errors.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { makeProgram } from "./program.ts";
import { Terminal } from "./terminal.ts";

export async function run(argv: readonly string[]): Promise<number> {
  try {
    let exitCode: number = EXIT_CODES.success.code;
    const program = makeProgram((code) => {
      exitCode = code;
    });
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return report(error, new Terminal());
  }
}

/** One line for the error, one for what to do; a stack only where it is our own mistake. */
function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.success.code : EXIT_CODES.usage.code;
  const { red, dim } = terminal.errColors;
  if (error instanceof CliError) {
    terminal.note(`${red("Error:")} ${error.message}`);
    if (error.hint) terminal.note(`${dim("→")} ${error.hint}`);
    return error.exitCode;
  }
  terminal.note(`${red("Error:")} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT_CODES.failure.code;
}
