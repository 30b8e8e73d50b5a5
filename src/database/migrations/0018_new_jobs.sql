-- Up Migration
-- What it takes to make a job.

-- The same text as before (0013), of immutable functions alone: so PostgreSQL puts it in the place of each call, where it ran a statement
-- for each new job.
CREATE OR REPLACE FUNCTION job_text(method text, description text, params jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(method || nullif(
    coalesce(' ' || left(params ->> 'path', 100), '') || coalesce(' ' || left(params ->> 'input', 100), '') ||
    coalesce(' ' || left(params ->> 'source', 100), '') || coalesce(' ' || left(params ->> 'name', 100), '') ||
    coalesce(' ' || left(params ->> 'snapshot', 100), '') || coalesce(' ' || left(params ->> 'text', 100), '') ||
    coalesce(' ' || left(description, 400), ''), ''))
$$;
