import type { Hub, RequestOptions } from "../../clients/typescript/src/client.ts";
import { Loop } from "../broker/loop.ts";
import type { Service } from "../core/lifecycle.ts";
import type { Logger } from "../service/log.ts";
import type { ManagerLink } from "./link.ts";

export interface PresenceOptions {
  readonly hub: Hub;
  readonly link: Pick<ManagerLink, "isUp">;
  readonly log: Logger;
  readonly hostname: string;
  readonly pid: number;
  readonly version: string;
  readonly request?: RequestOptions;
  /** How often it is said, in milliseconds. Default 5,000: the manager gives an overseer up after 20 seconds. */
  readonly everyMs?: number;
}

/** How long a farewell may take, in milliseconds: without one the manager finds out by itself. */
const FAREWELL_MS = 1_000;

/** Tells the manager that this overseer is there, and when it goes. */
export class Presence implements Service {
  readonly #options: PresenceOptions;
  readonly #loop: Loop;
  #isKnown = false;
  #stopped: Promise<void> | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#loop = new Loop({
      step: async () => {
        await this.#tell();
        return false;
      },
      restMs: options.everyMs ?? 5_000,
      onError: (error) => options.log.debug({ err: error }, "the manager could not be told that this overseer is there"),
    });
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#loop.stop();
    if (this.#isKnown) await this.#say(true, { signal: AbortSignal.timeout(FAREWELL_MS) }).catch(() => {});
  }

  async #tell(): Promise<void> {
    if (!this.#options.link.isUp) return;
    await this.#say(false, this.#options.request);
    this.#isKnown = true;
  }

  async #say(stopping: boolean, request: RequestOptions | undefined): Promise<void> {
    const { hub, hostname, pid, version } = this.#options;
    await hub.hub.hubOverseersHeartbeat({ data: { hostname, pid, version, stopping } }, request);
  }
}
