/** How many events of single jobs a second the API records, beside a route that does nothing and one UPDATE a request. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "../src/database/embedded.ts";
import { createLogger } from "../src/service/log.ts";
import { type LoadResult, load, median } from "./load.ts";
import { ms, table, times, whole } from "./table.ts";

const CONNECTIONS = 64;
const ROUNDS = 5;
const SECONDS = 2;

interface Server {
  readonly address: string;
  readonly token: string;
  readonly ids: readonly number[];
}

const ROUTES = {
  "no-op route": (id: number) => `/bench/no-op/${id}`,
  "one UPDATE a request": (id: number) => `/bench/one-update/${id}`,
  "PATCH /api/jobs/{id}/": (id: number) => `/api/jobs/${id}/`,
};
type Route = keyof typeof ROUTES;

export async function benchPatch(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-bench-"));
  const embedded = await startEmbedded({ dataDir, log: createLogger("bench", "warn") });
  const child = fork(new URL("./patch.server.js", import.meta.url), { env: { ...process.env, DATABASE_URL: embedded.url } });
  try {
    const gone = once(child, "exit").then(() => Promise.reject(new Error("The server of the benchmark did not start.")));
    const [server] = (await Promise.race([once(child, "message"), gone])) as [Server];
    return report(await measure(server));
  } finally {
    if (child.connected) {
      child.disconnect();
      await once(child, "exit");
    }
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Rounds in turn, so that whatever else the machine does meets all routes alike. */
async function measure({ address, token, ids }: Server): Promise<Map<Route, LoadResult[]>> {
  const results = new Map(Object.keys(ROUTES).map((route) => [route as Route, [] as LoadResult[]]));
  const headers = { authorization: `Token ${token}`, "content-type": "application/json" };
  let attempt = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [route, found] of results) {
      let sent = 0;
      const next = () => {
        const id = ids[sent++ % ids.length] as number;
        // Each pass over the jobs opens a new attempt, so that no patch is without effect.
        const retries = attempt + Math.floor(sent / ids.length);
        const body = JSON.stringify({ status: "RECEIVED", retries, worker: "worker-1@bench" });
        return { method: "PATCH" as const, path: ROUTES[route](id), body };
      };
      const result = await load({ url: address, connections: CONNECTIONS, seconds: SECONDS, headers, next });
      attempt += Math.ceil(sent / ids.length) + 1;
      // The first round warms up.
      if (round > 0) found.push(result);
    }
  }
  return results;
}

function report(results: Map<Route, LoadResult[]>): string {
  const of = (route: Route, pick: (result: LoadResult) => number) => median((results.get(route) ?? []).map(pick));
  const base = of("one UPDATE a request", ({ rate }) => rate);
  const rows = [...results.keys()].map((route) => {
    const rate = of(route, (result) => result.rate);
    return [route, whole(rate), times(rate / base), ms(of(route, ({ p50Ms }) => p50Ms)), ms(of(route, ({ p99Ms }) => p99Ms))];
  });
  return table([[`${CONNECTIONS} connections`, "requests/s", "ratio", "p50", "p99"], ...rows]);
}
