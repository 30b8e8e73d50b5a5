/** The client for browsers, over `fetch`. */

import { type ClientOptions, create } from "./create.ts";
import { fetchTransport } from "./fetch.ts";
import type { Hub } from "./hub.ts";

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

/** A client of the hub at `url`. */
export function createClient(options: ClientOptions): Hub {
  return create(options, (origin) => fetchTransport(origin));
}
