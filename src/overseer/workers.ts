import { AnswerError, type Hub, type RequestOptions } from "../../clients/typescript/src/client.ts";
import type { WorkerEvent } from "../core/event.ts";
import type { Logger } from "../service/log.ts";
import type { Refusal } from "./deliver.ts";
import type { ManagerLink } from "./link.ts";

export interface WorkerNewsOptions {
  readonly hub: Hub;
  readonly link: ManagerLink;
  readonly log: Logger;
  readonly request?: RequestOptions;
}

/** Most heartbeats that are on their way at once. */
const MAX_SENDING = 8;

/** One process: a worker that starts again under its name is another. */
export function processOf({ hostname, pid }: WorkerEvent): string {
  return `${hostname} ${pid ?? ""}`;
}

/**
 * News of workers, to the manager. That one came or went is delivered for certain, in order. Of heartbeats only the
 * newest of each worker counts: it is sent by the way, and dropped if that fails, as the next is near.
 */
export class WorkerNews {
  readonly #options: WorkerNewsOptions;
  readonly #beats = new Map<string, WorkerEvent>();
  readonly #sending = new Map<string, Promise<void>>();
  #moves: Promise<unknown> = Promise.resolve();

  constructor(options: WorkerNewsOptions) {
    this.#options = options;
  }

  /** Resolves once all comings and goings are recorded, with those that the manager refused. */
  deliver(events: readonly WorkerEvent[]): Promise<Refusal[]> {
    const ordered = events.toSorted((a, b) => a.timestamp - b.timestamp);
    const moves = ordered.filter(({ type }) => type !== "worker-heartbeat");
    const moved = this.#moves.then(() => this.#deliverMoves(moves));
    this.#moves = moved.catch(() => {});
    for (const beat of newestBeats(ordered)) this.#beat(beat, moved);
    return moved;
  }

  async #deliverMoves(moves: readonly WorkerEvent[]): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const move of moves) {
      this.#beats.delete(processOf(move));
      await this.#sending.get(processOf(move));
      refusals.push(...(await this.#options.link.run(() => this.#move(move))));
    }
    return refusals;
  }

  async #move(event: WorkerEvent): Promise<Refusal[]> {
    const { hub, request } = this.#options;
    const post = event.type === "worker-online" ? hub.workers.workersOnline : hub.workers.workersOffline;
    try {
      await post.call(hub.workers, { data: { ...event } }, request);
      return [];
    } catch (error) {
      const isRefused = error instanceof AnswerError && error.fromHub && [400, 404, 409, 413, 422].includes(error.status);
      if (!isRefused) throw error;
      return [{ events: [event], reason: `${error.status} for worker ${event.hostname}: ${error.message}` }];
    }
  }

  /** A heartbeat never overtakes the coming of its worker. */
  #beat(beat: WorkerEvent, moved: Promise<unknown>): void {
    moved.then(
      () => {
        if (!this.#options.link.isUp) return;
        this.#beats.set(processOf(beat), beat);
        this.#sendBeats();
      },
      () => {},
    );
  }

  #sendBeats(): void {
    for (const [worker, beat] of this.#beats) {
      if (this.#sending.size >= MAX_SENDING) return;
      if (this.#sending.has(worker)) continue;
      this.#beats.delete(worker);
      this.#sending.set(
        worker,
        this.#sendBeat(beat).finally(() => {
          this.#sending.delete(worker);
          this.#sendBeats();
        }),
      );
    }
  }

  async #sendBeat(beat: WorkerEvent): Promise<void> {
    const { hub, log, request } = this.#options;
    try {
      await hub.workers.workersHeartbeat({ data: { ...beat } }, request);
    } catch (error) {
      log.debug({ err: error, worker: beat.hostname }, "a heartbeat is lost");
    }
  }
}

/** The newest heartbeat of each worker that has not gone since. */
function newestBeats(ordered: readonly WorkerEvent[]): WorkerEvent[] {
  const newest = new Map(ordered.map((event) => [processOf(event), event]));
  return [...newest.values()].filter(({ type }) => type === "worker-heartbeat");
}
