/** Statements on `broker.requests` and `broker.answers`. They are measured with the clock of the database alone. */

import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";
import { toJson } from "../../database/json.ts";

/** Tells that workers are asked something. */
export const REQUESTS_CHANNEL = "jobhub_requests";
/** Tells that a request, whose id it gives, was answered. */
export const ANSWERS_CHANNEL = "jobhub_answers";

/** How long a request is there for workers that come back from a short absence. */
const KEPT = "30 seconds";

export interface NewRequest {
  readonly method: string;
  readonly args: JsonObject;
  /** Null for all workers. */
  readonly destination: readonly string[] | null;
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: JsonObject;
}

/** Answers its id. Drops what is too old for anybody. */
export async function insertRequest(db: Queryable, { method, args, destination }: NewRequest): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `WITH old AS (
       DELETE FROM broker.requests WHERE created < now() - interval '${KEPT}'
     ), made AS (
       INSERT INTO broker.requests (method, args, destination) VALUES ($1, $2, $3) RETURNING id
     )
     SELECT id, pg_notify('${REQUESTS_CHANNEL}', '') FROM made`,
    [method, toJson(args), destination],
  );
  const [row] = rows;
  if (!row) throw new Error("The request was not inserted.");
  return row.id;
}

/** Every request to a worker of this name that is still there, whether it has done it or not, oldest first. */
export async function findRequests(db: Queryable, hostname: string): Promise<Request[]> {
  const { rows } = await db.query<Request>(
    `SELECT id, method, args FROM broker.requests
     WHERE (destination IS NULL OR $1 = ANY (destination)) AND created > now() - interval '${KEPT}'
     ORDER BY id`,
    [hostname],
  );
  return rows;
}

/** One whose asker no longer waits takes no answer. */
export async function insertAnswer(db: Queryable, id: number, hostname: string, answer: JsonValue): Promise<void> {
  await db.query(
    `WITH asked AS (
       SELECT id FROM broker.requests WHERE id = $1 FOR KEY SHARE
     ), answered AS (
       INSERT INTO broker.answers (request_id, hostname, answer) SELECT id, $2, $3 FROM asked
       ON CONFLICT DO NOTHING
       RETURNING request_id
     )
     SELECT pg_notify('${ANSWERS_CHANNEL}', request_id::text) FROM answered`,
    [id, hostname, toJson(answer)],
  );
}

export async function findAnswers(db: Queryable, id: number): Promise<Record<string, JsonValue>> {
  const { rows } = await db.query<{ hostname: string; answer: JsonValue }>(
    "SELECT hostname, answer FROM broker.answers WHERE request_id = $1",
    [id],
  );
  return Object.fromEntries(rows.map(({ hostname, answer }) => [hostname, answer]));
}

/** With what was answered. */
export async function deleteRequest(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM broker.requests WHERE id = $1", [id]);
}
