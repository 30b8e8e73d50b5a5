/** For tests of jobs: a hub with a queue, jobs in any state, and what generated clients check of each job that they read. */

import type { Database } from "../../database/connect.ts";
import { replyFaults } from "../docs/contract/replies.ts";
import { buildTestApp, type TestApp, type TestAppOptions } from "../testing.ts";

export interface JobsHub extends TestApp {
  readonly project: { readonly id: number; readonly name: string; readonly accountId: number };
  readonly queueId: number;
  /** Inserts a job as it is, past all rules. */
  insertJob(columns?: Record<string, unknown>): Promise<number>;
}

/** With the hub's own account and its default queue, and a project of `user`. */
export async function buildJobsHub(options: TestAppOptions = {}): Promise<JobsHub> {
  const hub = await buildTestApp(options);
  const queueId = await insertQueue(hub.database);
  const project = await hub.makeProject(hub.user);
  const usual = { project_id: project.id, queue_id: queueId, key: "k".repeat(32), method: "sleep", status: "DISPATCHED" };
  return {
    ...hub,
    project,
    queueId,
    insertJob: (columns = {}) => insertRow(hub.database, { ...usual, ...columns }),
  };
}

async function insertQueue(database: Database): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `WITH account AS (INSERT INTO accounts (name) VALUES ('hub') RETURNING id),
       zone AS (INSERT INTO zones (account_id, name) SELECT id, 'default' FROM account RETURNING id)
     INSERT INTO queues (zone_id, name) SELECT id, 'default' FROM zone RETURNING id`,
  );
  return rows[0]?.id ?? 0;
}

async function insertRow(database: Database, columns: Record<string, unknown>): Promise<number> {
  const names = Object.keys(columns);
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO jobs (${names.join(", ")}) VALUES (${names.map((_, i) => `$${i + 1}`).join(", ")}) RETURNING id`,
    Object.values(columns),
  );
  return rows[0]?.id ?? 0;
}

/** What a generated client would refuse of a job. */
export function faultsOfJob(job: unknown, model: "full" | "listed" = "full"): string[] {
  if (model === "full") return replyFaults("projects_jobs_read", 200, job);
  return replyFaults("projects_jobs_list", 200, { count: 1, next: null, previous: null, results: [job] });
}
