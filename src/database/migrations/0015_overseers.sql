-- Up Migration
-- Overseers, as they say that they are there.
CREATE TABLE overseers (
  hostname text NOT NULL CHECK (length(hostname) BETWEEN 1 AND 256),
  pid integer NOT NULL,
  version text CHECK (length(version) <= 64),
  started timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  PRIMARY KEY (hostname, pid)
) WITH (fillfactor = 50);
