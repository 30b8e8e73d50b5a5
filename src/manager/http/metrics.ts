/** Figures for Prometheus. One registry an app, so that several apps can live in one process. */

import type { onRequestAsyncHookHandler } from "fastify";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Status } from "../../core/status.ts";
import type { App } from "./app.ts";

export class Metrics {
  readonly registry = new Registry();

  readonly #requests = new Histogram({
    name: "jobhub_http_request_seconds",
    help: "Time from a request's arrival to its answer, by route.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly #groups = new Histogram({
    name: "jobhub_write_group_size",
    help: "How many writes went into one statement, by what they wrote.",
    labelNames: ["writes"],
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    registers: [this.registry],
  });
  readonly #jobs = new Counter({
    name: "jobhub_jobs_total",
    help: "Jobs that came to a status through this manager since it started.",
    labelNames: ["status"],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** One request was answered. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  /** One statement wrote `size` items, for example of `"patches"`. */
  group(writes: string, size: number): void {
    this.#groups.observe({ writes }, size);
  }

  /** `count` jobs came to a status. */
  jobs(status: Status, count = 1): void {
    this.#jobs.inc({ status }, count);
  }
}

/**
 * Measures every request, and serves the figures at `/metrics`.
 * @param check lets in who may see them: they tell how much everybody does.
 */
export function addMetrics(app: App, metrics: Metrics, check: onRequestAsyncHookHandler): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.get("/metrics", { schema: { hide: true }, onRequest: check }, async (_request, reply) => {
    reply.header("content-type", metrics.registry.contentType).header("cache-control", "no-store");
    return metrics.registry.metrics();
  });
}
