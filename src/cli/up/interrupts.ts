/** The signals that end `jobhub up`. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const NAMES: Record<string, string> = { SIGINT: "Ctrl-C", SIGTERM: "SIGTERM", SIGHUP: "the terminal is gone" };

/** One Ctrl-C under `npm start` arrives twice: from the terminal, and from npm, which passes it on. In milliseconds. */
const SAME_MS = 500;

export class Interrupts {
  /** Resolves with the reason at the first signal. */
  readonly told: Promise<string>;
  #tell: (why: string) => void = () => {};
  #again: () => void = () => {};
  #toldAt: number | null = null;
  #isAgain = false;

  constructor() {
    this.told = new Promise((resolve) => {
      this.#tell = resolve;
    });
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  get isTold(): boolean {
    return this.#toldAt !== null;
  }

  /** Whether it was told to hurry. */
  get isAgain(): boolean {
    return this.#isAgain;
  }

  /** What to do at a second signal. */
  onAgain(handle: () => void): void {
    this.#again = handle;
  }

  stop(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (this.#toldAt === null) {
      this.#toldAt = now;
      this.#tell(NAMES[signal] ?? signal);
    } else if (now - this.#toldAt > SAME_MS && !this.#isAgain) {
      this.#isAgain = true;
      this.#again();
    }
  };
}
