/** Every operation of the hub, grouped by noun. Nothing here needs Node.js. */

import type { LogEntry } from "../core/job.ts";
import { type LiveOptions, liveEvents } from "./live.ts";
import type { RequestOptions, Requests } from "./requests.ts";
import type {
  HubStatus,
  Job,
  JobCorrection,
  JobInList,
  JobsQuery,
  JobUpdate,
  LiveEvent,
  NewJob,
  NewProject,
  NewToken,
  NumberedUpdate,
  Page,
  PageQuery,
  Project,
  ProjectInList,
  ProjectsQuery,
  SignInCode,
  Token,
  UpdateResult,
  User,
  WorkerNews,
  WorkerUpdate,
} from "./types.ts";

/** Id or name of a project; `account/name` where the name alone is ambiguous. */
export type ProjectRef = number | string;

/** For one job, in place of a token: its key. */
interface WithKey extends RequestOptions {
  readonly key?: string;
}

/** One hub. Every call rejects with an `AnswerError` or a `ConnectionError`, or with the reason of its `signal`. */
export class Hub {
  readonly jobs: Jobs;
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly users: Users;
  readonly workers: Workers;
  readonly signInCodes: SignInCodes;
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
    this.jobs = new Jobs(requests);
    this.projects = new Projects(requests);
    this.tokens = new Tokens(requests);
    this.users = new Users(requests);
    this.workers = new Workers(requests);
    this.signInCodes = new SignInCodes(requests);
  }

  /** Time and version of the hub. Needs no token; a 503 while its database is away. */
  status(options: RequestOptions = {}): Promise<HubStatus> {
    return this.#requests.json("GET", "/status/", options);
  }

  /** Closes the connections, once the requests under way have ended. */
  close(): Promise<void> {
    return this.#requests.close();
  }
}

/** The overseer's operations, for staff only. */
class Jobs {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Tells what an event says of a job. Any order, repetition or delay leads to the same record. */
  patch(id: number, update: JobUpdate, options: RequestOptions = {}): Promise<Job> {
    return this.#requests.json("PATCH", `/jobs/${id}/`, { ...options, body: update });
  }

  /** Corrects a job by hand: every field as given. */
  put(id: number, correction: JobCorrection, options: RequestOptions = {}): Promise<Job> {
    return this.#requests.json("PUT", `/jobs/${id}/`, { ...options, body: correction });
  }

  /**
   * Up to 1,000 updates in one request, with one result each, in order.
   * @param updates may also be the JSON text of such an array.
   */
  patchMany(updates: readonly NumberedUpdate[] | string, options: RequestOptions = {}): Promise<UpdateResult[]> {
    return this.#requests.json("PATCH", "/jobs/", { ...options, body: updates });
  }
}

class Projects {
  readonly jobs: ProjectJobs;
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
    this.jobs = new ProjectJobs(requests);
  }

  /** The projects that the caller may see. */
  list(query: ProjectsQuery = {}, options: RequestOptions = {}): Promise<Page<ProjectInList>> {
    return this.#requests.json("GET", "/projects/", { ...options, query });
  }

  create(project: NewProject, options: RequestOptions = {}): Promise<Project> {
    return this.#requests.json("POST", "/projects/", { ...options, body: project });
  }

  read(project: ProjectRef, options: RequestOptions = {}): Promise<Project> {
    return this.#requests.json("GET", `/projects/${segment(project)}/`, options);
  }
}

/** The jobs of a project: the caller needs to be its EDITOR or above. */
class ProjectJobs {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  create(project: ProjectRef, job: NewJob, options: RequestOptions = {}): Promise<Job> {
    return this.#requests.json("POST", jobsPath(project), { ...options, body: job });
  }

  /** Up to 10,000 jobs, all or none. Ids come in the order of the jobs. */
  createMany(
    project: ProjectRef,
    jobs: readonly NewJob[],
    options: RequestOptions = {},
  ): Promise<{ count: number; ids: number[] }> {
    return this.#requests.json("POST", `${jobsPath(project)}bulk/`, { ...options, body: { jobs } });
  }

