/** Makes jobs, and sees to it that their tasks come to the broker. */

import { GroupCommit } from "../../core/group-commit.ts";
import { DISPATCHED_JOB } from "../../core/job.ts";
import type { JsonObject } from "../../core/json.ts";
import { type SecretKey, seal } from "../../core/secrets.ts";
import type { Status } from "../../core/status.ts";
import { DEFAULT_QUEUE, type Task } from "../../core/task.ts";
import { isUnavailable } from "../../database/connect.ts";
import type { Hub } from "../http/types.ts";
import { chooseQueue, type Queue, taskOf } from "./dispatch.ts";
import { insertJobs, type NewJobRow } from "./jobs.create.store.ts";
import { refusalOf } from "./jobs.errors.ts";
import type { JobPublisher } from "./jobs.publisher.ts";
import type { JobRecord } from "./jobs.record.ts";

/** A job that someone asks for. */
export interface JobOrder extends Omit<NewJobRow, "queue" | "status" | "sealed"> {
  readonly secrets: JsonObject | null;
}

interface Made {
  readonly rows: readonly NewJobRow[];
  readonly ids: number[];
  readonly now: string;
  /** The jobs as they are since the broker has their tasks; empty where they were so from the start. */
  readonly dispatched: readonly (JobRecord | undefined)[];
}

/** Most orders of single jobs in one transaction. */
const MAX_GROUP = 200;

export class JobCreator {
  readonly #hub: Hub;
  readonly #publisher: JobPublisher;
  readonly #singles: GroupCommit<JobOrder, JobRecord | Error>;

  constructor(hub: Hub, publisher: JobPublisher) {
    this.#hub = hub;
    this.#publisher = publisher;
    this.#singles = new GroupCommit({ write: (orders) => this.#createSingles(orders), maxItems: MAX_GROUP });
  }

  /** Those that are asked for at the same time share a transaction. */
  async create(order: JobOrder): Promise<JobRecord> {
    const made = await this.#singles.add(order);
    if (made instanceof Error) throw made;
    return made;
  }

  /** All or none. Answers the ids, in the order of the orders. */
  async createAll(orders: readonly JobOrder[]): Promise<number[]> {
    return (await this.#make(orders)).ids;
  }

  async #createSingles(orders: readonly JobOrder[]): Promise<(JobRecord | Error)[]> {
    this.#hub.metrics.group("new jobs", orders.length);
    try {
      const { rows, ids, now, dispatched } = await this.#make(orders);
      return rows.map((row, i) => dispatched[i] ?? recordOf(row, ids[i] ?? 0, now));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      if (orders.length === 1) return [refusalOf(error as Error)];
      // One of them cannot be made, such as one in a project that is just being deleted.
      return (await Promise.all(orders.map((order) => this.#createSingles([order])))).flat();
    }
  }

  /**
   * A broker that shares the record's database takes part in the transaction, so that a job and its task are there together. With
   * another one, the job waits until the broker has confirmed the task.
   */
  async #make(orders: readonly JobOrder[]): Promise<Made> {
    const { database, broker, config, metrics } = this.#hub;
    const now = new Date(this.#hub.now()).toISOString();
    const queue = await chooseQueue(database);
    const status = broker.transactional ? "DISPATCHED" : "WAITING";
    const rows = orders.map((order) => rowOf(order, queue, status, config.secretKey));
    const tasksOf = (ids: readonly number[]) => orders.map((order, i) => taskFor(order, ids[i] ?? 0, queue));
    if (broker.transactional) {
      const ids = await database.transaction(async (tx) => {
        const made = await insertJobs(tx, rows, now);
        await broker.publish(tasksOf(made), tx);
        return made;
      });
      metrics.jobs(status, ids.length);
      return { rows, ids, now, dispatched: [] };
    }
    const ids = await insertJobs(database, rows, now);
    metrics.jobs(status, ids.length);
    return { rows, ids, now, dispatched: await this.#publisher.publish(tasksOf(ids)) };
  }
}

// Spelled out, since objects that are made by leaving properties out are slow, and there may be thousands of these.
function rowOf(order: JobOrder, queue: Queue | null, status: Status, secretKey: SecretKey): NewJobRow {
  return {
    project: order.project,
    creator: order.creator,
    queue: queue?.id ?? null,
    key: order.key,
    description: order.description,
    method: order.method,
    params: order.params,
    maxAttempts: order.maxAttempts,
    status,
    sealed: order.secrets && seal(order.secrets, secretKey),
  };
}

function taskFor({ project, key, method, params, maxAttempts, secrets }: JobOrder, id: number, queue: Queue | null): Task {
  return taskOf({ id, project, key, method, params, retries: 0, maxAttempts }, queue?.name ?? DEFAULT_QUEUE, secrets);
}

function recordOf(row: NewJobRow, id: number, now: string): JobRecord {
  return {
    ...DISPATCHED_JOB,
    id,
    project: row.project,
    creator: row.creator,
    queue: row.queue,
    key: row.key,
    description: row.description,
    method: row.method,
    params: row.params,
    maxAttempts: row.maxAttempts,
    status: row.status,
    created: now,
    updated: now,
    version: 0,
    snapshot: null,
    parent: null,
    callbackId: null,
    callbackMethod: null,
    callbackType: null,
    users: [],
    anonUsers: [],
    logLength: 0,
    logEnd: 0,
  };
}
