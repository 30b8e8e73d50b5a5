/**
 * Which positions of a job's log are stored. Entries come in any order and more than once: each is stored once, and the
 * cost is that of the new ones. A log without gaps, which is nearly every log, needs no more than its length.
 */
export class LogIndex {
  /** All positions before this one are stored. */
  #prefix: number;
  /** Stored positions after a gap. */
  readonly #beyond = new Set<number>();
  #end: number;

  /** @param stored positions beyond `prefix`, in any order. */
  constructor(prefix: number, stored: readonly number[] = []) {
    this.#prefix = prefix;
    this.#end = prefix;
    for (const position of stored) this.add(position);
  }

  /** How many entries are stored. */
  get length(): number {
    return this.#prefix + this.#beyond.size;
  }

  /** The place after the last one. */
  get end(): number {
    return this.#end;
  }

  /** The first position that may be missing: a part of the log that starts earlier can be cut to start here. */
  get prefix(): number {
    return this.#prefix;
  }

  /** Answers whether the position is new. */
  add(position: number): boolean {
    if (position < this.#prefix || this.#beyond.has(position)) return false;
    if (position === this.#prefix) this.#closeGap();
    else this.#beyond.add(position);
    this.#end = Math.max(this.#end, position + 1);
    return true;
  }

  #closeGap(): void {
    this.#prefix += 1;
    while (this.#beyond.delete(this.#prefix)) this.#prefix += 1;
  }
}
