/** One client of the live feed, over server-sent events. What it is too slow to take is dropped, and it is told so by a `reset`. */

import type { ServerResponse } from "node:http";

/** Longest text for one write, in characters: beyond it a client does better to read the list again. */
const MAX_WRITE = 4 * 2 ** 20;

export type StreamEvent = "ready" | "reset" | "job";

export class EventStream {
  readonly #response: ServerResponse;
  readonly #now: () => number;
  /** Since when the client has not taken all that was written; null if it keeps up. */
  #lagsSince: number | null = null;
  #hasMissed = false;

  /** Sends the headers. */
  constructor(response: ServerResponse, now: () => number) {
    this.#response = response;
    this.#now = now;
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies such as nginx would hold events back.
      "x-accel-buffering": "no",
    });
    response.on("drain", () => this.#onDrain());
    // That a connection breaks is no news; `close` follows.
    response.on("error", () => undefined);
  }

  /** @param text made with `eventText`, of one event or several. */
  send(text: string): void {
    if (this.#lagsSince !== null) this.#hasMissed = true;
    else this.#write(text.length > MAX_WRITE ? eventText("reset") : text);
  }

  /** Keeps the connection alive; ends it if the client has been lagging for too long. */
  beat(longestLagMs: number): void {
    if (this.#lagsSince === null) this.#write(":\n\n");
    else if (this.#now() - this.#lagsSince > longestLagMs) this.#response.destroy();
  }

  end(): void {
    this.#response.end();
  }

  #onDrain(): void {
    this.#lagsSince = null;
    if (!this.#hasMissed) return;
    this.#hasMissed = false;
    this.#write(eventText("reset"));
  }

  #write(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    if (!this.#response.write(text)) this.#lagsSince = this.#now();
  }
}

export function eventText(event: StreamEvent, data: unknown = {}): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
