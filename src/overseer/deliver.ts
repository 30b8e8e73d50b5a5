/** Patches to the manager: one bulk request a chunk, and what to do with those that it does not take. */

import { AnswerError, type Hub, RawJson, type RequestOptions, type UpdateResult } from "../../clients/typescript/src/client.ts";
import type { Event } from "../core/event.ts";
import { type FoldedNews, fold } from "./fold.ts";
import { translate } from "./translate.ts";

/** Events that the record cannot take, ever. */
export interface Refusal {
  readonly events: readonly Event[];
  readonly reason: string;
}

/** The limits of a bulk request: the manager's own count, and a size that is well below what it takes. */
const MAX_PATCHES = 1_000;
const MAX_CHARACTERS = 2 * 1024 * 1024;

/** What became of a patch that was not taken. */
type RefusedUpdate = UpdateResult & { readonly message: string };

/** A patch, and its JSON as it goes into a bulk request: made once, however often it is sent. */
interface Message {
  readonly news: FoldedNews;
  readonly json: string;
}

/**
 * Resolves once the record has all patches but those that it refused, with the events of these.
 * @throws {AnswerError | ConnectionError} if the manager is away, or refuses whatever is sent: then everything may be sent again.
 */
export async function deliver(hub: Hub, news: readonly FoldedNews[], options: RequestOptions = {}): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const chunk of chunks(news.map(message))) refusals.push(...(await send(hub, chunk, options)));
  return refusals;
}

function message(news: FoldedNews): Message {
  const { id, patch, log } = news;
  return { news, json: JSON.stringify(log ? { id, ...patch, log: log.entries, logOffset: log.offset } : { id, ...patch }) };
}

function* chunks(messages: readonly Message[]): Generator<Message[]> {
  let chunk: Message[] = [];
  let size = 0;
  for (const next of messages) {
    if (chunk.length === MAX_PATCHES || (chunk.length > 0 && size + next.json.length > MAX_CHARACTERS)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(next);
    size += next.json.length;
  }
  if (chunk.length > 0) yield chunk;
}

async function send(hub: Hub, messages: readonly Message[], options: RequestOptions): Promise<Refusal[]> {
  const results = await ask(hub, messages, options);
  if (results === "too much") {
    const half = Math.ceil(messages.length / 2);
    return [...(await send(hub, messages.slice(0, half), options)), ...(await send(hub, messages.slice(half), options))];
  }
  const refusals: Refusal[] = [];
  for (const [i, { news }] of messages.entries()) {
    const result = results[i];
    if (result && isRefused(result)) refusals.push(...(await refused(hub, news, result, options)));
  }
  return refusals;
}

/** One result each; "too much" if all were refused together, perhaps for the sake of one. */
async function ask(hub: Hub, messages: readonly Message[], options: RequestOptions): Promise<UpdateResult[] | "too much"> {
  const [only, ...others] = messages;
  if (!only) return [];
  // The answer to a single patch has the job's whole log: it would be sent again with each entry that is added.
  if (others.length === 0 && !only.news.log) return [await askOne(hub, only.news, options)];
  try {
    const data = new RawJson(`[${messages.map(({ json }) => json).join(",")}]`);
    return checked(await hub.jobs.jobsBulkUpdate({ data }, options), messages);
  } catch (error) {
    if (!isRefusal(error, [400, 422])) throw error;
    return others.length > 0 ? "too much" : [resultOf(only.news.id, error)];
  }
}

async function askOne(hub: Hub, { id, patch }: FoldedNews, options: RequestOptions): Promise<UpdateResult> {
  try {
    const { status } = await hub.jobs.jobsPartialUpdate({ id, data: patch }, options);
    return { id, code: 200, ...(status && { status }) };
  } catch (error) {
    if (!isRefusal(error, [400, 404, 409, 422])) throw error;
    return resultOf(id, error);
  }
}

/** Whether it is the fault of what was sent. A proxy too may find it too large; all else only the hub can judge. */
function isRefusal(error: unknown, statuses: readonly number[]): error is AnswerError {
  if (!(error instanceof AnswerError)) return false;
  return error.status === 413 || (error.fromHub && statuses.includes(error.status));
}

function isRefused(result: UpdateResult): result is RefusedUpdate {
  return result.message !== undefined;
}

function resultOf(id: number, { status, message, errors }: AnswerError): UpdateResult {
  return { id, code: status, message, errors };
}

/** A success that is not the answer to what was asked, or in which a job's turn has not come, counts as none. */
function checked(results: UpdateResult[], messages: readonly Message[]): UpdateResult[] {
  const isWhole = Array.isArray(results) && messages.every(({ news }, i) => results[i]?.id === news.id);
  const failed = isWhole ? results.find(({ code }) => code >= 500 || code === 429) : undefined;
  if (isWhole && !failed) return results;
  throw new AnswerError({
    status: failed?.code ?? 200,
    message: failed?.message ?? "PATCH /jobs/: the answer does not have one result for each job",
    errors: [],
    retryAfterMs: null,
    fromHub: failed !== undefined,
  });
}

/** Of several events in one patch, it may be one alone that is at fault: each is tried by itself, if the job exists. */
async function refused(
  hub: Hub,
  { id, events }: FoldedNews,
  { code, message, errors }: RefusedUpdate,
  options: RequestOptions,
): Promise<Refusal[]> {
  if (events.length > 1 && code !== 404) {
    return await deliver(
      hub,
      events.flatMap((event) => singly(id, event)),
      options,
    );
  }
  const faults = errors?.map(({ field, message: fault }) => `${field}: ${fault}`) ?? [];
  return [{ events, reason: [`${code} for job ${id}: ${message}`, ...faults].join("; ") }];
}

function singly(id: number, event: FoldedNews["events"][number]): FoldedNews[] {
  const news = translate(event);
  return news ? fold([{ id, event, news }]) : [];
}
