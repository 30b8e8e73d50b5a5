/** Examples for the command line. */

import { type Example, PARAMS } from "./examples.ts";

/** Stands for the address of the hub, which is known when the document is asked for. */
export const ORIGIN = "https://hub.example";

const WIDTH = 100;

/** A request that works when it is pasted into a shell that has the caller's token in TOKEN. */
export function curlFor(path: string, method: string, { params, query, body, before }: Example): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? PARAMS[name] ?? name);
  const isStream = path.endsWith("/live/");
  const parts = [
    `curl${isStream ? " -N" : ""}${method === "get" ? "" : ` -X ${method.toUpperCase()}`} ${quoted(`${ORIGIN}/api${filled}${query ? `?${query}` : ""}`)}`,
    '-H "Authorization: Token $TOKEN"',
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${readable(body)}'`]),
  ];
  const request = parts.join(" ").length < WIDTH ? parts.join(" ") : parts.join(" \\\n  ");
  return before ? `${before.replaceAll("ORIGIN", ORIGIN)}\n${request}` : request;
}

function quoted(url: string): string {
  return /[?&$]/.test(url) ? `"${url}"` : url;
}

/** JSON on one line if it is short, else indented. */
function readable(body: unknown): string {
  const line = onOneLine(body);
  return line.length < WIDTH ? line : JSON.stringify(body, null, 2).replaceAll("\n", "\n  ");
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${onOneLine(inner)}`)
    .join(", ")}}`;
}
