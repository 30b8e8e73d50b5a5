-- Up Migration
-- What became of each job, and when: a line for each change of its status, appended by the statement that makes it
-- (src/manager/jobs/jobs.history.ts). In the job's own row, which that statement writes anyway: rows of another table would
-- double what a change costs.
ALTER TABLE jobs
  ADD COLUMN history text NOT NULL DEFAULT '',
  -- Why attempts failed that were not the last one, by their number.
  ADD COLUMN attempt_errors jsonb;
