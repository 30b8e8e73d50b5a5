/** The address of a request, taken apart: what is ours of it, and what is for the job's server. Nothing is decoded on the way. */

export interface ConnectUrl {
  /** The path as the client wrote it, up to and with `connect`. */
  readonly base: string;
  /** The job's key, where it is the first part of the path: `connect/key=K/…`. */
  readonly pathKey: string | null;
  /** For the job's server; starts with a slash. */
  readonly path: string;
  /** For the job's server: empty, or with its question mark. */
  readonly query: string;
}

/** `/api/projects/{project}/jobs/{job}/connect` */
const BASE_PARTS = 7;
const KEY_PART = "key=";

/**
 * The key stands in the query, or in the path: then all else in the query is the server's own, whatever its name. A key in the path is
 * for pages, since what they load by relative addresses has it too.
 * @param url of a request that was routed here: its first parts are known.
 */
export function parseConnectUrl(url: string): ConnectUrl {
  const [whole = ""] = url.replace(/^[a-z]+:\/\/[^/]*/i, "").split("#", 1);
  const start = whole.indexOf("?");
  const parts = (start === -1 ? whole : whole.slice(0, start)).split("/");
  const rest = parts.slice(BASE_PARTS);
  const pathKey = rest[0]?.startsWith(KEY_PART) ? decoded(rest.shift()?.slice(KEY_PART.length) ?? "") : null;
  const query = start === -1 ? [] : whole.slice(start + 1).split("&");
  const kept = query.filter((part) => !isOurKey(part, pathKey));
  return {
    base: parts.slice(0, BASE_PARTS).join("/"),
    pathKey,
    path: `/${rest.join("/")}`,
    query: kept.length === 0 ? "" : `?${kept.join("&")}`,
  };
}

function isOurKey(part: string, pathKey: string | null): boolean {
  const [name = "", ...value] = part.split("=");
  return decoded(name) === "key" && (pathKey === null || decoded(value.join("=")) === pathKey);
}

/** Outside path of the job's server, with the key in it. */
export function withPathKey(base: string, key: string): string {
  return `${base}/${KEY_PART}${encodeURIComponent(key)}`;
}

/** Path and query of an address of the job's server, as they are outside. */
export function outsidePath(base: string, key: string, { pathname, search, searchParams }: URL): string {
  const isTaken = searchParams.has("key") || pathname.startsWith(`/${KEY_PART}`);
  if (isTaken) return `${withPathKey(base, key)}${pathname}${search}`;
  return `${base}${pathname}${search === "" ? "?" : `${search}&`}key=${encodeURIComponent(key)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
