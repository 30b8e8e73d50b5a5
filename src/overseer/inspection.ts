import { AnswerError, type Hub, type RequestOptions } from "../../clients/typescript/src/client.ts";
import type { RemoteControl } from "../broker/control.ts";
import { Loop } from "../broker/loop.ts";
import type { WorkerEvent } from "../core/event.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../core/json.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";
import type { ManagerLink } from "./link.ts";

export interface InspectionOptions {
  readonly control: Pick<RemoteControl, "request">;
  readonly hub: Hub;
  readonly link: Pick<ManagerLink, "isUp">;
  readonly log: Logger;
  readonly request?: RequestOptions;
  /** How often a worker is asked again. Default 60,000. */
  readonly everyMs?: number;
  /** How long workers may take to answer. Default 2,000. */
  readonly patienceMs?: number;
  /** How soon one that did not answer is asked again. Default 3,000. */
  readonly restMs?: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number;
}

/** How often one that does not answer is asked at once; then it has its turn with the others. */
const MOST_TRIES = 5;
/** One that was not heard for so long is gone, without a word. */
const FORGOTTEN_MS = 600_000;
/** Most workers that are asked together. */
const MOST_AT_ONCE = 100;

interface Asked {
  /** When it is to be asked next. */
  at: number;
  tries: number;
  heard: number;
  /** What the record did not take of it, as it was told last. */
  told: string;
}

/**
 * Asks each worker that is heard what it is, what it takes from and what it runs, and tells the record: when it comes, when its first
 * heartbeat is heard, and now and then. This is how zones and queues of Celery's workers come to be known.
 */
export class Inspection implements Service {
  readonly #options: InspectionOptions;
  readonly #now: () => number;
  readonly #workers = new Map<string, Asked>();
  readonly #loop: Loop;

  constructor(options: InspectionOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#loop = new Loop({
      step: async () => {
        await this.look();
        return false;
      },
      restMs: options.restMs ?? 3_000,
      onError: (error) => options.log.debug({ err: error }, "workers could not be inspected"),
    });
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Workers have spoken, and the record knows them. */
  hear(events: readonly WorkerEvent[]): void {
    for (const { type, hostname } of events) {
      const known = this.#workers.get(hostname);
      if (type === "worker-offline") this.#workers.delete(hostname);
      else if (known && type === "worker-heartbeat") known.heard = this.#now();
      else this.#await(hostname);
    }
  }

  /** One round: all whose turn it is. */
  async look(): Promise<void> {
    this.#forget();
    const due = [...this.#workers].filter(([, { at }]) => at <= this.#now()).slice(0, MOST_AT_ONCE);
    if (due.length === 0 || !this.#options.link.isUp) return;
    const found = await this.#ask(due.map(([hostname]) => hostname));
    await Promise.all(due.map(([hostname, asked]) => this.#tell(hostname, asked, found.get(hostname))));
  }

  #await(hostname: string): void {
    const at = this.#now();
    this.#workers.set(hostname, { at, tries: 0, heard: at, told: "" });
    this.#loop.wake();
  }

  #forget(): void {
    for (const [hostname, { heard }] of this.#workers) {
      if (this.#now() - heard > FORGOTTEN_MS) this.#workers.delete(hostname);
    }
  }

  async #ask(destination: readonly string[]): Promise<Map<string, Findings>> {
    const { control, patienceMs = 2_000 } = this.#options;
    const ask = (method: string) => control.request(method, {}, { destination, timeoutMs: patienceMs });
    const [stats, queues, methods] = await Promise.all([ask("stats"), ask("active_queues"), ask("registered")]);
    return new Map(
      destination.flatMap((hostname) => {
        const found = findings(stats[hostname], queues[hostname], methods[hostname]);
        return found ? [[hostname, found]] : [];
      }),
    );
  }

  async #tell(hostname: string, asked: Asked, found: Findings | undefined): Promise<void> {
    const isTold = found !== undefined && (await this.#patch(hostname, asked, found));
    asked.tries = isTold ? 0 : asked.tries + 1;
    const isPatient = isTold || asked.tries >= MOST_TRIES;
    asked.at = this.#now() + (isPatient ? (this.#options.everyMs ?? 60_000) : 0);
    if (isPatient) asked.tries = 0;
  }

  /** Of queues that have no place in the record, at least the worker itself is told. */
  async #patch(hostname: string, asked: Asked, { queues, ...rest }: Findings): Promise<boolean> {
    const { log } = this.#options;
    try {
      await this.#send(hostname, { ...rest, queues });
      return true;
    } catch (error) {
      if (!(error instanceof AnswerError) || error.status !== 400) return false;
      if (asked.told !== error.message)
        log.warn({ worker: hostname, reason: error.message }, "the record does not take its queues");
      asked.told = error.message;
    }
    return this.#send(hostname, rest).then(
      () => true,
      () => false,
    );
  }

  async #send(hostname: string, data: Partial<Findings>): Promise<void> {
    const { hub, request } = this.#options;
    await hub.workers.workersPartialUpdate({ hostname, data }, request);
  }
}

interface Findings {
  readonly stats: JsonObject;
  readonly queues: JsonValue[];
  readonly methods: string[];
}

/** Null where one answer is missing, or is an error: then it is asked again. */
function findings(stats?: JsonValue, queues?: JsonValue, methods?: JsonValue): Findings | null {
  if (!isJsonObject(stats) || "error" in stats || !Array.isArray(queues) || !Array.isArray(methods)) return null;
  return { stats, queues, methods: methods.filter((method) => typeof method === "string").map(bareName) };
}

/** `registered` shows what it was asked for behind the name: `add [rate_limit=5/s]`. */
function bareName(method: string): string {
  return method.split(" ", 1)[0] ?? method;
}
