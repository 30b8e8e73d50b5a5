import { gunzipSync } from "node:zlib";
import type { AsyncMessage, SyncMessage } from "rabbitmq-client";
import { parseJson } from "../python.ts";

export type Received = Pick<AsyncMessage | SyncMessage, "body" | "contentType" | "contentEncoding" | "headers">;

/** Bytes of JSON, ready to send. */
export function jsonBody(value: unknown): { body: Buffer; contentType: string; contentEncoding: string } {
  return { body: Buffer.from(JSON.stringify(value)), contentType: "application/json", contentEncoding: "utf-8" };
}

/** The value in a message, whoever encoded it. @throws if it is not JSON. */
export function readJson({ body, contentType, headers }: Received): unknown {
  if (contentType !== "application/json")
    throw new Error(`${contentType || "a message without a type"} instead of application/json`);
  // Without a content encoding the client has parsed it already, unless it could not.
  if (!Buffer.isBuffer(body)) return body;
  const compression: unknown = headers?.compression;
  if (compression === "application/x-gzip") return parseJson(gunzipSync(body).toString());
  if (compression) throw new Error(`compressed as ${String(compression)}, which is not supported`);
  return parseJson(body.toString());
}

/** The bytes of a message, to be passed on as they came. */
export function rawBody({ body }: Received): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
