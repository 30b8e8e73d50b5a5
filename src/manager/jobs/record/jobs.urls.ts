/** The addresses at which a job's own server is reached from outside: those of the connect route, which a job's key opens. */

import type { JsonValue } from "../../../core/json.ts";
import { isFound, reportedAddresses } from "../../connect/addresses.ts";
import { outsidePath } from "../../connect/connect-url.ts";

export interface JobAddress {
  readonly id: number;
  readonly project: number | null;
  readonly key: string;
}

/**
 * The stored addresses, which are those inside of the worker's network, as they are outside, by the same names: those that a
 * connection comes to.
 * @param origin of this hub, as its caller knows it.
 */
export function outsideUrls(job: JobAddress, urls: JsonValue, origin: string): Record<string, string> | null {
  const reported = reportedAddresses(urls);
  const found = reported.filter((address) => isFound(address, reported));
  if (job.project === null || found.length === 0) return null;
  return Object.fromEntries(found.map(({ name, url }) => [name, outsideUrl(job, url, origin)]));
}

function outsideUrl(job: JobAddress, url: URL, origin: string): string {
  const outside = `${origin}${outsidePath(connectPath(job), job.key, url)}`;
  // The scheme of a WebSocket is that of the hub, with ws for http.
  return /^wss?:$/.test(url.protocol) ? outside.replace(/^http/, "ws") : outside;
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
