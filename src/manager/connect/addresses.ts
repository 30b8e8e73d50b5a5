/** The addresses that a worker reports for a job's server, and which of them a connection goes to. */

import { BlockList, isIPv6 } from "node:net";
import type { JsonValue } from "../../core/json.ts";

/** An address of a job's server, inside of the worker's network. */
export interface ReportedAddress {
  readonly name: string;
  readonly url: URL;
}

const WEB = /^https?:$/;
const SOCKET = /^wss?:$/;

/**
 * What a job may be reached at. Private addresses are fine: it is where workers are. Those of the link alone are not, by whatever way: clouds
 * have their metadata there, which give away the machine's credentials; nor are the others that clouds have them at.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet("169.254.0.0", 16, "ipv4");
REFUSED.addSubnet("fe80::", 10, "ipv6");
REFUSED.addAddress("fd00:ec2::254", "ipv6");
REFUSED.addAddress("100.100.100.200", "ipv4");
REFUSED.addAddress("168.63.129.16", "ipv4");
// 169.254.0.0/16 where a network translates it (RFC 6052).
REFUSED.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");

/** @param address an IP address; anything else is not refused, as its own addresses are when it is looked up. */
export function isRefused(address: string): boolean {
  return REFUSED.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** Those of a job's `urls` that can be connected to. */
export function reportedAddresses(urls: JsonValue): ReportedAddress[] {
  if (typeof urls !== "object" || urls === null || Array.isArray(urls)) return [];
  return Object.entries(urls).flatMap(([name, text]) => {
    const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : null;
    return url && isReachable(url) ? [{ name, url }] : [];
  });
}

function isReachable({ protocol, hostname, username, password }: URL): boolean {
  if (!WEB.test(protocol) && !SOCKET.test(protocol)) return false;
  return username === "" && password === "" && !isRefused(plainHost(hostname));
}

/**
 * Where a connection for a path goes: of the addresses for its protocol, or of the others where there are none, to the one whose own path
 * holds it and is longest, else to the first. Null if there are none at all.
 */
export function addressFor(addresses: readonly ReportedAddress[], path: string, isWebSocket: boolean): URL | null {
  const wanted = isWebSocket ? SOCKET : WEB;
  const fitting = addresses.filter(({ url }) => wanted.test(url.protocol));
  const [first, ...others] = (fitting.length > 0 ? fitting : addresses).map(({ url }) => url);
  if (!first) return null;
  return others.reduce((best, url) => (heldLength(url, path) > heldLength(best, path) ? url : best), first);
}

/** Length of an address's own path, if it holds the path that is asked for. */
function heldLength({ pathname }: URL, path: string): number {
  const folder = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return path === pathname || path.startsWith(folder) ? pathname.length : 0;
}

/** Whether a connection for the address's own path comes to it, and not to another of the same job. */
export function isFound({ url }: ReportedAddress, addresses: readonly ReportedAddress[]): boolean {
  return addressFor(addresses, url.pathname, SOCKET.test(url.protocol))?.origin === url.origin;
}

/** A server that speaks HTTP: what a URL says of it. */
export interface Target {
  readonly protocol: "http:" | "https:";
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** As in a `Host` header. */
  readonly host: string;
  readonly origin: string;
}

export function targetOf({ protocol, hostname, port, host }: URL): Target {
  const isSafe = protocol === "https:" || protocol === "wss:";
  return {
    protocol: isSafe ? "https:" : "http:",
    hostname: plainHost(hostname),
    port: Number(port) || (isSafe ? 443 : 80),
    host,
    origin: `${isSafe ? "https" : "http"}://${host}`,
  };
}

function plainHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}
