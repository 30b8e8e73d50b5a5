/** For tests of jobs: a hub with a queue, jobs in any state, and what generated clients check of each job that they read. */

import { METHODS } from "../../core/job.ts";
import { STATUS_NAMES } from "../../core/status.ts";
import type { Database } from "../../database/connect.ts";
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

type Check = (value: unknown) => boolean;

const isInteger: Check = Number.isInteger;
const isText =
  (least: number, most = Number.POSITIVE_INFINITY): Check =>
  (value) =>
    typeof value === "string" && value.length >= least && value.length <= most;
const isTime: Check = (value) =>
  typeof value === "string" && /T.*(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isOneOf =
  (choices: readonly unknown[]): Check =>
  (value) =>
    choices.includes(value);
const isAnything: Check = () => true;

/** The fields of the models of the API generation, and what its clients check of each. */
const LISTED_JOB: Readonly<Record<string, Check>> = {
  id: isInteger,
  statusMessage: orNull(isText(1)),
  summaryString: isText(1),
  runtimeFormatted: isText(1),
  url: orNull(isText(0)),
  key: isText(1, 64),
  description: orNull(isText(0)),
  created: isTime,
  updated: isTime,
  began: orNull(isTime),
  ended: orNull(isTime),
  status: isOneOf([null, ...STATUS_NAMES]),
  isActive: (value) => typeof value === "boolean",
  method: isOneOf(METHODS),
  params: isAnything,
  result: isAnything,
  error: isAnything,
  log: isAnything,
  runtime: orNull((value) => typeof value === "number"),
  worker: orNull(isText(0, 64)),
  retries: orNull(isInteger),
  callbackId: orNull(isText(0, 256)),
  callbackMethod: orNull(isText(0, 128)),
  project: orNull(isInteger),
  snapshot: orNull(isText(0)),
  creator: orNull(isInteger),
  queue: orNull(isInteger),
  parent: orNull(isInteger),
  callbackType: orNull(isInteger),
  users: isListOf(isInteger),
  anonUsers: isListOf(isText(0)),
};
const FULL_JOB: Readonly<Record<string, Check>> = {
  ...LISTED_JOB,
  position: orNull(isInteger),
  children: isListOf(isInteger),
};

/** What a generated client would refuse of an answer: the fields that are missing or not as they should be. */
export function faultsOfJob(job: unknown, model: "full" | "listed" = "full"): string[] {
  const fields = job as Record<string, unknown>;
  const checks = Object.entries(model === "full" ? FULL_JOB : LISTED_JOB);
  const wrong = checks.filter(([name, check]) => fields[name] === undefined || !check(fields[name])).map(([name]) => name);
  const emptyTexts = Object.keys(fields).filter((name) => fields[name] === "" && name !== "description");
  const snakeCase = Object.keys(fields).filter((name) => name.includes("_"));
  return [...wrong, ...emptyTexts, ...snakeCase];
}
