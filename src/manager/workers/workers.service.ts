/** Keeps the record of workers by what is told of them. Events may come late, twice and in any order. */

import { isDeepStrictEqual } from "node:util";
import { ApiError, badField } from "../../core/errors.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { findAccountId } from "../accounts/accounts.store.ts";
import type { Hub } from "../hub.ts";
import { safeStats } from "./worker-answers.ts";
import { hubAccountId, linkQueues, parseQueues, queueIds, queuesOf } from "./worker-queues.service.ts";
import type { WorkerEventBody, WorkerUpdateBody } from "./workers.schemas.ts";
import * as store from "./workers.store.ts";

export type WorkerEventType = "online" | "heartbeat" | "offline";

/**
 * Records an event of a worker, and the worker if it is not known. What a worker said before it finished cannot revive it;
 * what comes after that is of a new one.
 */
export async function recordEvent({ database, now }: Hub, type: WorkerEventType, event: WorkerEventBody): Promise<void> {
  const queues = event.queues ? parseQueues(event.queues) : null;
  const identity = identityOf(event);
  // A clock that is ahead counts as ours: once it is put right, its worker would seem silent.
  const sighting = {
    time: new Date(Math.min(now(), (event.timestamp ?? Number.POSITIVE_INFINITY) * 1000)).toISOString(),
    isFirst: type === "online",
    isLast: type === "offline",
    methods: event.methods ?? null,
  };
  const present = new Date(now()).toISOString();
  const worker =
    (await store.seeWorker(database, identity, sighting, present)) ??
    (await database.transaction((tx) => meetWorker(tx, identity, sighting, present)));
  if (!worker) return;
  if (isWhole(event)) await store.addHeartbeat(database, worker.id, heartbeatOf(event, sighting.time));
  if (!queues) return;
  const wanted = await queuesOf(database, worker, queues);
  if (!isDeepStrictEqual(queueIds(wanted), worker.queues)) await database.transaction((tx) => linkQueues(tx, worker, wanted));
}

/** A worker of which nothing was heard so far. Null if the event is of one that has finished since. */
async function meetWorker(tx: Queryable, identity: store.WorkerIdentity, sighting: store.Sighting, now: string) {
  await store.lockWorkers(tx, identity.hostname);
  const seen = await store.seeWorker(tx, identity, sighting, now);
  if (seen || (await store.hasFinished(tx, identity, sighting.time))) return seen;
  const accountId = await hubAccountId(tx);
  return { id: await store.insertWorker(tx, accountId, identity, sighting, now), accountId, queues: [] };
}

/** The answer to a call for heartbeats says nothing of the load, and has a `freq` of its own. */
function isWhole({ active }: WorkerEventBody): boolean {
  return typeof active === "number";
}

function identityOf(event: WorkerEventBody): store.WorkerIdentity {
  const { hostname, utcoffset = null, pid = null, freq = null, sw_ident, sw_ver, sw_sys } = event;
  const software = [sw_ident, sw_ver].filter((part) => part).join("-");
  return { hostname, utcoffset, pid, freq: isWhole(event) ? freq : undefined, software: software || null, os: sw_sys || null };
}

function heartbeatOf({ clock, active, processed, loadavg }: WorkerEventBody, time: string): store.Heartbeat {
  return { time, clock: clock ?? 0, active: active ?? 0, processed: processed ?? 0, load: loadavg ?? [] };
}

/**
 * Records what inspection found out about the worker of this name.
 * @throws {ApiError} a 404 if there is none that has not finished.
 */
export async function updateWorker(
  { database, config }: Hub,
  hostname: string,
  { stats, queues, methods }: WorkerUpdateBody,
): Promise<void> {
  const wanted = queues ? parseQueues(queues) : null;
  await database.transaction(async (tx) => {
    await store.lockWorkers(tx, hostname);
    const worker = await store.findWorker(tx, hostname);
    if (!worker) throw new ApiError("notFound");
    const hubId = await hubAccountId(tx);
    const told = await accountIdOf(tx, virtualHostIn(stats), { hubId, hubHost: config.virtualHost ?? "/" });
    // The hub's own virtual host has workers of other accounts, too: the names of their queues tell.
    const accountId = told === null || (told === hubId && !wanted) ? worker.accountId : told;
    await store.updateWorker(tx, worker.id, {
      accountId,
      details: stats ? safeStats(stats) : null,
      methods: methods?.map(bareName) ?? null,
    });
    // Those of another account are not its queues any more.
    if (wanted || accountId !== worker.accountId) {
      const moved = { id: worker.id, accountId };
      await linkQueues(tx, moved, await queuesOf(tx, moved, wanted ?? []));
    }
  });
}

/** Inspection may say more beside the name: `lab.add [rate_limit=5/s]`. */
function bareName(registered: string): string {
  return registered.replace(/ .*$/s, "");
}

function virtualHostIn(stats: JsonObject | null | undefined): JsonValue | undefined {
  return (stats?.broker as JsonObject | null | undefined)?.virtual_host;
}

/** The account that the broker's virtual host names; null if the worker does not say. */
async function accountIdOf(
  tx: Queryable,
  host: JsonValue | undefined,
  { hubId, hubHost }: { hubId: number; hubHost: string },
): Promise<number | null> {
  if (typeof host !== "string") return null;
  const name = host.replace(/^\//, "");
  if (name === "" || host === hubHost) return hubId;
  const id = await findAccountId(tx, name);
  if (id === null) throw badField("stats.broker.virtual_host", `there is no account ${name}`);
  return id;
}
