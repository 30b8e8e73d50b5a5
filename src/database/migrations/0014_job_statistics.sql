-- Up Migration
-- Statistics of jobs over time, and how many jobs wait in each queue: as with counts (0006), writers append what happens, and managers
-- add it up every second. Whoever looks reads sums of minutes, quarters of an hour or hours, and never jobs.

-- What happened: jobs were MADE, one BEGAN, or one came to the status that it ended with.
CREATE TABLE job_measures (
  time timestamptz NOT NULL,
  project_id bigint,
  method text NOT NULL,
  kind text NOT NULL,
  error_type text NOT NULL DEFAULT '',
  -- Of how long it waited (BEGAN) or ran, in src/manager/statistics/histogram.ts; -1 where that is not known.
  bucket smallint NOT NULL DEFAULT -1,
  jobs bigint NOT NULL DEFAULT 1
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- The same, added up: of the hub (id 0), of an account, of a project; and how many jobs have ENTERED and LEFT a queue.
CREATE TABLE job_statistics (
  subject text NOT NULL CHECK (subject IN ('hub', 'account', 'project', 'queue')),
  subject_id bigint NOT NULL,
  -- Length of the span that begins at `time`.
  seconds integer NOT NULL CHECK (seconds IN (60, 900, 3600)),
  time timestamptz NOT NULL,
  method text NOT NULL,
  kind text NOT NULL,
  error_type text NOT NULL,
  bucket smallint NOT NULL,
  jobs bigint NOT NULL,
  PRIMARY KEY (subject, subject_id, seconds, time, method, kind, error_type, bucket)
) WITH (fillfactor = 70);
-- For cleaning up: rows lie in the order of time.
CREATE INDEX job_statistics_time ON job_statistics USING brin (time);

-- How jobs came to queues and went.
CREATE TABLE queue_deltas (
  queue_id bigint NOT NULL,
  time timestamptz NOT NULL,
  entered bigint NOT NULL,
  left_it bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- How many wait there.
CREATE TABLE queue_depths (
  queue_id bigint PRIMARY KEY,
  jobs bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO queue_depths SELECT queue_id, count(*) FROM jobs WHERE stage = 'QUEUED' AND queue_id IS NOT NULL GROUP BY queue_id;

CREATE FUNCTION measure_made_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_measures (time, project_id, method, kind, jobs)
  SELECT date_trunc('minute', created), project_id, method, 'MADE', count(*) FROM made_jobs GROUP BY 1, 2, 3;
  INSERT INTO queue_deltas
  SELECT queue_id, max(created), count(*), 0 FROM made_jobs WHERE stage = 'QUEUED' AND queue_id IS NOT NULL GROUP BY queue_id;
  RETURN NULL;
END $$;
CREATE TRIGGER made_are_measured AFTER INSERT ON jobs REFERENCING NEW TABLE AS made_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION measure_made_jobs();

CREATE FUNCTION measure_queues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO queue_deltas
  SELECT queue_id, max(updated), sum(greatest(n, 0)), sum(-least(n, 0))
  FROM (
    SELECT id, queue_id, sum(n) AS n, max(updated) AS updated
    FROM (
      SELECT 1 AS n, id, queue_id, updated FROM new_jobs WHERE stage = 'QUEUED'
      UNION ALL
      SELECT -1, id, queue_id, updated FROM old_jobs WHERE stage = 'QUEUED'
    ) AS queued
    WHERE queue_id IS NOT NULL GROUP BY id, queue_id HAVING sum(n) <> 0
  ) AS moves
  GROUP BY queue_id;
  RETURN NULL;
END $$;
CREATE TRIGGER queues_are_measured AFTER UPDATE ON jobs REFERENCING OLD TABLE AS old_jobs NEW TABLE AS new_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION measure_queues();

CREATE FUNCTION measure_deleted_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO queue_deltas
  SELECT queue_id, now(), 0, count(*) FROM deleted_jobs WHERE stage = 'QUEUED' AND queue_id IS NOT NULL GROUP BY queue_id;
  RETURN NULL;
END $$;
CREATE TRIGGER deleted_are_measured AFTER DELETE ON jobs REFERENCING OLD TABLE AS deleted_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION measure_deleted_jobs();

CREATE FUNCTION measure_no_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE job_measures, job_statistics, queue_deltas, queue_depths;
  RETURN NULL;
END $$;
CREATE TRIGGER truncated_are_measured AFTER TRUNCATE ON jobs FOR EACH STATEMENT EXECUTE FUNCTION measure_no_jobs();
