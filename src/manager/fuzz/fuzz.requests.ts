/** Hostile requests for an operation, made from what the OpenAPI document says of it: most are right but for one thing or two. */

import fc from "fast-check";
import type { OpenApi, Operation, Parameter, Schema } from "../docs/openapi.ts";
import type { TestUser } from "../testing.ts";
import { pathIn, type World } from "../testing.world.ts";
import { hostileBody, hostileHeaders, hostileText, hostileValue } from "./fuzz.values.ts";

export interface FuzzOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly as: TestUser | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent. */
  readonly body: string | undefined;
  /** Whether a part of its path is such that it leads to another operation, or to none. */
  readonly isAstray: boolean;
}

/** Parts of a path that routers take for its end, or for another place. */
const LEADS_ASTRAY = /^(\.{0,2}|me)$/;

/** Schemas deeper than this get any value: some are within themselves. */
const MAX_DEPTH = 6;

export class RequestMaker {
  readonly #schemas: OpenApi["components"]["schemas"];
  readonly #users: readonly (TestUser | undefined)[];

  /** @param users who signs, besides the people of the world; undefined for nobody. */
  constructor({ components }: OpenApi, users: readonly (TestUser | undefined)[]) {
    this.#schemas = components.schemas;
    this.#users = users;
  }

  requestsFor({ path, method, operation }: FuzzOperation, world: World): fc.Arbitrary<FuzzRequest> {
    const parts = fc.record({
      place: this.#placeFor(path, operation, world),
      as: fc.constantFrom(world.owner, world.owner, world.owner, world.member, ...this.#users),
      headers: fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, hostileHeaders),
      body: this.#bodyFor(operation.requestBody?.content?.["application/json"]?.schema),
    });
    return parts.map(({ place, ...request }) => ({ ...request, ...place, method: method.toUpperCase() }));
  }

  #placeFor(path: string, { parameters = [] }: Operation, world: World): fc.Arbitrary<Pick<FuzzRequest, "url" | "isAstray">> {
    const count = parameters.filter((parameter) => parameter.in === "path").length;
    const param = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, hostileText);
    const params = fc.array(param, { minLength: count, maxLength: count });
    const place = fc.record({ params, query: this.#queryFor(parameters, world), isOpen: fc.boolean() });
    return place.map(({ params: values, query, isOpen }) => {
      const filled = pathIn(world, path, values);
      const isAstray = values.some((value) => value !== null && LEADS_ASTRAY.test(value));
      return { url: `/api${isOpen ? filled.replace(/\/$/, "") : filled}${query && `?${query}`}`, isAstray };
    });
  }

  #queryFor(parameters: readonly Parameter[], { key }: World): fc.Arbitrary<string> {
    const known = parameters.filter((parameter) => parameter.in === "query");
    const fields = known.map(({ name, schema }) => [name, this.#textFor(schema)] as const);
    const name = fc.oneof(fc.constantFrom("key", "limit", "offset", "cursor", "search", "x"), hostileText);
    const query = fc.oneof(
      { weight: 2, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) },
      fc.constantFrom({}, { key }, { limit: "5", limit2: "x" }),
      fc.dictionary(name, hostileText, { maxKeys: 3 }),
    );
    return fc.tuple(query, fc.boolean()).map(([texts, isTwice]) => {
      const pairs = Object.entries(texts).map(([name, value = ""]) => `${escaped(name)}=${escaped(value)}`);
      return [...pairs, ...(isTwice ? pairs.slice(0, 1) : [])].join("&");
    });
  }

  #textFor(schema: Schema): fc.Arbitrary<string> {
    return fc.oneof({ weight: 2, arbitrary: this.#valid(schema, 0).map(String) }, hostileText);
  }

  /** JSON of nearly the right form; now and then with keys twice, cut off, or nothing of the kind. */
  #bodyFor(schema: Schema | undefined): fc.Arbitrary<string | undefined> {
    if (!schema) return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, hostileBody);
    const json = this.#nearly(schema, 0).map((value) => JSON.stringify(value) ?? "");
    const right = this.#valid(schema, 0).map((value) => JSON.stringify(value) ?? "");
    const twice = json.map((text) => text.replace(/^\{("[^"]*"):/, "{$1:null,$1:"));
    const cut = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
    const snake = json.map((text) =>
      text.replace(/"[a-z]+[A-Z]\w*":/g, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    );
    return fc.oneof({ weight: 8, arbitrary: json }, { weight: 2, arbitrary: right }, twice, cut, snake, {
      weight: 2,
      arbitrary: hostileBody,
    });
  }

  #nearly(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const { properties, items } = this.#resolved(schema);
    if (depth > MAX_DEPTH) return hostileValue;
    if (properties) {
      const fields = Object.entries(properties).map(([name, property]) => [name, this.#nearly(property, depth + 1)] as const);
      const record = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
      const some = fc.tuple(record, this.#valid(schema, depth)).map(([given, right]) => ({ ...(right as object), ...given }));
      const more = fc.tuple(record, hostileText, hostileValue).map(([given, name, value]) => ({ ...given, [name]: value }));
      return fc.oneof({ weight: 4, arbitrary: some }, { weight: 3, arbitrary: record }, more, hostileValue);
    }
    if (items)
      return fc.oneof({ weight: 4, arbitrary: fc.array(this.#nearly(items, depth + 1), { maxLength: 4 }) }, hostileValue);
    return fc.oneof({ weight: 3, arbitrary: this.#valid(schema, depth) }, { weight: 2, arbitrary: hostileValue });
  }

  #valid(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const { properties, required = [], items, enum: choices, type, format } = this.#resolved(schema);
    if (depth > MAX_DEPTH) return fc.constant(null);
    if (choices) return fc.constantFrom(...choices);
    if (properties) {
      const fields = Object.entries(properties).map(([name, property]) => [name, this.#valid(property, depth + 1)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    }
    if (items) return fc.array(this.#valid(items, depth + 1), { minLength: 1, maxLength: 3 });
    if (format === "date-time") return fc.constantFrom("2026-01-01T12:00:00Z", "2026-01-01T12:00:00.5+02:00", "2026-01-01");
    return VALID[type ?? ""] ?? fc.jsonValue({ maxDepth: 2 });
  }

  #resolved(schema: Schema): Schema {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    return reference ? (this.#schemas[reference.slice(reference.lastIndexOf("/") + 1)] ?? {}) : schema;
  }
}

const VALID: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.constantFrom("a", "name", "some-name", "somebody@example.org", "/", "gpu"),
  integer: fc.integer({ min: 1, max: 50 }),
  number: fc.double({ min: 0, max: 100, noNaN: true }),
  boolean: fc.boolean(),
  object: fc.constantFrom({}, { a: 1 }, { broker: { virtual_host: "/" } }),
};

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
