/** The hub's queues, from the figures that the overseer serves to Prometheus. */

import { request } from "undici";

export interface QueueGauges {
  readonly queue: string;
  readonly waiting: number;
  /** Workers that take tasks from it now. */
  readonly workers: number;
}

const GAUGES = { waiting: "jobhub_queue_length", workers: "jobhub_queue_workers" } as const;

export async function readQueues(address: string): Promise<QueueGauges[]> {
  const { statusCode, body } = await request(address, { headersTimeout: 5_000, bodyTimeout: 5_000 });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${address}: HTTP ${statusCode}`);
  const waiting = gauge(text, GAUGES.waiting);
  const workers = gauge(text, GAUGES.workers);
  const names = [...new Set([...waiting.keys(), ...workers.keys()])].sort();
  return names.map((queue) => ({ queue, waiting: waiting.get(queue) ?? 0, workers: workers.get(queue) ?? 0 }));
}

/** Its values by queue. */
function gauge(text: string, name: string): Map<string, number> {
  const lines = text.matchAll(new RegExp(`^${name}\\{queue="([^"]*)"\\} (\\S+)`, "gm"));
  return new Map([...lines].map(([, queue = "", value]) => [queue, Number(value)]));
}
