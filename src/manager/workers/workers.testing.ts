/** For tests of what is told of workers: a hub that hears of them, and what it has recorded. */

import { buildJobsHub } from "../jobs/jobs.testing.ts";
import type { WorkerEventType } from "./workers.service.ts";

export type WorkersHub = Awaited<ReturnType<typeof buildWorkersHub>>;

/** A worker as it is stored, with the names of its account and its queues. */
interface WorkerRow {
  id: number;
  account: string;
  started: string;
  updated: string;
  finished: string | null;
  [column: string]: unknown;
}

/** Its own virtual host is `production`. @param now in milliseconds since the epoch. */
export async function buildWorkersHub(now: () => number) {
  const hub = await buildJobsHub({ now, config: { virtualHost: "production" } });
  let lastName = 0;
  return {
    ...hub,

    newName: () => `celery@host-${++lastName}`,

    /** As Celery sends it. */
    event: (hostname: string, more: object = {}) => ({
      hostname,
      utcoffset: 0,
      pid: 10086,
      clock: 44,
      timestamp: now() / 1000,
      type: "worker-heartbeat",
      freq: 2.0,
      active: 1,
      processed: 7,
      loadavg: [0.1, 0.2, 0.3],
      sw_ident: "py-celery",
      sw_ver: "5.2.6",
      sw_sys: "Linux",
      something_new: { a: 1 },
      ...more,
    }),

    tell: (type: WorkerEventType, body: unknown) => hub.call("POST", `/api/workers/${type}/`, { as: hub.admin, body }),

    inspect: (hostname: string, body: unknown) =>
      hub.call<{ message: string; errors?: { field: string }[] }>("PATCH", `/api/workers/${hostname}/`, {
        as: hub.admin,
        body,
      }),

    async workers(hostname: string): Promise<WorkerRow[]> {
      const { rows } = await hub.database.query<WorkerRow>(
        `SELECT workers.*, accounts.name AS account,
           ARRAY(SELECT queues.name FROM worker_queues JOIN queues ON queues.id = queue_id WHERE worker_id = workers.id ORDER BY 1) AS queues
         FROM workers JOIN accounts ON accounts.id = account_id WHERE hostname = $1 ORDER BY workers.id`,
        [hostname],
      );
      return rows;
    },
  };
}
