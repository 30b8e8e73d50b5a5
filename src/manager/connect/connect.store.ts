import type { JsonValue } from "../../core/json.ts";
import type { Queryable } from "../../database/connect.ts";

/** What a connection needs to know of a job. */
export interface ConnectJob {
  readonly id: number;
  readonly key: string;
  readonly isActive: boolean;
  readonly urls: JsonValue;
  readonly users: readonly number[];
  readonly anonUsers: readonly string[];
}

const CONNECT_JOB = `id, key, is_active AS "isActive", urls, users, anon_users AS "anonUsers"`;

export async function findConnectJob(db: Queryable, project: number, id: number): Promise<ConnectJob | null> {
  const { rows } = await db.query<ConnectJob>(`SELECT ${CONNECT_JOB} FROM jobs WHERE id = $1 AND project_id = $2`, [
    id,
    project,
  ]);
  return rows[0] ?? null;
}

/** Of the jobs that are active, where they are reached, and with what. */
export async function findActiveJobs(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, Pick<ConnectJob, "id" | "key" | "urls">>> {
  const { rows } = await db.query<Pick<ConnectJob, "id" | "key" | "urls">>(
    "SELECT id, key, urls FROM jobs WHERE id = ANY($1::bigint[]) AND is_active",
    [ids],
  );
  return new Map(rows.map((job) => [job.id, job]));
}
