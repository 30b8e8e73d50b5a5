/** The addresses at which a job's own server is reached from outside: those of the connect route, which a job's key opens. */

import type { JsonValue } from "../../core/json.ts";

export interface JobAddress {
  readonly id: number;
  readonly project: number | null;
  readonly key: string;
}

/**
 * The stored addresses, which are those inside of the worker's network, as they are outside, by the same names.
 * @param origin of this hub, as its caller knows it.
 */
export function outsideUrls(job: JobAddress, urls: JsonValue, origin: string): Record<string, string> | null {
  if (job.project === null || typeof urls !== "object" || urls === null || Array.isArray(urls)) return null;
  const outside: Record<string, string> = {};
  for (const [name, url] of Object.entries(urls)) {
    if (typeof url === "string" && URL.canParse(url)) outside[name] = outsideUrl(job, new URL(url), origin);
  }
  return Object.keys(outside).length > 0 ? outside : null;
}

function outsideUrl(job: JobAddress, { protocol, pathname, search }: URL, origin: string): string {
  const query = `${search === "" ? "?" : `${search}&`}key=${encodeURIComponent(job.key)}`;
  const outside = `${origin}${connectPath(job)}${pathname}${query}`;
  // The scheme of a WebSocket is that of the hub, with ws for http.
  return /^wss?:$/.test(protocol) ? outside.replace(/^http/, "ws") : outside;
}

/** Whether these are our own outside addresses, sent back by someone who read the job: the job's server is not there. */
export function isOutsideUrls(urls: JsonValue | undefined, job: JobAddress): boolean {
  if (typeof urls !== "object" || urls === null) return false;
  const path = connectPath(job);
  return Object.values(urls).some(
    (url) => typeof url === "string" && url.includes(path) && url.includes(`key=${encodeURIComponent(job.key)}`),
  );
}

function connectPath({ id, project }: JobAddress): string {
  return `/api/projects/${project}/jobs/${id}/connect`;
}
