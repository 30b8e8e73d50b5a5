import { createHash, randomBytes } from "node:crypto";
import type { Database } from "../src/database/connect.ts";

/** A staff user with a token, and jobs on a queue, straight into an empty database. */
export async function seedJobs(database: Database, count: number): Promise<{ token: string; ids: number[] }> {
  const token = randomBytes(20).toString("hex");
  const digest = createHash("sha256").update(token).digest();
  const { rows } = await database.query<{ id: number }>(
    "INSERT INTO users (username, is_staff) VALUES ('bench', true) RETURNING id",
  );
  const user = rows[0]?.id;
  await database.query("INSERT INTO tokens (id, digest, user_id) VALUES ($1, $2, $3)", [token.slice(0, 8), digest, user]);
  const account = await database.query<{ id: number }>("INSERT INTO accounts (name) VALUES ('bench') RETURNING id");
  const project = await database.query<{ id: number }>(
    "INSERT INTO projects (account_id, name, key) VALUES ($1, 'bench', 'bench') RETURNING id",
    [account.rows[0]?.id],
  );
  const jobs = await database.query<{ id: number }>(
    `INSERT INTO jobs (project_id, key, method, params, status)
     SELECT $1, 'k', 'sleep', '{"seconds": 1}', 'DISPATCHED' FROM generate_series(1, $2) RETURNING id`,
    [project.rows[0]?.id, count],
  );
  await database.query("ANALYZE jobs");
  return { token, ids: jobs.rows.map(({ id }) => id) };
}
