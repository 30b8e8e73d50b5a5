/**
 * Which positions of a job's log are stored. Entries come in any order and more than once: each is stored once, and the
 * cost is that of the new ones. A log without gaps, which is nearly every log, is known by its length.
 */
export class LogIndex {
  #length: number;
  #end: number;
  /** All positions before this one are stored. */
  #prefix: number;
  /** Stored positions from there on. */
  readonly #beyond: Set<number>;

  /**
   * @param end the place after the last entry.
   * @param stored for a log with gaps: what is stored of the positions that will be asked for.
   */
  constructor(length: number, end: number = length, stored: readonly number[] = []) {
    this.#length = length;
    this.#end = end;
    this.#prefix = length === end ? length : 0;
    this.#beyond = new Set(stored);
  }

  /** How many entries are stored. */
  get length(): number {
    return this.#length;
  }

  /** The place after the last one. */
  get end(): number {
    return this.#end;
  }

  /** No position before this one is new: a part of the log that starts earlier can be cut to start here. */
  get prefix(): number {
    return this.#prefix;
  }

  /** Answers whether the position is new. */
  add(position: number): boolean {
    if (position < this.#prefix || this.#beyond.has(position)) return false;
    this.#length += 1;
    this.#end = Math.max(this.#end, position + 1);
    if (position === this.#prefix) this.#closeGap();
    else this.#beyond.add(position);
    return true;
  }

  #closeGap(): void {
    this.#prefix += 1;
    while (this.#beyond.delete(this.#prefix)) this.#prefix += 1;
  }
}
