import { AnswerError, type Hub, type RequestOptions } from "../../clients/typescript/src/client.ts";
import type { TaskEvent } from "../core/event.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../core/json.ts";
import type { Refusal } from "./deliver.ts";
import type { JobEvent } from "./fold.ts";
import { parsePython } from "./python.ts";
import { translate } from "./translate.ts";

export interface AdoptionOptions {
  readonly hub: Hub;
  /** Id or name of the project that the jobs go to. */
  readonly project: string;
  readonly request?: RequestOptions;
  /** Most tasks whose job is remembered. Default 50,000. */
  readonly most?: number;
}

/** A task as Celery's `task-sent` and `task-received` tell of it: the arguments as text. */
type Announcement = TaskEvent & {
  readonly name?: string;
  readonly args?: string;
  readonly kwargs?: string;
  readonly queue?: string;
};

interface Task {
  readonly taskId: string;
  readonly method: string | null;
  readonly params: JsonObject;
  readonly args: JsonValue[] | null;
  readonly kwargs: JsonObject | null;
  readonly queue: string | null;
  readonly created: string | null;
}

/** What events of tasks of others come to. */
export interface Adopted {
  /** What they say of jobs. */
  readonly said: readonly JobEvent[];
  readonly refusals: readonly Refusal[];
}

/** Most tasks of one request. */
const MAX_TASKS = 1_000;
const MAX_NAME = 512;
/** The last second that a date can have. */
const MAX_CREATED = 8.64e12;

/**
 * Jobs for tasks that others have sent. The record makes one for each task that it does not know, whatever is heard of it first, so nothing
 * needs to be held back here until the rest is heard. What is remembered only spares requests.
 */
export class Adoption {
  readonly #options: AdoptionOptions;
  /** Jobs by task, those that were used last at the end. */
  readonly #jobs = new Map<string, number>();
  #project: Promise<number> | undefined;

  constructor(options: AdoptionOptions) {
    this.#options = options;
  }

  /** @throws what the manager answers, but for what it can never take. */
  async take(events: readonly TaskEvent[]): Promise<Adopted> {
    const refusals: Refusal[] = [];
    const unknown = events.filter((event) => isAnnouncement(event) || !this.#jobs.has(event.uuid));
    for (let i = 0; i < unknown.length; i += MAX_TASKS) refusals.push(...(await this.#try(unknown.slice(i, i + MAX_TASKS))));
    const said = events.flatMap((event) => this.#said(event));
    this.#forget();
    return { said, refusals };
  }

  /** Of several that are refused together, it may be one alone that is at fault. */
  async #try(events: readonly TaskEvent[]): Promise<Refusal[]> {
    try {
      await this.#adopt(events.map(taskOf));
      return [];
    } catch (error) {
      if (!isAtFault(error)) throw error;
      if (events.length === 1) return [{ events, reason: `${error.status} for a task of others: ${error.message}` }];
      const half = Math.ceil(events.length / 2);
      return [...(await this.#try(events.slice(0, half))), ...(await this.#try(events.slice(half)))];
    }
  }

  #said(given: TaskEvent): JobEvent[] {
    const event = withResult(given);
    const news = translate(event);
    const id = this.#jobs.get(event.uuid);
    return news && id !== undefined ? [{ id, event, news }] : [];
  }

  async #adopt(tasks: readonly Task[]): Promise<void> {
    const { hub, request } = this.#options;
    const project = await this.#projectId();
    const { jobs } = await hub.jobs.jobsAdopt({ data: { project, tasks: [...tasks] } }, request);
    for (const { taskId, id } of jobs) {
      this.#jobs.delete(taskId);
      this.#jobs.set(taskId, id);
    }
  }

  #projectId(): Promise<number> {
    const { hub, project, request } = this.#options;
    this.#project ??= hub.projects.projectsRead({ project }, request).then(
      ({ id }) => id,
      (error: unknown) => {
        this.#project = undefined;
        throw error;
      },
    );
    return this.#project;
  }

  #forget(): void {
    const { most = 50_000 } = this.#options;
    for (const taskId of this.#jobs.keys()) {
      if (this.#jobs.size <= most) return;
      this.#jobs.delete(taskId);
    }
  }
}

/** Whether the record does not take what is told of a task. Where the project is at fault, none would be taken. */
function isAtFault(error: unknown): error is AnswerError {
  if (!(error instanceof AnswerError)) return false;
  const isOfProject = error.errors.some(({ field }) => field === "project");
  return (error.status === 400 || error.status === 413) && error.fromHub && !isOfProject;
}

function isAnnouncement(event: TaskEvent): boolean {
  return typeof (event as Announcement).name === "string";
}

function taskOf(event: Announcement): Task {
  const { uuid: taskId, timestamp } = event;
  const [args] = readValue(event.args);
  const [kwargs] = readValue(event.kwargs);
  const known = { args: Array.isArray(args) ? args : null, kwargs: isJsonObject(kwargs) ? kwargs : null };
  const created = Math.abs(timestamp) < MAX_CREATED ? new Date(timestamp * 1000).toISOString() : null;
  return { taskId, method: nameOf(event.name), params: paramsOf(known, event), ...known, queue: nameOf(event.queue), created };
}

/** In a list of one, if it is a value. */
function readValue(text: unknown): readonly JsonValue[] {
  return (typeof text === "string" && parsePython(text)) || [];
}

function nameOf(text: unknown): string | null {
  return typeof text === "string" && text !== "" && text.length <= MAX_NAME ? textOf(text) : null;
}

/** What no text of the record may hold is shown as such. */
function textOf(text: unknown): string {
  return String(text).replaceAll("\0", "\ufffd");
}

/** For people: arguments by name as they are, those by position as `args`, and what could not be read as the text that it came as. */
function paramsOf({ args, kwargs }: Pick<Task, "args" | "kwargs">, event: Announcement): JsonObject {
  return {
    ...(args && args.length > 0 && { args }),
    ...(args === null && event.args !== undefined && { argsText: textOf(event.args) }),
    ...(kwargs === null && event.kwargs !== undefined && { kwargsText: textOf(event.kwargs) }),
    ...kwargs,
  };
}

/** Where no result was to be had, what monitors show of it: as a value if it is one. */
function withResult(event: TaskEvent): TaskEvent {
  if (event.type !== "task-succeeded" || event.result !== undefined || event.resultText === undefined) return event;
  const parsed = parsePython(event.resultText);
  return { ...event, result: parsed ? parsed[0] : textOf(event.resultText) };
}
