-- Up Migration
-- Where jobs go, and which of them first.

-- Of jobs on their queue, 0 (last) to 9 (first).
ALTER TABLE tiers ADD COLUMN priority smallint NOT NULL DEFAULT 4 CHECK (priority BETWEEN 0 AND 9);

-- Where a project's jobs run, if workers are there. Null leaves it to the hub.
ALTER TABLE projects ADD COLUMN zone_id bigint REFERENCES zones ON DELETE SET NULL;
CREATE INDEX projects_zone ON projects (zone_id) WHERE zone_id IS NOT NULL;

ALTER TABLE jobs ADD COLUMN priority smallint NOT NULL DEFAULT 4;
-- As its creator may, the queue of a job may go before the job does. A foreign key would search all jobs then.
ALTER TABLE jobs DROP CONSTRAINT jobs_queue_id_fkey;
