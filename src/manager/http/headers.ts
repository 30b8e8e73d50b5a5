import type { App } from "./app.ts";

/** What browsers are told about every reply. */
export function addSafetyHeaders(app: App): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-content-type-options", "nosniff").header("referrer-policy", "no-referrer");
    done();
  });
}

/** Replies of the API are as of now, and some are for one user alone. */
export function addNoStore(api: App): void {
  api.addHook("onRequest", (_request, reply, done) => {
    reply.header("cache-control", "no-store");
    done();
  });
}
