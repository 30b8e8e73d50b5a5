/**
 * What the broker is told of one attempt, in order: that it was received and started, its updates, its outcome.
 *
 * The first two wait for a moment, so that a job which ends within it is told of in one go, which also makes one patch of it
 * at the record. Updates go one at a time, with a rest in between: what comes meanwhile goes with the next one.
 */

import type { Delivery } from "../broker/broker.ts";
import type { OutcomeEvent, TaskEvent } from "../core/event.ts";
import type { JsonValue } from "../core/json.ts";
import type { Logger } from "../service/log.ts";
import { DelayLine } from "./delay-line.ts";
import { failureOf } from "./failure.ts";
import type { Failure, LogLine, Report } from "./protocol.ts";
import type { Sender } from "./sender.ts";

const MOMENT_MS = 5;
const REST_MS = 100;
/** Most of a log in one event. */
const MOST_LINES = 1_000;
const MOST_CHARS = 250_000;

/** What all attempts of a worker share. */
export class EventTimes {
  readonly moments = new DelayLine<AttemptEvents>(MOMENT_MS, (events) => events.open());
  readonly rests = new DelayLine<AttemptEvents>(REST_MS, (events) => events.rested());

  stop(): void {
    this.moments.stop();
    this.rests.stop();
  }
}

export interface AttemptEventsParts {
  readonly sender: Sender;
  readonly times: EventTimes;
  readonly log: Logger;
}

export class AttemptEvents {
  readonly #delivery: Delivery;
  readonly #parts: AttemptEventsParts;
  readonly #received;
  #first: TaskEvent[] | null = null;
  #isOpen = false;
  #rests = false;
  #lines: LogLine[] = [];
  #logOffset = 0;
  #snapshot: { urls?: JsonValue; progress?: JsonValue } | null = null;
  #urls: JsonValue | undefined;
  #progress: JsonValue | undefined;
  #sequence = 0;

  constructor(delivery: Delivery, parts: AttemptEventsParts) {
    this.#delivery = delivery;
    this.#parts = parts;
    this.#received = parts.sender.stamp();
  }

  /** It starts now. */
  started(): void {
    const { id, name, retries } = this.#delivery.task;
    this.#first = [
      { ...this.#received, type: "task-received", uuid: id, name, retries },
      { ...this.#base(), type: "task-started" },
    ];
    this.#parts.times.moments.add(this);
  }

  report({ log, urls, progress }: Report): void {
    if (log) this.#lines = this.#lines.length === 0 ? [...log] : this.#lines.concat(log);
    if (urls !== undefined) this.#urls = urls;
    if (progress !== undefined) this.#progress = progress;
    if (urls !== undefined || progress !== undefined) this.#snapshot = { urls: this.#urls, progress: this.#progress };
    this.#update();
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const event of this.#first ?? []) void this.#emit(event);
    this.#first = null;
    this.#update();
  }

  rested(): void {
    this.#rests = false;
    this.#update();
  }

  async succeeded(result: JsonValue, runtime: number): Promise<boolean> {
    try {
      return await this.#settle({ ...this.#base(), type: "task-succeeded", result, runtime });
    } catch (error) {
      // A result that is not JSON is the fault of the method, and may not make the task come again for ever.
      return this.failed({ ...failureOf(error), type: "BadResult", trace: null }, runtime);
    }
  }

  failed({ type, message, trace }: Failure, runtime: number): Promise<boolean> {
    const error = { type, message, trace };
    return this.#settle({
      ...this.#base(),
      type: "task-failed",
      error,
      exception: `${type}: ${message}`,
      traceback: trace,
      runtime,
    });
  }

  revoked(terminated: boolean, runtime?: number): Promise<boolean> {
    return this.#settle({ ...this.#base(), type: "task-revoked", terminated, ...(runtime !== undefined && { runtime }) });
  }

  #base() {
    const { id, retries } = this.#delivery.task;
    return { ...this.#parts.sender.stamp(), uuid: id, retries };
  }

  /** Events of a task keep their order, so nothing of its log is behind its outcome. */
  #settle(event: OutcomeEvent): Promise<boolean> {
    this.#rests = true;
    this.open();
    while (this.#hasNews()) void this.#emit(this.#nextUpdate());
    return this.#delivery.settle(event);
  }

  #update(): void {
    if (!this.#isOpen || this.#rests || !this.#hasNews()) return;
    this.#rests = true;
    void this.#emit(this.#nextUpdate()).then(() => this.#parts.times.rests.add(this));
  }

  #hasNews(): boolean {
    return this.#lines.length > 0 || this.#snapshot !== null;
  }

  #nextUpdate(): TaskEvent {
    const log = this.#takeLines();
    const event: TaskEvent = {
      ...this.#base(),
      type: "task-updated",
      sequence: this.#sequence,
      ...(log.length > 0 && { log, logOffset: this.#logOffset }),
      ...this.#snapshot,
    };
    this.#sequence += 1;
    this.#logOffset += log.length;
    this.#snapshot = null;
    return event;
  }

  #takeLines(): LogLine[] {
    let chars = 0;
    const most = this.#lines.findIndex(({ message }, i) => {
      chars += message.length;
      return i > 0 && (i >= MOST_LINES || chars > MOST_CHARS);
    });
    const taken = most === -1 ? this.#lines : this.#lines.slice(0, most);
    this.#lines = most === -1 ? [] : this.#lines.slice(most);
    return taken;
  }

  async #emit(event: TaskEvent): Promise<void> {
    try {
      await this.#delivery.emit(event);
    } catch (error) {
      this.#parts.log.error({ err: error, task: event.uuid, event: event.type }, "an event could not be sent");
    }
  }
}
