-- Up Migration
-- Lists of jobs that are quick however many jobs there are: indexes that follow their filters, counts that are kept, and search.
-- The same counts say how much of its quotas an account has used.

CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What indexes know of a status. STARTED, RUNNING, progress and logs leave it alone: those updates, the most frequent ones, touch no
-- index and stay on their page (HOT). So no index may name the status itself, not even in its WHERE.
ALTER TABLE jobs ADD COLUMN stage text NOT NULL GENERATED ALWAYS AS (CASE
  WHEN status IN ('DISPATCHED', 'PENDING') THEN 'QUEUED'
  WHEN status IN ('RECEIVED', 'STARTED', 'RUNNING', 'RETRY') THEN 'TAKEN'
  ELSE status END) STORED;

DROP INDEX jobs_dispatched;
-- The jobs that wait for the broker; and those on a queue, in the order in which they will be taken. They hold only those.
CREATE INDEX jobs_waiting ON jobs (id) WHERE stage = 'WAITING';
CREATE INDEX jobs_queued ON jobs (queue_id, priority DESC, id) WHERE stage = 'QUEUED';
-- A filtered list is a merge of some parts of these, each of which is in the order of the list.
CREATE INDEX jobs_listed ON jobs (project_id, method, stage, id DESC);
CREATE INDEX jobs_made ON jobs (project_id, creator_id, method, stage, id DESC) WHERE creator_id IS NOT NULL;
CREATE INDEX jobs_made_by_nobody ON jobs (project_id, method, stage, id DESC) WHERE creator_id IS NULL;

