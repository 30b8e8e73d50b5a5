/** For tests of jobs: a hub with a queue, jobs in any state, and what generated clients check of each job that they read. */

import type { Broker } from "../../broker/broker.ts";
import type { Task } from "../../core/task.ts";
import type { Database, Queryable } from "../../database/connect.ts";
import { replyFaults } from "../docs/contract/replies.ts";
import { buildTestApp, IDLE_BROKER, type TestApp, type TestAppOptions } from "../testing.ts";

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

/** Remembers what it was given, and fails on demand. */
export class RecordingBroker {
  readonly transactional: boolean = true;
  published: Task[] = [];
  revoked: string[] = [];
  transactions: (Queryable | undefined)[] = [];
  fault: Error | null = null;

  readonly publish = async (tasks: readonly Task[], transaction?: Queryable): Promise<void> => {
    if (this.fault) throw this.fault;
    this.published.push(...tasks);
    this.transactions.push(transaction);
  };
  readonly revoke = async (ids: readonly string[], transaction?: Queryable): Promise<void> => {
    if (this.fault) throw this.fault;
    this.revoked.push(...ids);
    this.transactions.push(transaction);
  };

  get broker(): Broker {
    return Object.assign(Object.create(this), {
      ...IDLE_BROKER,
      publish: this.publish,
      revoke: this.revoke,
      transactional: this.transactional,
    });
  }
}

/** What a generated client would refuse of a job. */
export function faultsOfJob(job: unknown, model: "full" | "listed" = "full"): string[] {
  if (model === "full") return replyFaults("projects_jobs_read", 200, job);
  return replyFaults("projects_jobs_list", 200, { count: 1, next: null, previous: null, results: [job] });
}
