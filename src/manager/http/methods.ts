/** Answers for the methods that a path does not have: 405 with `Allow`, and `OPTIONS`. */

import { ApiError } from "../../core/errors.ts";
import type { App } from "./app.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * Notes the methods of every path that is registered from now on. Call what it answers when all routes are there.
 */
export function watchMethods(app: App): () => void {
  const byPath = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = byPath.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name.toUpperCase());
    byPath.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...byPath]) refuseOthers(app, url, methods);
  };
}

function refuseOthers(app: App, url: string, methods: ReadonlySet<string>): void {
  const allow = METHODS.filter((method) => methods.has(method) || method === "OPTIONS").join(", ");
  const others = METHODS.filter((method) => method !== "OPTIONS" && !methods.has(method));
  app.route({
    method: others,
    url,
    schema: { hide: true },
    onRequest: (_request, reply, done) => {
      reply.header("allow", allow);
      done(new ApiError("methodNotAllowed"));
    },
    handler: () => {},
  });
  if (methods.has("OPTIONS")) return;
  app.options(url, { schema: { hide: true } }, (_request, reply) => reply.code(204).header("allow", allow).send());
}