-- What changes in the number of jobs, as writers of jobs append it: none of them waits for another. Managers add it up every now
-- and then, to the three tables below. The truth is the sum of both.
CREATE TABLE job_deltas (
  project_id bigint NOT NULL,
  -- Of the project, at that time.
  account_id bigint,
  -- Of 16,384 ids, which it is a part of.
  block integer NOT NULL,
  -- 0 for nobody known.
  creator_id bigint NOT NULL,
  status text NOT NULL,
  method text NOT NULL,
  jobs bigint NOT NULL,
  -- In this hour, jobs were made, and jobs ended that had run so long.
  hour timestamptz,
  made bigint NOT NULL,
  seconds double precision NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- How many jobs of each kind a project has: by each creator, and (creator -1) by everybody.
CREATE TABLE job_counts (
  project_id bigint NOT NULL,
  creator_id bigint NOT NULL,
  status text NOT NULL,
  method text NOT NULL,
  jobs bigint NOT NULL,
  PRIMARY KEY (project_id, creator_id, status, method)
) WITH (fillfactor = 70);
CREATE INDEX job_counts_empty ON job_counts (project_id) WHERE jobs = 0;

-- The same by blocks of ids, of each kind and (status and method '') of all kinds: a place far down a list is found without walking there.
CREATE TABLE job_blocks (
  project_id bigint NOT NULL,
  status text NOT NULL,
  method text NOT NULL,
  block integer NOT NULL,
  jobs bigint NOT NULL,
  PRIMARY KEY (project_id, status, method, block)
) WITH (fillfactor = 70);
CREATE INDEX job_blocks_empty ON job_blocks (project_id) WHERE jobs = 0;

-- What an account has used, by the hour. It stays when its jobs and projects go.
CREATE TABLE account_usage (
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  hour timestamptz NOT NULL,
  made bigint NOT NULL,
  seconds double precision NOT NULL,
  PRIMARY KEY (account_id, hour)
) WITH (fillfactor = 70);

CREATE FUNCTION count_made_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_deltas (project_id, account_id, block, creator_id, status, method, jobs, hour, made, seconds)
  SELECT project_id, (SELECT account_id FROM projects WHERE id = project_id), block, creator, status, method, jobs, hour, jobs, 0
  FROM (
    SELECT project_id, id >> 14 AS block, coalesce(creator_id, 0) AS creator, status, method, count(*) AS jobs,
      date_trunc('hour', created, 'UTC') AS hour
    FROM made_jobs WHERE project_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 7
  ) AS kinds;
  RETURN NULL;
END $$;
CREATE TRIGGER made_are_counted AFTER INSERT ON jobs REFERENCING NEW TABLE AS made_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION count_made_jobs();

-- What was taken from one kind was added to another; of most updates, nothing remains.
CREATE FUNCTION count_changed_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_deltas (project_id, account_id, block, creator_id, status, method, jobs, hour, made, seconds)
  SELECT project_id, (SELECT account_id FROM projects WHERE id = project_id), block, creator, status, method, jobs, hour, 0, seconds
  FROM (
    SELECT project_id, id >> 14 AS block, coalesce(creator_id, 0) AS creator, status, method, sum(n) AS jobs,
      date_trunc('hour', ended, 'UTC') AS hour,
      sum(n * coalesce(runtime, extract(epoch FROM ended - began)::float8, 0)) AS seconds
    FROM (
      SELECT 1 AS n, id, project_id, creator_id, status, method, began, ended, runtime FROM new_jobs
      UNION ALL
      SELECT -1, id, project_id, creator_id, status, method, began, ended, runtime FROM old_jobs
    ) AS changes
    WHERE project_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 7
  ) AS kinds
  WHERE jobs <> 0 OR seconds <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER changed_are_counted AFTER UPDATE ON jobs REFERENCING OLD TABLE AS old_jobs NEW TABLE AS new_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION count_changed_jobs();

CREATE FUNCTION count_deleted_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- For each deleted job there is a statement that deletes its children, mostly none.
  IF NOT EXISTS (SELECT FROM deleted_jobs) THEN
    RETURN NULL;
  END IF;
  INSERT INTO job_deltas (project_id, block, creator_id, status, method, jobs, made, seconds)
  SELECT project_id, id >> 14, coalesce(creator_id, 0), status, method, -count(*), 0, 0
  FROM deleted_jobs WHERE project_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
  DELETE FROM job_texts USING deleted_jobs WHERE job_id = deleted_jobs.id;
  RETURN NULL;
END $$;
CREATE TRIGGER deleted_are_counted AFTER DELETE ON jobs REFERENCING OLD TABLE AS deleted_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_jobs();

CREATE FUNCTION count_no_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE job_deltas, job_counts, job_blocks, job_texts;
  RETURN NULL;
END $$;
CREATE TRIGGER truncated_are_counted AFTER TRUNCATE ON jobs FOR EACH STATEMENT EXECUTE FUNCTION count_no_jobs();

INSERT INTO job_deltas (project_id, block, creator_id, status, method, jobs, made, seconds)
SELECT project_id, id >> 14, coalesce(creator_id, 0), status, method, count(*), 0, 0
FROM jobs WHERE project_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5;

-- What a search looks through: of a job that has a description or says in its params what it is about. Of others it knows the
-- method. Apart from the job, since an index of the job's own would be written again with most of its updates.
CREATE FUNCTION job_text(method text, description text, params jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(left(method || ' ' || nullif(concat_ws(' ', description, params ->> 'path', params ->> 'input',
    params ->> 'source', params ->> 'name', params ->> 'snapshot', params ->> 'text'), ''), 500))
$$;
CREATE TABLE job_texts (
  job_id bigint PRIMARY KEY,
  project_id bigint NOT NULL,
  text text NOT NULL
);
-- The beginnings of its words: a search for one of them reads one list of an index, where a search by prefix would read many.
CREATE FUNCTION job_prefixes(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT left(word, length)
    FROM regexp_split_to_table(text, '[^[:alnum:]]+') AS word, generate_series(1, least(length(word), 12)) AS length)
$$;
-- By project and stretch of 65,536 ids, so that a search can go from the newest jobs back and stop when it has enough.
CREATE INDEX job_texts_search ON job_texts USING gin (((project_id << 24) | (job_id >> 16)), job_prefixes(text));
INSERT INTO job_texts
SELECT * FROM (SELECT id, project_id, job_text(method, description, params) AS text FROM jobs) AS texts
WHERE project_id IS NOT NULL AND text IS NOT NULL;

CREATE FUNCTION keep_texts_of_made_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_texts
  SELECT * FROM (SELECT id, project_id, job_text(method, description, params) AS text FROM made_jobs) AS texts
  WHERE project_id IS NOT NULL AND text IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER texts_of_made_are_kept AFTER INSERT ON jobs REFERENCING NEW TABLE AS made_jobs
  FOR EACH STATEMENT EXECUTE FUNCTION keep_texts_of_made_jobs();

CREATE FUNCTION keep_text_of_changed_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM job_texts WHERE job_id = NEW.id;
  INSERT INTO job_texts
  SELECT * FROM (SELECT NEW.id, NEW.project_id, job_text(NEW.method, NEW.description, NEW.params) AS text) AS texts
  WHERE project_id IS NOT NULL AND text IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER text_of_changed_is_kept AFTER UPDATE OF description, project_id ON jobs FOR EACH ROW
  WHEN (OLD.description IS DISTINCT FROM NEW.description OR OLD.project_id IS DISTINCT FROM NEW.project_id)
  EXECUTE FUNCTION keep_text_of_changed_job();
