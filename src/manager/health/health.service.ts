/** How the hub is: what there is, what is wrong, and what to do. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Static } from "typebox";
import { VERSION } from "../../service/version.ts";
import type { Hub } from "../hub.ts";
import { sumWorkers } from "../statistics/statistics.store.ts";
import type { OverseerEvent } from "./health.schemas.ts";
import * as store from "./health.store.ts";
import * as overseers from "./overseers.store.ts";
import { problemsOf } from "./problems.ts";

const BROKER_PATIENCE_MS = 2_000;
/** Overseers say every five seconds that they are there. */
const OVERSEER_GONE_MS = 20_000;

export async function readHealth(hub: Hub) {
  const { database: db, now } = hub;
  const present = now();
  const time = new Date(present).toISOString();
  const [database, tables, broker, workers, alive, oldest, waiting] = await Promise.all([
    store.databaseFacts(db),
    store.tableFacts(db),
    askBroker(hub),
    sumWorkers(db, null, time),
    overseers.listOverseers(db, new Date(present - OVERSEER_GONE_MS).toISOString()),
    store.oldestUnconfirmed(db),
    store.countWaiting(db, time),
  ]);
  const unconfirmedSeconds = oldest && (present - Date.parse(oldest.since)) / 1000;
  const signs = { ...database, broker, workers, waiting, overseers: alive.length, unconfirmedSeconds };
  return {
    time,
    problems: problemsOf(signs),
    version: VERSION,
    node: process.version,
    uptime: process.uptime(),
    database: { ...database, tables },
    broker,
    workers,
    overseers: alive,
    oldestUnconfirmed: oldest,
    waiting,
  };
}

/** One that hangs does not hang the reply. */
async function askBroker({ broker, log }: Pick<Hub, "broker" | "log">) {
  const { transport } = broker;
  const patience = new AbortController();
  const late = sleep(BROKER_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
  const count = broker.countSetAside().catch((error: unknown) => {
    log.debug({ err: error }, "the broker does not answer");
    return null;
  });
  const setAside = await Promise.race([count, late]);
  patience.abort();
  return { transport, answers: setAside !== null, setAside };
}

/** An overseer says that it is there, or that it goes. */
export async function hearOverseer({ database, now }: Hub, event: Static<typeof OverseerEvent>): Promise<void> {
  const { hostname, pid, version = null, stopping = false } = event;
  if (stopping) return overseers.dropOverseer(database, hostname, pid);
  await overseers.seeOverseer(database, { hostname, pid, version }, new Date(now()).toISOString());
  await overseers.forgetOverseers(database, new Date(now() - 10 * OVERSEER_GONE_MS).toISOString());
}
