/** What RabbitMQ's management API tells. */

import { request } from "undici";

/** A node of RabbitMQ, and what it stops taking messages for. */
export interface Node {
  readonly name: string;
  readonly mem_alarm?: boolean;
  readonly disk_free_alarm?: boolean;
}

export interface Queue {
  readonly name: string;
  readonly arguments?: { readonly "x-max-priority"?: number };
}

export interface ManagementFacts {
  readonly nodes: readonly Node[];
  readonly queues: readonly Queue[];
  /** How many seconds its clock is ahead of ours at the least. */
  readonly clockAhead: number;
}

const PATIENCE_MS = 5_000;

/** @throws if it does not answer, or refuses the user. */
export async function readManagement(address: string, virtualHost: string): Promise<ManagementFacts> {
  const queues = await get<Queue[]>(address, `queues/${encodeURIComponent(virtualHost)}?columns=name,arguments`);
  const askedAt = Date.now();
  const nodes = await get<Node[]>(address, "nodes?columns=name,mem_alarm,disk_free_alarm");
  return { nodes: nodes.body, queues: queues.body, clockAhead: secondsAhead(Date.parse(nodes.date), askedAt, Date.now()) };
}

/** @param told cut to whole seconds, at some moment between the two others. */
function secondsAhead(told: number, from: number, to: number): number {
  if (told > to) return (told - to) / 1000;
  return Math.min(0, told + 1000 - from) / 1000;
}

async function get<T>(address: string, resource: string): Promise<{ body: T; date: string }> {
  const { origin, pathname, username, password } = new URL(address);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const { statusCode, headers, body } = await request(`${origin}${pathname.replace(/\/$/, "")}/api/${resource}`, {
    headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(statusCode === 401 ? "it refuses the user" : `HTTP ${statusCode}`);
  }
  return { body: (await body.json()) as T, date: String(headers.date) };
}
