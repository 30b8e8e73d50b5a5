/**
 * Events as Celery's messages. Several events of tasks go as one array, those of workers by themselves. What monitors show
 * of a result is a text, as with Celery; the value itself is beside it, which tells our workers from others.
 */

import type { AsyncMessage } from "rabbitmq-client";
import { type Event, isTaskEvent, type TaskEvent } from "../../core/event.ts";
import type { JsonValue } from "../../core/json.ts";
import { repr } from "../python.ts";
import { jsonBody, readJson } from "./body.ts";
import type { Clock } from "./clock.ts";
import type { Message } from "./publisher.ts";
import { EVENTS } from "./wire.ts";

/** Of one message, beyond which the rest goes with another one. */
const MOST_EVENTS = 100;
const MOST_BYTES = 500_000;

/** In this order: no message changes the place of an event. */
export function eventMessages(events: readonly Event[], clock: Clock): Message[] {
  return groupsOf(events.map((event) => ({ event, json: JSON.stringify(toWire(event, clock)) }))).map(messageOf);
}

interface Encoded {
  readonly event: Event;
  readonly json: string;
}

function groupsOf(events: readonly Encoded[]): Encoded[][] {
  const groups: Encoded[][] = [];
  let bytes = 0;
  for (const one of events) {
    const last = groups.at(-1);
    const fits = last?.[0] && isTaskEvent(last[0].event) && last.length < MOST_EVENTS && bytes + one.json.length <= MOST_BYTES;
    if (last && fits && isTaskEvent(one.event)) last.push(one);
    else {
      groups.push([one]);
      bytes = 0;
    }
    bytes += one.json.length;
  }
  return groups;
}

function messageOf(group: readonly Encoded[]): Message {
  const [first] = group as [Encoded];
  const type = group.length === 1 ? first.event.type.replaceAll("-", ".") : "task.multi";
  const json = group.map((one) => one.json).join(",");
  return {
    ...jsonBody(null),
    body: Buffer.from(group.length === 1 ? json : `[${json}]`),
    exchange: EVENTS.exchange,
    routingKey: type,
    durable: true,
    headers: { hostname: first.event.hostname },
  };
}

function toWire(event: Event, clock: Clock): object {
  const timed = event.clock === undefined ? event : { ...event, clock: clock.tick() };
  if (timed.type !== "task-succeeded") return timed;
  return { ...timed, result: repr(timed.result), ...(timed.result !== undefined && { value: timed.result }) };
}

/** @throws if there are none in the message. */
export function readEvents(message: AsyncMessage): Event[] {
  const value = readJson(message);
  const events = Array.isArray(value) ? value : [value];
  return events.map(fromWire);
}

function fromWire(value: unknown): Event {
  if (typeof value !== "object" || value === null || typeof (value as Event).type !== "string") throw new Error("no event");
  const event = value as Event & { readonly value?: JsonValue };
  if (event.type !== "task-succeeded") return event;
  const { result: text, value: result, ...rest } = event;
  if (!saysAttempt(event)) return { ...rest, resultText: String(text ?? "") };
  return result === undefined ? rest : { ...rest, result };
}

/** Only workers of ours number the attempt in their outcomes. */
function saysAttempt({ retries }: TaskEvent): boolean {
  return typeof retries === "number";
}

/** Whether an outcome comes without its result or exception, as those of Celery's workers do. */
export function lacksResult(event: Event): event is TaskEvent {
  return (event.type === "task-succeeded" || event.type === "task-failed") && !saysAttempt(event);
}

/** Tasks of jobs are named by a number. */
export function isOurs({ uuid }: TaskEvent): boolean {
  return /^\d+$/.test(uuid);
}
