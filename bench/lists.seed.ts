/** Millions of jobs straight into an empty database, as uneven as those of a hub that has run for a while. */

import type { Database } from "../src/database/connect.ts";
import { addUp } from "../src/manager/jobs/record/job-counter.store.ts";

export interface SeededJobs {
  readonly jobs: number;
  /** Who made many of them. */
  readonly user: number;
  /** The project that has the most, and how many those are. */
  readonly large: number;
  readonly ofLarge: number;
  /** When the newest was made, ISO 8601; and over how long a time all were. */
  readonly newest: string;
  readonly hours: number;
}

const PROJECTS = 200;
const USERS = 50;
/** Jobs that wait or run. */
const ACTIVE = 5_000;
/** Of one statement, which has to end within the time that a connection gives it. */
const AT_ONCE = 100_000;

/** Indexes are made after the rows, and what triggers keep is counted once: that takes a fraction of the time. */
export async function seedLists(database: Database, jobs: number, onRows: (done: number) => void): Promise<SeededJobs> {
  const [user = 0, firstProject = 0] = await seedOwners(database);
  const indexes = await takeIndexes(database);
  await database.query("ALTER TABLE jobs DISABLE TRIGGER USER");
  await database.query("ALTER TABLE jobs SET (autovacuum_enabled = false)");
  for (let done = 0; done < jobs; done += AT_ONCE) {
    await insertSome(database, { from: done + 1, to: Math.min(jobs, done + AT_ONCE), of: jobs, user, firstProject });
    onRows(Math.min(jobs, done + AT_ONCE));
  }
  await database.query("ALTER TABLE jobs ENABLE TRIGGER USER");
  await database.query("SELECT setval(pg_get_serial_sequence('jobs', 'id'), $1)", [jobs]);
  while ((await addUp(database, AT_ONCE)) > 0);
  for (const { definition } of indexes) await database.query(definition);
  await database.query("ALTER TABLE jobs SET (autovacuum_enabled = true)");
  await database.query("VACUUM ANALYZE jobs");
  await database.query("VACUUM ANALYZE job_texts");
  await database.query("VACUUM ANALYZE job_counts");
  await database.query("VACUUM ANALYZE job_blocks");
  return (await findSeeded(database)) ?? Promise.reject(new Error("There are no jobs."));
}

/** What an earlier run has left; null for an empty database. */
export async function findSeeded(database: Database): Promise<SeededJobs | null> {
  const { rows } = await database.query<SeededJobs>(
    `SELECT (SELECT max(id) FROM jobs) AS jobs, (SELECT min(id) FROM users WHERE username = 'user-1') AS user, project_id AS large,
       (SELECT sum(jobs)::bigint FROM job_counts WHERE creator_id = -1 AND project_id = large.project_id) AS "ofLarge",
       (SELECT created FROM jobs ORDER BY id DESC LIMIT 1) AS newest,
       (SELECT extract(epoch FROM max(created) - min(created))::float8 / 3600 FROM jobs WHERE id IN (1, (SELECT max(id) FROM jobs))) AS hours
     FROM (SELECT id AS project_id FROM projects WHERE name = 'project-1') AS large WHERE EXISTS (SELECT FROM jobs)`,
  );
  return rows[0] ?? null;
}

/** The id of the first user and project: those of the others follow. */
async function seedOwners(database: Database): Promise<number[]> {
  const { rows } = await database.query<{ user: number; project: number }>(
    `WITH made AS (
       INSERT INTO users (username) SELECT 'user-' || i FROM generate_series(1, ${USERS}) AS i RETURNING id
     ), account AS (
       INSERT INTO accounts (name) VALUES ('bench') RETURNING id
     ), zone AS (
       INSERT INTO zones (account_id, name) SELECT id, 'default' FROM account RETURNING id
     ), queue AS (
       INSERT INTO queues (zone_id, name)
       SELECT id, name FROM zone, unnest(ARRAY['default', 'default:5', 'default:untrusted', 'gpu', 'rare']) AS name
     ), project AS (
       INSERT INTO projects (account_id, name, key) SELECT id, 'project-' || i, 'key' FROM account, generate_series(1, ${PROJECTS}) AS i
       RETURNING id
     )
     SELECT (SELECT min(id) FROM made) AS user, (SELECT min(id) FROM project) AS project`,
  );
  return rows.flatMap(({ user, project }) => [user, project]);
}

