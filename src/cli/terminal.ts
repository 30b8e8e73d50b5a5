/** Where a command writes: lines on stdout, and on a terminal a live footer below them. */

import picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly stdout?: Stream;
  readonly stderr?: Stream;
  readonly env?: NodeJS.ProcessEnv;
}

const CLEAR_LINE = "\x1b[2K";
const LINE_UP = "\x1b[1A";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const RESET = "\x1b[0m";
const COLOUR = new RegExp(`(${"\x1b"}\\[[0-9;]*m)`);

export class Terminal {
  /** Colours for stdout, and for stderr: each only where it is a terminal. */
  readonly colors: Colors;
  readonly errColors: Colors;
  /** Whether a footer can be shown. */
  readonly isLive: boolean;
  readonly #stdout: Stream;
  readonly #stderr: Stream;
  #footer: readonly string[] = [];

  constructor({ stdout = process.stdout, stderr = process.stderr, env = process.env }: TerminalOptions = {}) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.isLive = stderr.isTTY === true && env.TERM !== "dumb";
    this.colors = picocolors.createColors(hasColours(stdout, env));
    this.errColors = picocolors.createColors(hasColours(stderr, env));
  }

  get columns(): number {
    return this.#stdout.columns ?? this.#stderr.columns ?? 80;
  }

  /** A line of the result. */
  line(text = ""): void {
    this.#write(this.#stdout, text);
  }

  /** A line about what is going on, kept out of a pipe. */
  note(text = ""): void {
    this.#write(this.#stderr, text);
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value, null, this.#stdout.isTTY ? 2 : undefined));
  }

  /** Replaces the footer; no lines remove it. Does nothing where it cannot be shown. */
  footer(lines: readonly string[]): void {
    if (!this.isLive) return;
    const shown = lines.map((line) => cut(visible(line).replaceAll("\n", " "), this.columns - 1));
    if (shown.join("\n") === this.#footer.join("\n")) return;
    this.#stderr.write(this.#erase() + draw(shown) + (shown.length === 0 ? SHOW_CURSOR : HIDE_CURSOR));
    this.#footer = shown;
  }

  #write(stream: Stream, text: string): void {
    const shown = stream.isTTY ? visible(text) : text;
    if (this.#footer.length === 0 || !stream.isTTY) {
      stream.write(`${shown}\n`);
      return;
    }
    this.#stderr.write(this.#erase());
    stream.write(`${shown}\n`);
    this.#stderr.write(draw(this.#footer));
  }

  #erase(): string {
    return `\r${CLEAR_LINE}${`${LINE_UP}${CLEAR_LINE}`.repeat(Math.max(0, this.#footer.length - 1))}`;
  }
}

function draw(lines: readonly string[]): string {
  return lines.join("\n");
}

function hasColours(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  return Boolean(env.FORCE_COLOR) || (stream.isTTY === true && env.TERM !== "dumb");
}

/**
 * A text as it may stand on a terminal. Much of what is printed others have written, such as the log of a job: characters that would move the
 * cursor, clear the screen or answer in the user's name are shown by their pictures, and colours end with the text.
 */
export function visible(text: string): string {
  const parts = text.replaceAll("\r\n", "\n").split(COLOUR);
  const shown = parts.map((part, i) => (isColour(i) ? part : part.replace(/(?![\n\t])\p{Cc}/gu, pictureOf))).join("");
  return parts.length > 1 ? shown + RESET : shown;
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** How wide a text is without its colours. */
export function width(text: string): number {
  return textParts(text).join("").length;
}

/** The text, cut to a width with colours kept whole. */
export function cut(text: string, most: number): string {
  if (width(text) <= most) return text;
  let room = Math.max(0, most - 1);
  const parts = text.split(COLOUR).map((part, i) => {
    if (isColour(i)) return part;
    const kept = part.slice(0, room);
    room -= kept.length;
    return kept;
  });
  return `${parts.join("")}…`;
}

function textParts(text: string): string[] {
  return text.split(COLOUR).filter((_, i) => !isColour(i));
}

/** Splitting by an expression with a group puts what it matched at the odd places. */
function isColour(index: number): boolean {
  return index % 2 === 1;
}
