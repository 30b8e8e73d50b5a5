/** Paging of lists: `?limit=&offset=`, and addresses of the pages before and after. */

import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Listed } from "../../database/listed.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** Spread these into the query schema of a list. */
export const PAGE_QUERY = {
  limit: Type.Integer({
    minimum: 1,
    "x-clamp": MAX_LIMIT,
    default: DEFAULT_LIMIT,
    description: `Most results in one page. More than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
  }),
  offset: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, default: 0, description: "How many results to pass over." }),
};

export interface PageQuery {
  readonly limit: number;
  readonly offset: number;
}

interface PageOf<T> extends Listed<T> {
  readonly next: string | null;
  readonly previous: string | null;
}

/** A page for the reply. */
export function pageOf<T>(request: FastifyRequest, { count, results }: Listed<T>): PageOf<T> {
  const { limit, offset } = request.query as PageQuery;
  return {
    count,
    next: offset + limit < count ? pageUrl(request, limit, offset + limit) : null,
    previous: offset > 0 ? pageUrl(request, limit, Math.max(0, offset - limit)) : null,
    results,
  };
}

const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/** Address of this server as the client knows it. A client that names no host, or nonsense, gets one that works on this machine. */
export function originOf(request: FastifyRequest): string {
  const origin = `${request.protocol}://${request.host}`;
  return HOST.test(request.host ?? "") && URL.canParse(origin) ? origin : "http://localhost";
}

function pageUrl(request: FastifyRequest, limit: number, offset: number): string {
  return addressWith(request, { limit: String(limit), offset: String(offset) });
}

/** Address of the same request, with other values of some of its params; null leaves one out. */
export function addressWith(request: FastifyRequest, changes: Readonly<Record<string, string | null>>): string {
  const [path = "", query] = request.url.split("?", 2);
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return `${originOf(request)}${path}?${params}`;
}
