-- Up Migration
-- Remote control of workers on the postgres transport. Nothing here outlives half a minute, so nothing is written ahead.

CREATE UNLOGGED TABLE broker.requests (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created timestamptz NOT NULL DEFAULT now(),
  method text NOT NULL,
  args jsonb NOT NULL,
  -- Node names; null for all workers.
  destination text[]
);

CREATE UNLOGGED TABLE broker.answers (
  request_id bigint NOT NULL REFERENCES broker.requests ON DELETE CASCADE,
  hostname text NOT NULL,
  answer jsonb NOT NULL,
  PRIMARY KEY (request_id, hostname)
);
