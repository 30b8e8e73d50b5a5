-- Up Migration
-- What a worker runs: jobs go where somebody has their method. Null for a worker that has not said.
ALTER TABLE workers ADD COLUMN methods text[];
