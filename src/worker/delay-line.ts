/** Items that are due a fixed time after they were added, with one timer for all of them. */
export class DelayLine<Item> {
  readonly #delayMs: number;
  readonly #onDue: (item: Item) => void;
  #items: { readonly item: Item; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(delayMs: number, onDue: (item: Item) => void) {
    this.#delayMs = delayMs;
    this.#onDue = onDue;
  }

  add(item: Item): void {
    this.#items.push({ item, due: performance.now() + this.#delayMs });
    this.#timer ??= setTimeout(this.#run, this.#delayMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#items = [];
  }

  readonly #run = (): void => {
    const now = performance.now();
    const split = this.#items.findIndex(({ due }) => due > now);
    const due = split === -1 ? this.#items : this.#items.slice(0, split);
    this.#items = split === -1 ? [] : this.#items.slice(split);
    const next = this.#items[0];
    this.#timer = next && setTimeout(this.#run, next.due - now);
    for (const { item } of due) this.#onDue(item);
  };
}
