/** How requests get to the server: over undici in Node.js, over `fetch` in browsers. */

export interface Outgoing {
  readonly method: string;
  /** From the slash after the host on. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Longest silence of the server, in milliseconds. 0 for no limit. */
  readonly timeoutMs: number;
}

export interface Incoming {
  readonly status: number;
  header(name: string): string | null;
  text(): Promise<string>;
  /** The body as it comes. Either this or `text`, once. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface Transport {
  /**
   * @throws {ConnectionError} if there is no answer; `text` and `chunks` too, if only a part of it comes. When `signal`
   * aborts, its reason.
   */
  send(request: Outgoing): Promise<Incoming>;
  /** Closes idle connections and lets requests under way end. */
  close(): Promise<void>;
}
