/**
 * Group commit: what arrives while one write is under way forms the next one. Nothing waits for a timer, a caller is
 * answered after its own write has committed, and the more load, the larger the groups.
 */

export interface GroupCommitOptions<Item, Result> {
  /** Writes a group, and answers one result for each item, in order. A rejection fails the whole group. */
  readonly write: (items: Item[]) => Promise<readonly Result[]>;
  /** Most items in one write. Default 500. */
  readonly maxItems?: number;
  /** Most writes under way at once. Default 1. */
  readonly concurrency?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export class GroupCommit<Item, Result> {
  readonly #write: (items: Item[]) => Promise<readonly Result[]>;
  readonly #maxItems: number;
  readonly #concurrency: number;
  #waiting: Waiting<Item, Result>[] = [];
  #writing = 0;
  #scheduled = false;

  constructor({ write, maxItems = 500, concurrency = 1 }: GroupCommitOptions<Item, Result>) {
    this.#write = write;
    this.#maxItems = maxItems;
    this.#concurrency = concurrency;
  }

  /** Resolves with the item's result once its group is written. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  /** Starts after the current turn of the event loop, so that requests which arrived together go together. */
  #schedule(): void {
    if (this.#scheduled || this.#writing >= this.#concurrency) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#waiting.length > 0 && this.#writing < this.#concurrency) void this.#writeNext();
    });
  }

  async #writeNext(): Promise<void> {
    const group = this.#waiting.slice(0, this.#maxItems);
    this.#waiting = this.#waiting.slice(this.#maxItems);
    this.#writing += 1;
    try {
      const results = await this.#write(group.map(({ item }) => item));
      group.forEach(({ resolve }, i) => {
        resolve(results[i] as Result);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.#writing -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}
