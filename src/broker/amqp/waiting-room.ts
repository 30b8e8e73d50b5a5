import type { AmqpDelivery } from "./delivery.ts";

/** Timers take no longer delays. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface WaitingRoomOptions {
  /** Whether one more may go on now. */
  readonly isOpen: () => boolean;
  readonly onTurn: (delivery: AmqpDelivery) => void;
}

/** Where tasks wait that have come: for their time, then, in that order, for room. */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #early = new Map<AmqpDelivery, NodeJS.Timeout>();
  readonly #due = new Set<AmqpDelivery>();

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  /** How many wait for room. */
  get due(): number {
    return this.#due.size;
  }

  /** What waits for its time. */
  get early(): readonly AmqpDelivery[] {
    return [...this.#early.keys()];
  }

  add(delivery: AmqpDelivery): void {
    if (isDue(delivery)) {
      this.#due.add(delivery);
      this.fill();
      return;
    }
    const look = () => {
      this.#early.delete(delivery);
      this.add(delivery);
    };
    const delay = (delivery.said.eta ?? 0) - Date.now();
    this.#early.set(delivery, setTimeout(look, Math.min(delay, MAX_TIMER_MS)));
  }

  remove(delivery: AmqpDelivery): void {
    clearTimeout(this.#early.get(delivery));
    this.#early.delete(delivery);
    this.#due.delete(delivery);
  }

  /** There may be room. */
  fill(): void {
    for (const delivery of this.#due) {
      if (!this.#options.isOpen()) return;
      this.#due.delete(delivery);
      this.#options.onTurn(delivery);
    }
  }
}

export function isDue({ said: { eta } }: AmqpDelivery): boolean {
  return eta === null || eta <= Date.now();
}
