-- Up Migration
-- Who has told workers what to do, and what was done with messages that were set aside. Appended to, never changed but for the outcome.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  time timestamptz NOT NULL,
  user_id bigint REFERENCES users ON DELETE SET NULL,
  -- Stays when the user goes.
  username text NOT NULL,
  -- Null for what is the hub's as a whole.
  account_id bigint REFERENCES accounts ON DELETE CASCADE,
  action text NOT NULL,
  -- What it was done to, such as a worker's node name.
  subject text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  -- Null until it is known; it stays so if the manager ended in between.
  outcome text
);
CREATE INDEX audit_account ON audit (account_id, id DESC);
