import { Hub } from "./hub.ts";
import { Requests, type TokenSource } from "./requests.ts";
import type { Transport } from "./transport.ts";

export interface ClientOptions {
  /** Address of the hub, such as `http://127.0.0.1:8000`; what follows the host is put before `/api`. */
  readonly url: string;
  /** A function is asked before each request. Default: none, as for a browser that has signed in. */
  readonly token?: TokenSource;
  /** Longest silence of the hub, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

/** @throws {TypeError} if the address is not one of http or https. */
export function create(
  { url, token = null, timeoutMs = 30_000 }: ClientOptions,
  makeTransport: (origin: string) => Transport,
): Hub {
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") throw new TypeError(`${url} is not an http or https address`);
  const prefix = pathname.replace(/\/+$/, "").replace(/\/api$/, "");
  return new Hub(new Requests({ transport: makeTransport(origin), prefix, token, timeoutMs }));
}
