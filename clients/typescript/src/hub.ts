import { Apis } from "./generated/classes.ts";
import { type LiveEvent, type LiveOptions, liveEvents } from "./live.ts";
import type { Requests } from "./requests.ts";

/** One hub. Every call rejects with an `AnswerError` or a `ConnectionError`, or with the reason of its `signal`. */
export class Hub extends Apis {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    super(requests);
    this.#requests = requests;
  }

  /**
   * Changes of a project's jobs as they happen, over lost connections too, until `signal` aborts or the loop is left. Read
   * the list again when it says `reset`.
   *
   * @param project its id or name; `account/name` where the name alone is ambiguous.
   */
  live(project: number | string, options: LiveOptions = {}): AsyncGenerator<LiveEvent, void> {
    return liveEvents(this.#requests, `/projects/${encodeURIComponent(String(project))}/jobs/live/`, options);
  }

  /** Closes the connections, once the requests under way have ended. */
  close(): Promise<void> {
    return this.#requests.close();
  }
}
