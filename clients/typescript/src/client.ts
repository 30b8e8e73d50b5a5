/** The client for Node.js. Browsers take `browser.ts`. */

import { type ClientOptions, create } from "./create.ts";
import type { Hub } from "./hub.ts";
import { undiciTransport } from "./undici.ts";

export { RawJson, type RequestOf } from "./api.ts";
export type { ClientOptions } from "./create.ts";
export { AnswerError, ConnectionError, isPassing } from "./errors.ts";
export * from "./generated/classes.ts";
export type * from "./generated/types.ts";
export type { Hub } from "./hub.ts";
export type { LiveEvent, LiveOptions } from "./live.ts";
export type * from "./models.ts";
export type { RequestOptions } from "./requests.ts";
export type { Incoming } from "./transport.ts";

/** A client of the hub at `url`. Connects when first asked something, and keeps its connections until `close`. */
export function createClient(options: ClientOptions): Hub {
  return create(options, undiciTransport);
}
