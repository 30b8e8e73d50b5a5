/** A closed loop of requests: as many under way at once as there are connections, the next sent when one is answered. */

import { createHistogram } from "node:perf_hooks";
import { Pool } from "undici";

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Record<string, string>;
  /** The request to send next. */
  readonly next: () => { method: "GET" | "PATCH" | "POST"; path: string; body?: string };
}

export interface LoadResult {
  /** Answers a second. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** @throws if any answer is not a 2xx: a benchmark of failures measures nothing. */
export async function load({ url, connections, seconds, headers, next }: LoadOptions): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latency = createHistogram();
  const start = performance.now();
  const end = start + seconds * 1000;
  const loop = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      const { statusCode, body } = await pool.request({ ...next(), headers });
      const text = await body.text();
      if (statusCode >= 300) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
      latency.record(Math.max(1, Math.round((performance.now() - sent) * 1000)));
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, loop));
  } finally {
    await pool.close();
  }
  const elapsed = (performance.now() - start) / 1000;
  return { rate: latency.count / elapsed, p50Ms: latency.percentile(50) / 1000, p99Ms: latency.percentile(99) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
