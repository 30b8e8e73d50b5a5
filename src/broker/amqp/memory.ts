/** The last of what was seen, each for a while. */
export class Memory<Value> {
  readonly #most: number;
  readonly #forMs: number;
  readonly #seen = new Map<string, { readonly value: Value; readonly at: number }>();

  constructor({ most, forMs }: { readonly most: number; readonly forMs: number }) {
    this.#most = most;
    this.#forMs = forMs;
  }

  add(key: string, value: Value): void {
    this.#seen.delete(key);
    this.#seen.set(key, { value, at: Date.now() });
    this.#forget();
  }

  get(key: string): Value | undefined {
    const seen = this.#seen.get(key);
    return seen && seen.at > Date.now() - this.#forMs ? seen.value : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  entries(): [string, Value][] {
    this.#forget();
    return [...this.#seen].map(([key, { value }]) => [key, value]);
  }

  /** The oldest come first. */
  #forget(): void {
    const oldest = Date.now() - this.#forMs;
    for (const [key, { at }] of this.#seen) {
      if (at > oldest && this.#seen.size <= this.#most) return;
      this.#seen.delete(key);
    }
  }
}
