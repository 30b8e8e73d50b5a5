/** Makes jobs, and sees to it that their tasks come to the broker. */

import { GroupCommit } from "../../core/group-commit.ts";
import type { JsonObject } from "../../core/json.ts";
import { seal } from "../../core/secrets.ts";
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

  /**
   * All or none, in the order of the orders. A broker that shares the record's database takes part in the transaction, so a job and
   * its task are there together. With another, the job waits until the broker has confirmed the task.
   */
  async createAll(orders: readonly JobOrder[]): Promise<JobRecord[]> {
    const { database, broker, metrics } = this.#hub;
    const now = new Date(this.#hub.now()).toISOString();
    const queue = await chooseQueue(database);
    const rows = orders.map((order) => this.#rowOf(order, queue));
    const tasksOf = (ids: readonly number[]) => rows.map((row, i) => taskFor(row, ids[i] ?? 0, queue, orders[i]));
    const ids = broker.transactional
      ? await database.transaction(async (tx) => {
          const made = await insertJobs(tx, rows, now);
          await broker.publish(tasksOf(made), tx);
          return made;
        })
      : await insertJobs(database, rows, now);
    const jobs = rows.map((row, i) => recordOf(row, ids[i] ?? 0, now));
    for (const { status } of jobs) metrics.jobs(status);
    return broker.transactional ? jobs : this.#publisher.publish(jobs, tasksOf(ids));
  }

  async #createSingles(orders: readonly JobOrder[]): Promise<(JobRecord | Error)[]> {
    this.#hub.metrics.group("new jobs", orders.length);
    try {
      return await this.createAll(orders);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      if (orders.length === 1) return [refusalOf(error as Error)];
      // One of them cannot be made, such as one in a project that is just being deleted.
      return (await Promise.all(orders.map((order) => this.#createSingles([order])))).flat();
    }
  }

  #rowOf({ secrets, ...order }: JobOrder, queue: Queue | null): NewJobRow {
    return {
      ...order,
      queue: queue?.id ?? null,
      status: this.#hub.broker.transactional ? "DISPATCHED" : "WAITING",
      sealed: secrets && seal(secrets, this.#hub.config.secretKey),
    };
  }
}

function taskFor(row: NewJobRow, id: number, queue: Queue | null, order: JobOrder | undefined): Task {
  return taskOf({ ...row, id, retries: 0 }, queue?.name ?? DEFAULT_QUEUE, order?.secrets ?? null);
}

function recordOf({ sealed: _, ...row }: NewJobRow, id: number, now: string): JobRecord {
  return {
    ...row,
    id,
    created: now,
    updated: now,
    version: 0,
    isActive: true,
    retries: 0,
    sequence: -1,
    began: null,
    ended: null,
    runtime: null,
    worker: null,
    result: null,
    error: null,
    urls: null,
    progress: null,
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
