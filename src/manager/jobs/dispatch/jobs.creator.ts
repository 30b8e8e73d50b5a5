/** Makes jobs, and sees to it that their tasks come to the broker. */

import { badField } from "../../../core/errors.ts";
import { GroupCommit } from "../../../core/group-commit.ts";
import { DISPATCHED_JOB } from "../../../core/job.ts";
import type { JsonObject } from "../../../core/json.ts";
import { type SecretKey, seal } from "../../../core/secrets.ts";
import type { Status } from "../../../core/status.ts";
import type { Task } from "../../../core/task.ts";
import { isUnavailable, type Queryable } from "../../../database/connect.ts";
import type { Hub } from "../../hub.ts";
import { refusalOf } from "../record/jobs.errors.ts";
import type { JobRecord } from "../record/jobs.record.ts";
import type { JobWriter } from "../record/jobs.writer.ts";
import { type Route, routesFor, taskOf } from "./dispatch.ts";
import { insertJobs, type NewJobRow } from "./jobs.create.store.ts";
import type { JobPublisher } from "./jobs.publisher.ts";
import { checkQuotas, hasQuota } from "./quotas.ts";

/** A job that someone asks for. */
export interface JobOrder extends Omit<NewJobRow, "queue" | "priority" | "status" | "sealed"> {
  /** Whether who asks may change the project's code. */
  readonly isTrusted: boolean;
  readonly secrets: JsonObject | null;
}

interface Made {
  readonly ids: readonly number[];
  /** Of each that was made, as it is. */
  readonly recordAt: (place: number) => JobRecord;
  /** Of each order, why it was refused; null if it was not. */
  readonly refusals: readonly (Error | null)[];
}

interface Draft {
  readonly order: JobOrder;
  readonly row: NewJobRow;
  readonly brokerQueue: string | null;
}

/** Most orders of single jobs in one transaction. */
const MAX_GROUP = 200;

export class JobCreator {
  readonly #hub: Hub;
  readonly #writer: JobWriter;
  readonly #publisher: JobPublisher;
  readonly #singles: GroupCommit<JobOrder, JobRecord | Error>;

  constructor(hub: Hub, writer: JobWriter, publisher: JobPublisher) {
    this.#hub = hub;
    this.#writer = writer;
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
    const throwFirst = (refusals: Made["refusals"]) => {
      const refusal = refusals.find((error) => error !== null);
      if (refusal) throw refusal;
    };
    const { ids } = await this.#make(orders, throwFirst, (place) => `jobs.${place}.`);
    return [...ids];
  }

  async #createSingles(orders: readonly JobOrder[]): Promise<(JobRecord | Error)[]> {
    this.#hub.metrics.group("new jobs", orders.length);
    try {
      const { recordAt, refusals } = await this.#make(orders);
      let next = 0;
      return refusals.map((refusal) => refusal ?? recordAt(next++));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      if (orders.length === 1) return [refusalOf(error as Error)];
      // One of them cannot be made, such as one in a project that is just being deleted.
      return (await Promise.all(orders.map((order) => this.#createSingles([order])))).flat();
    }
  }

  /**
   * Makes those that are not refused. A broker that shares the record's database takes part in the transaction, so that a job and its
   * task are there together. With another one, the job waits until the broker has confirmed the task.
   */
  async #make(
    orders: readonly JobOrder[],
    onRefusals: (refusals: Made["refusals"]) => void = () => {},
    prefixOf: (place: number) => string = () => "",
  ): Promise<Made> {
    const { database, broker, metrics } = this.#hub;
    const now = this.#hub.now();
    const time = new Date(now).toISOString();
    const routes = await routesFor(database, orders, time);
    const status = broker.transactional ? "DISPATCHED" : "WAITING";
    const drafts = orders.map((order, i) => this.#draft(order, routes[i] as Route, status));
    const unrunnable = orders.map(({ method }, i) => (routes[i]?.isRunnable ? null : unknownMethod(method, prefixOf(i))));
    const make = async (db: Queryable) => {
      const overQuota = await checkQuotas(db, routes, now);
      const refusals = unrunnable.map((refusal, i) => refusal ?? overQuota[i] ?? null);
      onRefusals(refusals);
      const accepted = drafts.filter((_, i) => refusals[i] === null);
      const ids = accepted.length > 0 ? await insertJobs(db, accepted.map(rowOf), time) : [];
      const tasks = accepted.map((draft, i) => taskFor(draft, ids[i] as number));
      if (broker.transactional) await broker.publish(tasks, db);
      const recordAt = (place: number) => recordOf((accepted[place] as Draft).row, ids[place] as number, time);
      return { ids, recordAt, refusals, tasks };
    };
    const isOneStatement = !broker.transactional && !routes.some(hasQuota);
    const { tasks, ...made } = await (isOneStatement ? make(database) : database.transaction(make));
    metrics.jobs(status, made.ids.length);
    made.ids.forEach((_, place) => {
      this.#writer.remember(made.recordAt(place));
    });
    if (broker.transactional) return made;
    const dispatched = await this.#publisher.publish(tasks);
    return { ...made, recordAt: (place) => dispatched[place] ?? made.recordAt(place) };
  }

  #draft(order: JobOrder, { queue, priority }: Route, status: Status): Draft {
    const row = newRow(order, queue?.id ?? null, priority, status, this.#hub.config.secretKey);
    return { order, row, brokerQueue: queue?.brokerName ?? null };
  }
}

function unknownMethod(method: string, prefix: string): Error {
  return badField(
    `${prefix}method`,
    `the hub does not know ${method}, and no worker within the project's reach has registered it`,
  );
}

const rowOf = ({ row }: Draft) => row;

// Spelled out, since objects that are made by leaving properties out are slow, and there may be thousands of these.
function newRow(order: JobOrder, queue: number | null, priority: number, status: Status, secretKey: SecretKey): NewJobRow {
  return {
    project: order.project,
    creator: order.creator,
    queue,
    priority,
    key: order.key,
    description: order.description,
    method: order.method,
    params: order.params,
    maxAttempts: order.maxAttempts,
    status,
    rerunOf: order.rerunOf,
    operation: order.operation,
    sealed: order.secrets && seal(order.secrets, secretKey),
  };
}

function taskFor({ order, row, brokerQueue }: Draft, id: number): Task {
  const { project, key, method, params, maxAttempts, priority } = row;
  return taskOf({ id, project, key, method, params, retries: 0, maxAttempts, priority, brokerQueue }, order.secrets);
}

/** What all new jobs have alike comes last: a copy that so many properties are added to is thirty times as slow to make. */
function recordOf(row: NewJobRow, id: number, now: string): JobRecord {
  return {
    id,
    project: row.project,
    creator: row.creator,
    queue: row.queue,
    key: row.key,
    description: row.description,
    method: row.method,
    params: row.params,
    maxAttempts: row.maxAttempts,
    taskId: null,
    rerunOf: row.rerunOf,
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
    ...DISPATCHED_JOB,
    status: row.status,
  };
}
