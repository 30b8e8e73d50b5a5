/** Places in a list of jobs that stay where they are when jobs are added: next to a job, by its id. */

import { badField } from "../../../core/errors.ts";

/** The part of a list that a page is taken from: jobs with ids between the two, neither included. */
export interface Span {
  readonly after: number;
  readonly before: number;
  /** Whether the page is the oldest of the part, in place of the newest. */
  readonly fromOldest: boolean;
}

export const WHOLE: Span = { after: 0, before: Number.MAX_SAFE_INTEGER, fromOldest: false };

/** What a client says to begin with. */
export const NEWEST = "newest";

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
export const cursorAfter = (id: number): string => `after-${id}`;
