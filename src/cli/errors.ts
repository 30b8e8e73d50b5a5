import { EXIT_CODES, type Exit } from "./exit-codes.ts";

/** Ends a command: one line that says what is wrong, and one that says what to do next. */
export class CliError extends Error {
  override name = "CliError";
  readonly exit: Exit;
  readonly hint: string | null;

  constructor(message: string, { exit = "failure", hint = null }: { exit?: Exit; hint?: string | null } = {}) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  get exitCode(): number {
    return EXIT_CODES[this.exit].code;
  }
}
