/** The client for browsers, over `fetch`. */

import { type ClientOptions, create } from "./create.ts";
import { fetchTransport } from "./fetch.ts";
import type { Hub } from "./hub.ts";

export type { ClientOptions } from "./create.ts";
export { AnswerError, ConnectionError, isPassing } from "./errors.ts";
export type { Hub, ProjectRef } from "./hub.ts";
export type { LiveOptions } from "./live.ts";
export type { RequestOptions } from "./requests.ts";
export type * from "./types.ts";

/** A client of the hub at `url`. */
export function createClient(options: ClientOptions): Hub {
  return create(options, (origin) => fetchTransport(origin));
}
