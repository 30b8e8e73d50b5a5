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
 * A key in the path is for pages: what they load by relative addresses has it too. It counts where the query has none.
 * @param url of a request that was routed here: its first parts are known.
 */
export function parseConnectUrl(url: string): ConnectUrl {
  const [whole = ""] = url.replace(/^[a-z]+:\/\/[^/]*/i, "").split("#", 1);
  const start = whole.indexOf("?");
  const parts = (start === -1 ? whole : whole.slice(0, start)).split("/");
  const query = start === -1 ? [] : whole.slice(start + 1).split("&");
  const rest = parts.slice(BASE_PARTS);
  const hasPathKey = rest[0]?.startsWith(KEY_PART) && !query.some(isGivenKey);
  const kept = query.filter((part) => nameOf(part) !== "key");
  return {
    base: parts.slice(0, BASE_PARTS).join("/"),
    pathKey: hasPathKey ? decoded(rest.shift()?.slice(KEY_PART.length) ?? "") : null,
    path: `/${rest.join("/")}`,
    query: kept.length === 0 ? "" : `?${kept.join("&")}`,
  };
}

/** An outside path with the key in it. */
export function withPathKey(base: string, key: string): string {
  return `${base}/${KEY_PART}${encodeURIComponent(key)}`;
}

function isGivenKey(part: string): boolean {
  return nameOf(part) === "key" && /=./.test(part);
}

function nameOf(part: string): string {
  return decoded((part.split("=", 1)[0] ?? "").replaceAll("+", " "));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