async function takeIndexes(database: Database): Promise<{ name: string; definition: string }[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename IN ('jobs', 'job_texts') AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { name } of rows) await database.query(`DROP INDEX "${name}"`);
  return rows;
}

interface Rows {
  readonly from: number;
  readonly to: number;
  readonly of: number;
  readonly user: number;
  readonly firstProject: number;
}

/** `a`, `b` and `c` are numbers from 0 to 999 that seem random, the same in every run. */
async function insertSome(database: Database, { from, to, of, user, firstProject }: Rows): Promise<void> {
  await database.query(
    `INSERT INTO jobs (id, project_id, creator_id, queue_id, key, method, description, params, created, updated, status, is_active,
       began, ended, runtime, worker, result, error)
     SELECT id,
       $4 + CASE WHEN a < 700 THEN 0 WHEN a < 900 THEN a % 10 ELSE b % ${PROJECTS} END,
       CASE WHEN b < 100 THEN NULL WHEN b < 500 THEN $3 ELSE $3 + c % ${USERS} END,
       (SELECT min(queues.id) FROM queues) + CASE WHEN c < 800 THEN 0 WHEN c < 950 THEN 1 + c % 2 WHEN id % 100000 = 77 THEN 4 ELSE 3 END,
       'key', method, CASE WHEN c < 50 THEN 'Nightly report ' || id % 1000 END,
       CASE method
         WHEN 'sleep' THEN jsonb_build_object('seconds', c % 10)
         WHEN 'convert' THEN jsonb_build_object('path', 'reports/' || (a * b) % 5000 || '.md', 'to', 'html', 'options', jsonb_build_object('toc', c < 10))
         ELSE jsonb_build_object('node', jsonb_build_object('type', 'CodeChunk', 'number', id % 100000))
       END,
       time, time, status, status IN ('DISPATCHED', 'RUNNING'),
       CASE WHEN status <> 'DISPATCHED' THEN time + interval '1 s' END,
       CASE WHEN status NOT IN ('DISPATCHED', 'RUNNING') THEN time + interval '3 s' END,
       CASE WHEN status = 'SUCCESS' THEN 2 END,
       CASE WHEN status = 'DISPATCHED' THEN NULL WHEN id % 100003 = 5 THEN 'rare@elsewhere' ELSE 'worker-' || c % 40 || '@host-' || c % 8 END,
       CASE WHEN status = 'SUCCESS' THEN '{"ok": true}'::jsonb END,
       CASE WHEN status = 'FAILURE' THEN jsonb_build_object('type', CASE WHEN b < 900 THEN 'Error' WHEN id % 9973 = 3 THEN 'Rare'
         ELSE 'Type' || b % 7 END, 'message', 'It went wrong.') END
     FROM (
       SELECT id, a, b, c, now() - make_interval(secs => ($5 - id) * 0.25) AS time,
         CASE WHEN b % 10 < 4 THEN 'convert' WHEN b % 10 < 7 THEN 'sleep' WHEN b % 100 = 97 THEN 'build' ELSE 'execute' END AS method,
         CASE WHEN id > $5 - ${ACTIVE} THEN CASE WHEN c < 900 THEN 'DISPATCHED' ELSE 'RUNNING' END
           WHEN c % 100 < 92 THEN 'SUCCESS' WHEN c % 100 < 97 THEN 'FAILURE' WHEN c % 100 = 97 THEN 'TERMINATED' ELSE 'REVOKED' END AS status
       FROM (
         SELECT id, abs(hashint8(id)) % 1000 AS a, abs(hashint8(id + 1000000007)) % 1000 AS b, abs(hashint8(id + 2000000011)) % 1000 AS c
         FROM generate_series($1::bigint, $2::bigint) AS id
       ) AS numbers
     ) AS facts`,
    [from, to, user, firstProject, of],
  );
  await database.query(
    `INSERT INTO job_texts
     SELECT * FROM (SELECT id, project_id, job_text(method, description, params) AS text FROM jobs WHERE id BETWEEN $1 AND $2) AS texts
     WHERE text IS NOT NULL`,
    [from, to],
  );
  await database.query(
    `INSERT INTO job_deltas (project_id, block, creator_id, status, method, jobs, made, seconds)
     SELECT project_id, id >> 14, coalesce(creator_id, 0), status, method, count(*), 0, 0
     FROM jobs WHERE id BETWEEN $1 AND $2 GROUP BY 1, 2, 3, 4, 5`,
    [from, to],
  );
}
