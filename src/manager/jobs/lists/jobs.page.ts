/** Addresses of the pages before and after one of a list of jobs. */

import type { FastifyRequest } from "fastify";
import { addressWith } from "../../http/pages.ts";
import { cursorAfter, cursorBefore, WHOLE } from "./jobs.cursor.ts";
import type { JobList, PageWanted } from "./jobs.list.ts";

export interface Neighbours {
  readonly next: string | null;
  readonly previous: string | null;
}

export function neighboursOf(request: FastifyRequest, list: JobList, { limit, offset, cursor }: PageWanted): Neighbours {
  const at = (cursorText: string | null) =>
    cursorText && addressWith(request, { limit: String(limit), offset: null, cursor: cursorText });
  const from = (start: number) => addressWith(request, { limit: String(limit), offset: String(start), cursor: null });
  const { next, previous } = cursorsOf(list);
  if (cursor !== null) return { next: at(next), previous: at(previous) };
  const isFar = offset + limit > list.mostOffset;
  return {
    next: next && (isFar ? at(next) : from(offset + limit)),
    previous: offset > 0 ? from(Math.max(0, offset - limit)) : null,
  };
}

/** A page that is empty has neighbours as well: it lies where its cursor said. */
function cursorsOf({ span, ids, goesOnAt }: JobList): Neighbours {
  const [newest = span.before - 1] = ids;
  const oldest = ids.at(-1) ?? span.after + 1;
  if (span.fromOldest) return { next: cursorBefore(oldest), previous: goesOnAt === null ? null : cursorAfter(goesOnAt) };
  return {
    next: goesOnAt === null ? null : cursorBefore(goesOnAt),
    previous: span.before === WHOLE.before ? null : cursorAfter(newest),
  };
}
