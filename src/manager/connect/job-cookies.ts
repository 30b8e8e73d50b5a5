/**
 * Cookies of a job's server. Outside they have a name of the job's own: so it gets back those that it has set and no others,
 * neither ours nor those that other servers on this host have set; and it cannot set any of ours.
 */

export interface JobCookies {
  /** What starts the names of the job's cookies, outside. */
  readonly prefix: string;
  /** Outside path of the job's server, to which they are limited. */
  readonly base: string;
}

export function jobCookies(jobId: number, base: string): JobCookies {
  return { prefix: `jobhub_job_${jobId}_`, base };
}

/** A `Cookie` header for the job's server; null if it has none. */
export function cookiesInward({ prefix }: JobCookies, header: string | undefined): string | null {
  const theirs = (header ?? "").split(";").map((pair) => pair.trim());
  const inward = theirs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
  return inward.length > 0 ? inward.join("; ") : null;
}

/** A `Set-Cookie` header for the client. */
export function cookieOutward({ prefix, base }: JobCookies, header: string): string {
  const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
  const kept = attributes.filter((attribute) => !/^(domain|path)\s*(=|$)/i.test(attribute));
  const path = attributes.map((attribute) => /^path\s*=\s*(\/.*)$/i.exec(attribute)?.[1]).findLast((found) => found);
  return [`${prefix}${pair}`, ...kept, `Path=${base}${path ?? "/"}`].join("; ");
}
