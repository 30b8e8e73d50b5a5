/**
 * Pages of lists by cursor: next to one of their things, by its id. So a page stays where it is when things are added. Lists are newest first.
 */

import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { badField } from "../../core/errors.ts";
import { addressWith, type PageQuery } from "./pages.ts";

/** What a client says to begin with. */
export const NEWEST = "newest";

/** Beside `PAGE_QUERY` in the query schema of a list. */
export const CURSOR_QUERY = {
  cursor: Type.Optional(
    Type.String({ maxLength: 64, description: "In place of `offset`: `newest`, then as the address of another page says." }),
  ),
};

export interface PageWanted extends PageQuery {
  /** In place of the offset. */
  readonly cursor?: string | null | undefined;
}

/** The part of a list that a page is taken from: things with ids between the two, neither included. */
export interface Span {
  readonly after: number;
  readonly before: number;
  /** Whether the page is the oldest of the part, in place of the newest. */
  readonly fromOldest: boolean;
}

export const WHOLE: Span = { after: 0, before: Number.MAX_SAFE_INTEGER, fromOldest: false };

/** What is looked for. */
export interface Cut {
  readonly span: Span;
  readonly limit: number;
  readonly offset: number;
}

/** What is shown of it. */
export interface FoundPage {
  /** The part that the page is of. */
  readonly span: Span;
  /** Newest first. */
  readonly ids: number[];
  /** Beyond which id the list goes on, in the direction of the span; null if it does not. */
  readonly goesOnAt: number | null;
}

/** One more than is shown: that tells whether there are more. @throws a 400 for a cursor that is none. */
export function cutOf({ limit, offset, cursor = null }: PageWanted): Cut {
  const place = cursor === null ? { span: WHOLE, offset } : { span: parseCursor(cursor), offset: 0 };
  return { ...place, limit: limit + 1 };
}

/** @param found in the direction of the span. @param stoppedAt where the looking stopped, if the page is short for that. */
export function foundPage(found: readonly number[], { span, limit }: Cut, stoppedAt: number | null = null): FoundPage {
  const ids = found.slice(0, limit - 1);
  const goesOnAt = found.length === limit ? (ids.at(-1) ?? null) : stoppedAt;
  return { span, ids: span.fromOldest ? ids.reverse() : ids, goesOnAt };
}

const CURSOR = /^(before|after)-([1-9]\d{0,15})$/;

/** @throws a 400 if it is none. */
export function parseCursor(text: string): Span {
  if (text === NEWEST) return WHOLE;
  const [, side, digits] = CURSOR.exec(text) ?? [];
  const id = Number(digits);
  if (!Number.isSafeInteger(id)) throw badField("cursor", `must be "${NEWEST}", or from the address of another page`);
  return side === "before" ? { ...WHOLE, before: id } : { ...WHOLE, after: id, fromOldest: true };
}

export const cursorBefore = (id: number): string => `before-${id}`;
const cursorAfter = (id: number): string => `after-${id}`;

export interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

/** Addresses of the pages before and after one. @param mostOffset from there on, cursors lead to the next pages. */
export function neighboursOf(
  request: FastifyRequest,
  page: FoundPage,
  { limit, offset, cursor = null }: PageWanted,
  mostOffset = Number.MAX_SAFE_INTEGER,
): Neighbours {
  const at = (cursorText: string | null) =>
    cursorText && addressWith(request, { limit: String(limit), offset: null, cursor: cursorText });
  const from = (start: number) => addressWith(request, { limit: String(limit), offset: String(start), cursor: null });
  const { next, previous } = cursorsOf(page);
  if (cursor !== null) return { next: at(next), previous: at(previous) };
  const isFar = offset + limit > mostOffset;
  return {
    next: next && (isFar ? at(next) : from(offset + limit)),
    previous: offset > 0 ? from(Math.max(0, offset - limit)) : null,
  };
}

/** A page that is empty has neighbours as well: it lies where its cursor said. */
function cursorsOf({ span, ids, goesOnAt }: FoundPage): Neighbours {
  const [newest = span.before - 1] = ids;
  const oldest = ids.at(-1) ?? span.after + 1;
  if (span.fromOldest) return { next: cursorBefore(oldest), previous: goesOnAt === null ? null : cursorAfter(goesOnAt) };
  return {
    next: goesOnAt === null ? null : cursorBefore(goesOnAt),
    previous: span.before === WHOLE.before ? null : cursorAfter(newest),
  };
}
