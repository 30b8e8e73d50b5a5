-- Up Migration
-- The postgres transport of the broker. It shares a database with the record by default, and needs nothing of it.
-- What others wrote is kept as the text that it came as: nothing in it can be refused, and nobody here looks into it.

CREATE SCHEMA broker;

-- A worker process that takes tasks. Its one lease covers all tasks that it has: a renewal writes one row.
CREATE TABLE broker.consumers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hostname text NOT NULL,
  queues text[] NOT NULL,
  lease_until timestamptz NOT NULL,
  -- When it stopped or was given up. The row stays for some minutes, to tell whose tasks are left and which queues there were.
  ended timestamptz
) WITH (fillfactor = 50);

CREATE TABLE broker.tasks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id text NOT NULL UNIQUE,
  queue text NOT NULL,
  priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
  retries integer NOT NULL,
  max_attempts integer NOT NULL,
  -- JSON: name, kwargs, timeLimit, and secrets if any, sealed.
  body text NOT NULL,
  published timestamptz NOT NULL DEFAULT now(),
  -- Null while it waits. Not a foreign key: a task may outlive the consumer that lost it.
  consumer_id bigint,
  deliveries integer NOT NULL DEFAULT 0,
  revoked boolean NOT NULL DEFAULT false
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
-- In the order in which they are taken.
CREATE INDEX tasks_waiting ON broker.tasks (queue, priority DESC, id) WHERE consumer_id IS NULL;
CREATE INDEX tasks_claimed ON broker.tasks (consumer_id) WHERE consumer_id IS NOT NULL;

-- One row is one batch of events, as its sender wrote them: a JSON array of `size` items.
CREATE TABLE broker.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  size integer NOT NULL,
  batch text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Events that nobody could take, for people to look at.
CREATE TABLE broker.set_aside (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event text NOT NULL,
  reason text NOT NULL,
  created timestamptz NOT NULL DEFAULT now()
);
