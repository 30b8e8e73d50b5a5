/** What the classes of operations have in common: where the parts of a request go. */

import type { operations } from "./generated/types.ts";
import type { RequestOptions, Requests } from "./requests.ts";
import type { Incoming } from "./transport.ts";

/** A body that is JSON already. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What an operation takes: what is in its path, what is in its query, and `data`, its body; of a "part", any of its fields. */
export type RequestOf<Id extends keyof operations, Whole extends "part" | "whole" = "whole"> = PathOf<operations[Id]> &
  QueryOf<operations[Id]> &
  BodyOf<operations[Id], Whole>;

type PathOf<Of> = Of extends { parameters: { path: infer Path extends object } }
  ? { readonly [Name in keyof Path]: number | string }
  : object;

type QueryOf<Of> = Of extends { parameters: { query?: infer Query } }
  ? [NonNullable<Query>] extends [never]
    ? object
    : Readonly<NonNullable<Query>>
  : object;

type BodyOf<Of, Whole> = Of extends { requestBody: { content: { "application/json": infer Body } } }
  ? { readonly data: RawJson | (Whole extends "part" ? PartOf<Body> : Body) }
  : object;

type PartOf<Body> = Body extends readonly unknown[] ? Body : Partial<Body>;

export class Api {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  protected json<Reply>(method: string, path: string, request: object, options: RequestOptions): Promise<Reply> {
    const { filled, ...spec } = placed(path, request);
    return this.#requests.json(method, filled, { ...options, ...spec });
  }

  protected open(method: string, path: string, request: object, options: RequestOptions): Promise<Incoming> {
    const { filled, ...spec } = placed(path, request);
    return this.#requests.open(method, filled, { ...options, ...spec, accept: "*/*" });
  }
}

/** What has no place in the path goes into the query. */
function placed(path: string, request: object): { filled: string; query: object; body: unknown } {
  const { data, ...query } = request as Record<string, unknown>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(query[name]);
    delete query[name];
    // A path within a path stays one.
    return name === "path" ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
  });
  return { filled, query, body: data instanceof RawJson ? data.text : data };
}
