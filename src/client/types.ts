/** What goes over the wire, in both directions: the models of the HTTP contract, by hand. Dates are ISO 8601 with a zone. */

import type { WorkerEvent } from "../core/event.ts";
import type { JobPatch, LogEntry, Method } from "../core/job.ts";
import type { JsonObject, JsonValue } from "../core/json.ts";
import type { Category, Status } from "../core/status.ts";

/** One page of a list, newest first. `next` and `previous` are absolute addresses. */
export interface Page<Item> {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: Item[];
}

export interface PageQuery {
  /** Most items. The hub's default is 50. */
  readonly limit?: number;
  readonly offset?: number;
}

/** A job as in lists and in the live feed: its log is read by itself, with `projects.jobs.log`. */
export interface JobInList {
  readonly id: number;
  readonly statusMessage: string | null;
  readonly summaryString: string;
  readonly runtimeFormatted: string;
  /** Outside WebSocket address, while the job is active and has one. */
  readonly url: string | null;
  /** Opens this job to whoever presents it. */
  readonly key: string;
  readonly description: string | null;
  readonly created: string;
  readonly updated: string;
  readonly began: string | null;
  readonly ended: string | null;
  readonly status: Status;
  readonly isActive: boolean;
  readonly method: Method;
  readonly params: JsonObject;
  readonly result: JsonValue;
  readonly error: JsonValue;
  readonly log: LogEntry[] | null;
  /** Entries in the log of the current attempt. */
  readonly logLength: number;
  /** Seconds. */
  readonly runtime: number | null;
  /** Node name of the worker that has or had it. */
  readonly worker: string | null;
  /** Number of the current attempt, from 0. */
  readonly retries: number;
  readonly maxAttempts: number;
  readonly callbackId: string | null;
  readonly callbackMethod: string | null;
  readonly callbackType: number | null;
  readonly project: number | null;
  readonly snapshot: string | null;
  readonly creator: number | null;
  readonly queue: number | null;
  readonly parent: number | null;
  readonly users: number[];
  readonly anonUsers: string[];
  readonly urls: JsonValue;
  readonly progress: JsonValue;
}

export interface Job extends JobInList {
  /** Place among the dispatched jobs of its queue, from 1. */
  readonly position: number | null;
  readonly children: number[];
}

export interface NewJob {
  readonly method: Method;
  readonly params?: JsonObject;
  readonly description?: string;
  /** Texts by name. Given to the worker alone; no answer ever has them. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** How often it is started at most, when its workers die under it. Default 3. */
  readonly maxAttempts?: number;
}

export interface JobsQuery extends PageQuery {
  readonly status?: Status | Category;
  readonly method?: Method;
  readonly creator?: "me" | "other" | "anon";
  /** Part of the description or of the method's name. */
  readonly search?: string;
}

/** What one event says of a job, or several folded ones. `log` is the whole log so far unless `logOffset` is given. */
export interface JobUpdate extends JobPatch {
  readonly log?: readonly LogEntry[] | string | null;
  /** Position of the first of `log` in the log of the attempt. */
  readonly logOffset?: number;
}

/** An operator's correction: each field as given, no rank guard. */
export interface JobCorrection extends JobUpdate {
  readonly isActive?: boolean;
  readonly description?: string | null;
  readonly key?: string;
}

export interface NumberedUpdate extends JobUpdate {
  readonly id: number;
}

/** What became of one update of many. */
export type UpdateResult =
  | { readonly id: number; readonly code: 200; readonly status: Status }
  | { readonly id: number; readonly code: number; readonly message: string; readonly errors?: readonly FieldFault[] };

/** What is wrong with one field of a request; of a nested one, `outer.inner`. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly user: number | null;
  readonly creator: number | null;
  readonly created: string;
  readonly displayName: string | null;
  readonly location: string | null;
  readonly image: string | null;
  readonly website: string | null;
  readonly email: string | null;
  readonly theme: string | null;
  readonly extraHead: string | null;
  readonly extraTop: string | null;
  readonly extraBottom: string | null;
  readonly hosts: string | null;
  readonly role?: string;
}

export interface Project {
  readonly id: number;
  readonly account: number;
  readonly creator: number | null;
  readonly created: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly temporary: boolean;
  readonly public: boolean;
  readonly key: string;
  readonly main: string | null;
  readonly theme: string | null;
  readonly extraHead: string | null;
  readonly extraTop: string | null;
  readonly extraBottom: string | null;
  readonly liveness: "live" | "latest" | "pinned";
  readonly pinned: string | null;
}

export interface ProjectInList extends Omit<Project, "account"> {
  readonly account: Account;
  /** The caller's role on it. */
  readonly role?: string;
}

export interface NewProject {
  readonly name?: string;
  /** Default: the caller's own account. */
  readonly account?: number;
  readonly title?: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly temporary?: boolean;
}

export interface ProjectsQuery extends PageQuery {
  readonly account?: number | string;
  readonly role?: string;
  readonly public?: boolean;
  readonly search?: string;
}

export interface Token {
  /** First 8 characters of the token. */
  readonly id: string;
  readonly user: number;
  readonly created: string;
  readonly expiry: string | null;
}

/** The only answer that ever has the token itself. */
export interface NewToken extends Token {
  readonly token: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface User {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface SignInCode {
  /** Opens a browser session, once. */
  readonly url: string;
  readonly expiry: string;
}

export interface HubStatus {
  readonly time: string;
  readonly version: string;
}

/** A worker event as it comes off the wire: its own fields, and whatever else the sender put in. */
export type WorkerNews = Pick<WorkerEvent, "hostname"> & Partial<WorkerEvent>;

/** What Celery's inspection tells of a worker: `stats` and `active_queues`. */
export interface WorkerUpdate {
  readonly stats?: JsonObject;
  readonly queues?: readonly JsonValue[];
}

/**
 * What the live feed says: that it is connected, that a job has changed, or that changes may have been missed (then
 * read the list again).
 */
export type LiveEvent =
  | { readonly type: "ready" }
  | { readonly type: "reset" }
  | { readonly type: "job"; readonly job: Omit<JobInList, "log"> };
