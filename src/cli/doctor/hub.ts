/** What the hub says: that it is there, who we are to it, its queues and workers. */

import { AnswerError, type Hub } from "../../../clients/typescript/src/client.ts";
import type { Session } from "../session.ts";
import { bad, type Finding, good } from "./check.ts";
import { type QueueGauges, readQueues } from "./gauges.ts";

export async function checkManager(hub: Hub, { url }: Session, version: string): Promise<Finding> {
  const name = "manager";
  try {
    const status = await hub.status.statusRead();
    if (status.version === version) return good(name, `${url}, version ${status.version}`);
    return bad(
      name,
      `${url} runs version ${status.version}, this is ${version}`,
      "Restart the hub, or install its version here.",
    );
  } catch (error) {
    if (error instanceof AnswerError && error.status === 503) {
      return bad(
        name,
        `${url} is there, but its database is away`,
        "Start the database again; the manager finds it by itself.",
      );
    }
    return bad(name, `${url} is not reachable`, "Start it with `npm start`, or name another one with --url or JOBHUB_URL.");
  }
}

export async function checkToken(hub: Hub, { url, token, from }: Session): Promise<Finding> {
  const name = "token";
  const advice = `Sign in with \`jobhub sign-in ${url}\`, or set JOBHUB_TOKEN.`;
  if (!token) return bad(name, "there is none", advice);
  try {
    const { username } = await hub.users.usersMe();
    return good(name, `${username}, from ${from}`);
  } catch (error) {
    const isRefused = error instanceof AnswerError && error.status === 401;
    return isRefused ? bad(name, `not valid, from ${from}`, advice) : bad(name, "could not be checked", "See above.");
  }
}

/**
 * Workers that take tasks, and queues on which tasks wait for nobody.
 * @param metrics address of the overseer's figures. Of a hub elsewhere it is not known, and nothing is said.
 */
export async function checkQueues(metrics: string | null): Promise<Finding[]> {
  if (!metrics) return [];
  const queues = await readQueues(metrics).catch(() => null);
  if (!queues) return [bad("overseer", `${metrics} is not reachable`, "See the hub's log.")];
  return [good("overseer", metrics), checkWorkers(queues), ...queues.filter(({ waiting }) => waiting > 0).map(checkQueue)];
}

function checkWorkers(queues: readonly QueueGauges[]): Finding {
  const served = queues.filter(({ workers }) => workers > 0);
  if (served.length === 0) return bad("workers", "none", "Start one with `jobhub worker`, or the whole hub with `npm start`.");
  return good("workers", served.map(({ queue, workers }) => `${workers} on ${queue}`).join(", "));
}

function checkQueue({ queue, waiting, workers }: QueueGauges): Finding {
  const name = `queue ${queue}`;
  const found = `${waiting} waiting`;
  if (workers > 0) return good(name, found);
  return bad(name, `${found}, and no worker`, `Start one with \`jobhub worker --queues ${queue}\`.`);
}
