-- Up Migration
-- Lists of jobs by queue, worker and type of error; jobs that are run again; and what a search needs to find a param.

-- The job that a job is run again of. It may be gone by now. The same operation runs no job again twice, however often it is repeated.
ALTER TABLE jobs ADD COLUMN rerun_of bigint, ADD COLUMN operation text CHECK (length(operation) <= 64);
CREATE UNIQUE INDEX jobs_run_again ON jobs (rerun_of, operation) WHERE rerun_of IS NOT NULL;

-- Each in the order of the list. What they are of changes only when the stage does: other updates stay on their page (HOT). Texts are in
-- the order of their bytes, in which those with the same beginning stand together in every locale.
CREATE INDEX jobs_of_queue ON jobs (project_id, queue_id, id DESC) WHERE queue_id IS NOT NULL;
CREATE INDEX jobs_of_worker ON jobs (project_id, worker COLLATE "C", id DESC) WHERE worker IS NOT NULL;
CREATE INDEX jobs_of_error ON jobs (project_id, (error ->> 'type') COLLATE "C", id DESC) WHERE error IS NOT NULL;

-- The first 100 characters of each param are in the text whole, before the description: so a param as short as that is found by its words.
CREATE OR REPLACE FUNCTION job_text(method text, description text, params jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(method || ' ' || nullif(concat_ws(' ', left(params ->> 'path', 100), left(params ->> 'input', 100),
    left(params ->> 'source', 100), left(params ->> 'name', 100), left(params ->> 'snapshot', 100), left(params ->> 'text', 100),
    left(description, 400)), ''))
$$;
-- So that the planner does not take it for a cheap thing to compute for text after text.
ALTER FUNCTION job_prefixes COST 2000;
UPDATE job_texts SET text = job_text(method, description, params) FROM jobs WHERE jobs.id = job_id;
