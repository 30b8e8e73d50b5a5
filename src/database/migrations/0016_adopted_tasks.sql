-- Up Migration
-- Jobs of tasks that others have sent. The broker knows such a job by its task's id, and not by its own.
ALTER TABLE jobs ADD COLUMN task_id text CHECK (length(task_id) BETWEEN 1 AND 256);
CREATE UNIQUE INDEX jobs_task ON jobs (task_id) WHERE task_id IS NOT NULL;

-- What is needed to send it once more. Null for what its events did not tell, or not as a value.
CREATE TABLE adopted_tasks (
  job_id bigint PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
  args jsonb,
  kwargs jsonb,
  queue text
);
