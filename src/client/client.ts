/** The client for Node.js. Browsers take `browser.ts`. */

import { type ClientOptions, create } from "./create.ts";
import type { Hub } from "./hub.ts";
import { undiciTransport } from "./undici.ts";

export type { ClientOptions } from "./create.ts";
export { AnswerError, ConnectionError, isPassing } from "./errors.ts";
export type { Hub, ProjectRef } from "./hub.ts";
export type { LiveOptions } from "./live.ts";
export type { RequestOptions } from "./requests.ts";
export type * from "./types.ts";

/** A client of the hub at `url`. Connects when first asked something, and keeps its connections until `close`. */
export function createClient(options: ClientOptions): Hub {
  return create(options, undiciTransport);
}
