/** Sockets to jobs' servers. */

import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isRefused } from "./addresses.ts";

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;
type Lookup = (hostname: string, options: LookupOptions, found: Found) => void;

/** A name may lead to an address that we refuse: the check is on what the connection is then made to. */
export function checked(lookUp: Lookup): Lookup {
  return (hostname, options, found) =>
    lookUp(hostname, options, (error, address, family) => {
      const addresses = typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
      if (error || !addresses.some(isRefused)) return found(error, address, family);
      found(Object.assign(new Error(`${hostname} has an address that jobs may not have.`), { code: "EADDRREFUSED" }), "");
    });
}

/**
 * Each request has a connection of its own: one that was used before may be closed by the other side just as it is used again, and
 * what cannot be repeated would fail. To a server nearby a new one costs a fraction of a millisecond. The server is not told so: one that
 * expects no more requests may cut off its answer to what it did not want to read the whole of.
 */
class WebAgent extends HttpAgent {
  override keepSocketAlive(): boolean {
    return false;
  }
}

class SafeWebAgent extends HttpsAgent {
  override keepSocketAlive(): boolean {
    return false;
  }
}

const OPTIONS = { keepAlive: true, lookup: checked(lookup), noDelay: true };
const AGENTS = { "http:": new WebAgent(OPTIONS), "https:": new SafeWebAgent(OPTIONS) };

export function agentFor(protocol: keyof typeof AGENTS): HttpAgent {
  return AGENTS[protocol];
}
