/** Building blocks for the schemas of routes. They are written for OpenAPI 3.0, which old generators of clients know. */

import { type Static, type TSchema, type TSchemaOptions, type TStringOptions, type TUnsafe, Type } from "typebox";
import type { JsonObject } from "../../core/json.ts";

/** The same, or null. Of a union, a branch becomes nullable: OpenAPI 3.0 knows it beside a type only. */
export function Nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const { enum: choices, anyOf } = schema as { enum?: unknown[]; anyOf?: [TSchema, ...TSchema[]] };
  if (anyOf) return Type.Unsafe({ ...schema, anyOf: [Nullable(anyOf[0]), ...anyOf.slice(1)] });
  return Type.Unsafe({ ...schema, nullable: true, ...(choices && { enum: [...choices, null] }) });
}

/** One of several texts. */
export function Choice<const T extends readonly string[]>(choices: T, options: object = {}): TUnsafe<T[number]> {
  return Type.Unsafe({ type: "string", enum: [...choices], ...options });
}

/** A text that matches a pattern. @param form what it is, for whoever gives another one: "must be …". */
export function Formed(pattern: string, form: string, options: TStringOptions = {}) {
  return Type.String({ pattern, "x-form": form, ...options });
}

/** A time. What comes in may have any zone or none; a handler gets it in UTC (`normalTime`). */
export function Time(options: object = {}) {
  return Type.String({ format: "date-time", ...options });
}

/** Whatever JSON can hold: data of the user, which is passed on as it is, its keys untouched. */
export function Json(options: TSchemaOptions = {}) {
  return Type.Unknown(options);
}

/** An id in a path: whatever is not the id of something is a 404. */
export function Id(description: string) {
  return Type.Integer({ minimum: 1, description });
}

/** An id in a body or a query: a whole number that JSON and the database hold alike. */
export function Reference(description?: string) {
  return Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, ...(description !== undefined && { description }) });
}

/** An object with keys of the user's own, which stay as they are; or null. */
export function AnyObject(description: string) {
  return Type.Unsafe<JsonObject | null>({ type: "object", nullable: true, additionalProperties: true, description });
}

/** Of a field that only the hub sets: a client may send back what it read, which is ignored. */
export const READ_ONLY = { readOnly: true } as const;

/** Gives a schema the name that it has in the OpenAPI document, and so the name of the class in generated clients. */
export function Named<T extends TSchema>(title: string, schema: T): T {
  return Object.defineProperties({ title }, Object.getOwnPropertyDescriptors(schema)) as unknown as T;
}

/** What is taken may differ from what clients of the API generation believe: in the document it is the schema of that name. */
export function DocumentedAs<T extends TSchema>(name: string, schema: T): T {
  return Object.defineProperties({ "x-documented-as": name }, Object.getOwnPropertyDescriptors(schema)) as unknown as T;
}

/** A page of a list, newest first. */
export function Page<T extends TSchema>(title: string, item: T) {
  return Named(
    title,
    Type.Object({
      count: Type.Integer({ description: "How many there are in all." }),
      next: Nullable(Type.String({ format: "uri", description: "Address of the next page." })),
      previous: Nullable(Type.String({ format: "uri", description: "Address of the page before." })),
      results: Type.Array(item),
    }),
  );
}

export const FieldFault = Named(
  "FieldFault",
  Type.Object({
    field: Type.String({ description: "Its name; of a nested one, `outer.inner`." }),
    message: Type.String({ description: "What would be right." }),
  }),
);

export const ErrorReply = Named(
  "ErrorReply",
  Type.Object({
    message: Type.String({ description: "What is wrong, for people." }),
    errors: Type.Optional(Type.Array(FieldFault, { description: "What is wrong with which field of the request." })),
  }),
);

export const NoContent = Type.Null({ description: "Nothing more to say." });
