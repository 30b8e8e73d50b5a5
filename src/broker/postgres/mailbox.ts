/** The answering side of remote control on PostgreSQL. */

import type { Service } from "../../core/lifecycle.ts";
import type { Database } from "../../database/connect.ts";
import type { Logger } from "../../service/log.ts";
import { Loop } from "../loop.ts";
import { answer, type ControlMethods } from "../node.ts";
import { findRequests, insertAnswer, REQUESTS_CHANNEL, type Request } from "./control.store.ts";
import type { Notices } from "./notices.ts";

export interface MailboxOptions {
  /** Node name, `name@host`. */
  readonly node: string;
  readonly methods: ControlMethods;
  readonly database: Database;
  readonly notices: Notices;
  readonly log: Logger;
}

/** A notice tells of each request; this is for those that are missed. */
const POLL_MS = 5_000;

/** Does each request once: those that were there before it came are not for it. */
export class Mailbox implements Service {
  readonly #options: MailboxOptions;
  readonly #loop: Loop;
  #done: ReadonlySet<number> | undefined;
  #unhear: () => void = () => undefined;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#loop = new Loop({
      step: () => this.#look(),
      restMs: POLL_MS,
      onError: (error) => options.log.warn({ err: error }, "requests of remote control could not be read"),
    });
  }

  async start(): Promise<void> {
    this.#unhear = await this.#options.notices.hear(REQUESTS_CHANNEL, () => this.#loop.wake());
    await this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#unhear();
    await this.#loop.stop();
  }

  async #look(): Promise<boolean> {
    const { database, node } = this.#options;
    const requests = await findRequests(database, node);
    const done = this.#done;
    this.#done = new Set(requests.map(({ id }) => id));
    if (done) for (const request of requests) if (!done.has(request.id)) await this.#do(request);
    return false;
  }

  /** What was done is not done again where the answer cannot be kept: the asker finds that there is none. */
  async #do({ id, method, args }: Request): Promise<void> {
    const { database, node, methods, log } = this.#options;
    const said = answer(methods, method, args);
    if (said === undefined) return;
    await insertAnswer(database, id, node, said).catch((error: unknown) =>
      log.warn({ err: error, method }, "a request of remote control could not be answered"),
    );
  }
}
