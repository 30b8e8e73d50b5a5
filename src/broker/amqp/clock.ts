/** Lamport's clock of one process, as all peers keep it. */
export class Clock {
  #time = 0;

  get time(): number {
    return this.#time;
  }

  /** For something that is sent now. */
  tick(): number {
    this.#time += 1;
    return this.#time;
  }

  /** Something was received that was sent at `time` of its sender's clock. */
  hear(time: unknown): void {
    if (typeof time === "number" && Number.isSafeInteger(time)) this.#time = Math.max(this.#time, time) + 1;
  }
}