  /** Newest first, without their logs. */
  list(project: ProjectRef, query: JobsQuery = {}, options: RequestOptions = {}): Promise<Page<JobInList>> {
    return this.#requests.json("GET", jobsPath(project), { ...options, query });
  }

  read(project: ProjectRef, job: number, { key, ...options }: WithKey = {}): Promise<Job> {
    return this.#requests.json("GET", jobPath(project, job), { ...options, query: { key } });
  }

  /** Cancels a job, or leaves one that has ended as it is. May be repeated. */
  cancel(project: ProjectRef, job: number, { key, ...options }: WithKey = {}): Promise<Job> {
    return this.#requests.json("PATCH", `${jobPath(project, job)}cancel/`, { ...options, query: { key } });
  }

  /** The log of the current attempt, oldest entry first. */
  log(
    project: ProjectRef,
    job: number,
    query: PageQuery & { key?: string } = {},
    options: RequestOptions = {},
  ): Promise<Page<LogEntry>> {
    return this.#requests.json("GET", `${jobPath(project, job)}log/`, { ...options, query });
  }

  /**
   * Changes of the project's jobs as they happen, over lost connections too, until `signal` aborts or the loop is left.
   * Read the list again when it says `reset`.
   */
  live(project: ProjectRef, options: LiveOptions = {}): AsyncGenerator<LiveEvent, void> {
    return liveEvents(this.#requests, `${jobsPath(project)}live/`, options);
  }
}

class Tokens {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** A new token, for who gives a name and password, or for the caller when authenticated. Shown this once only. */
  create(credentials: { username: string; password: string } | object = {}, options: RequestOptions = {}): Promise<NewToken> {
    return this.#requests.json("POST", "/tokens/", { ...options, body: credentials });
  }

  list(query: PageQuery = {}, options: RequestOptions = {}): Promise<Page<Token>> {
    return this.#requests.json("GET", "/tokens/", { ...options, query });
  }

  /** @param token its id or the whole token; with the whole one, no authentication is needed. */
  read(token: string, options: RequestOptions = {}): Promise<Token> {
    return this.#requests.json("GET", `/tokens/${segment(token)}/`, options);
  }

  /** From then on nobody can use it. */
  delete(token: string, options: RequestOptions = {}): Promise<void> {
    return this.#requests.json("DELETE", `/tokens/${segment(token)}/`, options);
  }
}

class Users {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Whose token this is. */
  me(options: RequestOptions = {}): Promise<User> {
    return this.#requests.json("GET", "/users/me/", options);
  }
}

/** News of workers, for staff only. */
class Workers {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  online(event: WorkerNews, options: RequestOptions = {}): Promise<void> {
    return this.#requests.json("POST", "/workers/online/", { ...options, body: event });
  }

  heartbeat(event: WorkerNews, options: RequestOptions = {}): Promise<void> {
    return this.#requests.json("POST", "/workers/heartbeat/", { ...options, body: event });
  }

  offline(event: WorkerNews, options: RequestOptions = {}): Promise<void> {
    return this.#requests.json("POST", "/workers/offline/", { ...options, body: event });
  }

  /** What inspection found out about a worker. */
  update(hostname: string, update: WorkerUpdate, options: RequestOptions = {}): Promise<void> {
    return this.#requests.json("PATCH", `/workers/${segment(hostname)}/`, { ...options, body: update });
  }
}

class SignInCodes {
  readonly #requests: Requests;
  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** A link that signs a browser in, once. For staff; default: as oneself. */
  create(user: { username?: string } = {}, options: RequestOptions = {}): Promise<SignInCode> {
    return this.#requests.json("POST", "/sign-in-codes/", { ...options, body: user });
  }
}

function segment(value: number | string): string {
  return encodeURIComponent(String(value));
}

function jobsPath(project: ProjectRef): string {
  return `/projects/${segment(project)}/jobs/`;
}

function jobPath(project: ProjectRef, job: number): string {
  return `${jobsPath(project)}${job}/`;
}
