import { createParser, type EventSourceMessage } from "eventsource-parser";
import { ConnectionError, isPassing } from "./errors.ts";
import type { InlineResponse20011Results } from "./generated/types.ts";
import { backoffMs, pause } from "./pause.ts";
import type { Requests } from "./requests.ts";

/**
 * What the live feed says: that it is connected, that a job has changed, or that changes may have been missed (then
 * read the list again).
 */
export type LiveEvent =
  | { readonly type: "ready" }
  | { readonly type: "reset" }
  | { readonly type: "job"; readonly job: Omit<InlineResponse20011Results, "log"> };

export interface LiveOptions {
  /** Only this job. */
  readonly job?: number;
  /** Ends the feed, without an error. */
  readonly signal?: AbortSignal;
  /** Opens one job of it to whoever has its key and no token. */
  readonly key?: string;
  /** Called when the connection is lost, before it is made again: until `reset`, nothing is heard. */
  readonly onLost?: () => void;
}

/** The hub sends at least a comment every 15 s: after three times that, the connection is dead. */
const SILENCE_MS = 45_000;

/** Longest event that is taken, in characters. */
const MAX_EVENT = 16 * 1024 * 1024;

/**
 * Changes as they happen. Connects again by itself when the connection is lost or the hub is not well, and then says
 * `reset`, since changes may have been missed. Ends when `signal` aborts.
 * @throws {AnswerError} if the hub refuses (no such project, no permission).
 */
export async function* liveEvents(requests: Requests, path: string, options: LiveOptions): AsyncGenerator<LiveEvent, void> {
  const { signal } = options;
  let wasReady = false;
  for (let failed = 0; !signal?.aborted; ) {
    try {
      for await (const event of connection(requests, path, options)) {
        failed = 0;
        yield event.type === "ready" && wasReady ? { type: "reset" } : event;
        wasReady ||= event.type === "ready";
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isPassing(error)) throw error;
    }
    failed += 1;
    options.onLost?.();
    await pause(backoffMs(failed), signal).catch(() => {});
  }
}

async function* connection(requests: Requests, path: string, { job, key, signal }: LiveOptions): AsyncGenerator<LiveEvent> {
  const answer = await requests.open("GET", path, {
    query: { job, key },
    accept: "text/event-stream",
    timeoutMs: SILENCE_MS,
    ...(signal && { signal }),
  });
  if (!answer.header("content-type")?.startsWith("text/event-stream")) throw new ConnectionError(`${path} is not a live feed`);
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => arrived.push(event), maxBufferSize: MAX_EVENT });
  const decoder = new TextDecoder();
  for await (const chunk of answer.chunks()) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const message of arrived.splice(0)) {
      const event = liveEvent(message);
      if (event) yield event;
    }
  }
}

/** Null for an event of a later hub. */
function liveEvent({ event, data }: EventSourceMessage): LiveEvent | null {
  if (event === "job") return { type: "job", job: JSON.parse(data) };
  return event === "ready" || event === "reset" ? { type: event } : null;
}
