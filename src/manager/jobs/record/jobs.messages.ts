/** What people read of a job: a sentence on its state, one on what it does, and how long it ran. Never empty. */

import type { JsonObject } from "../../../core/json.ts";
import type { Status } from "../../../core/status.ts";

/** Where a dispatched job stands. */
export interface Place {
  /** From 1, among the dispatched jobs of its queue; null when it is further back than we count. */
  readonly position: number | null;
  /** Name of its queue; null if it was deleted. */
  readonly queue: string | null;
  /** Whether an active worker takes jobs from it. */
  readonly isServed: boolean;
}

interface JobFacts {
  readonly status: Status;
  readonly method: string;
  readonly parent: number | null;
}

/** @param place of a job that is dispatched; null if it is not known. */
export function statusMessage(job: JobFacts, place: Place | null): string {
  const name = job.method === "session" ? "Session" : job.method;
  return SENTENCES[job.status](name, job, place);
}

const SENTENCES: Readonly<Record<Status, (name: string, job: JobFacts, place: Place | null) => string>> = {
  WAITING: (name, { parent }) =>
    parent === null ? `${name} is waiting to be put on a queue.` : `${name} is waiting for another job.`,
  DISPATCHED: (name, _job, place) => `${name} is ${inQueue(place)}.${noWorker(place)}`,
  PENDING: (name) => `The state of ${name} is not known yet.`,
  RECEIVED: (name) => (name === "Session" ? "Session is starting." : `${name} is about to start.`),
  STARTED: (name) => (name === "Session" ? "Session is starting." : `${name} has started.`),
  RUNNING: (name) => `${name} is running.`,
  RETRY: (name) => `${name} has failed and will run again.`,
  SUCCESS: (name) => `${name} has finished.`,
  CANCELLED: (name) => `${name} was cancelled.`,
  REVOKED: (name) => `${name} was cancelled before it started.`,
  TERMINATED: (name) => `${name} was stopped.`,
  FAILURE: (name) => `${name} has failed.`,
  REJECTED: (name) => `${name} was refused by the worker.`,
};

function inQueue(place: Place | null): string {
  return place?.position ? `${ordinal(place.position)} in the queue` : "in the queue";
}

function noWorker(place: Place | null): string {
  if (!place || place.isServed) return "";
  return ` No worker takes jobs from ${place.queue === null ? "this queue" : `the queue ${place.queue}`} at the moment.`;
}

export function ordinal(n: number): string {
  const isTeen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${(isTeen ? undefined : { 1: "st", 2: "nd", 3: "rd" }[n % 10]) ?? "th"}`;
}

/** Longest summary, in characters. */
const SUMMARY_LENGTH = 100;

/** Which of the params says most, by method. */
const MAIN_PARAMS: Readonly<Record<string, readonly string[]>> = {
  sleep: ["seconds"],
  convert: ["path", "input", "text"],
  pull: ["source", "path"],
  push: ["source", "path"],
};
const USUAL_PARAMS = ["path", "input", "source", "snapshot", "project", "node", "name"];

/** The description, else the method with its main argument. On one line. */
export function summaryString(job: { description: string | null; method: string; params: JsonObject }): string {
  const described = oneLine(job.description ?? "");
  if (described !== "") return described;
  const names = MAIN_PARAMS[job.method] ?? USUAL_PARAMS;
  const argument = names.map((name) => argumentText(job.params[name])).find((text) => text !== "");
  return oneLine([job.method, argument].join(" "));
}

function argumentText(value: unknown): string {
  if (typeof value === "string") return oneLine(value);
  return typeof value === "number" ? String(value) : "";
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * SUMMARY_LENGTH)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > SUMMARY_LENGTH ? `${line.slice(0, SUMMARY_LENGTH - 1).trimEnd()}…` : line;
}

interface Timing {
  readonly runtime: number | null;
  readonly began: string | null;
  readonly ended: string | null;
}

/** "2 mins 5 secs"; "-" while it is not known. */
export function runtimeFormatted({ runtime, began, ended }: Timing): string {
  const seconds = runtime ?? (began !== null && ended !== null ? (Date.parse(ended) - Date.parse(began)) / 1000 : null);
  if (seconds === null || !Number.isFinite(seconds)) return "-";
  if (seconds < 1) return "<1 sec";
  const whole = Math.round(seconds);
  const parts = [
    counted(Math.floor(whole / 3600), "hour"),
    counted(Math.floor(whole / 60) % 60, "min"),
    counted(whole % 60, "sec"),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function counted(n: number, unit: string): string {
  return n === 0 ? "" : `${n} ${unit}${n === 1 ? "" : "s"}`;
}
