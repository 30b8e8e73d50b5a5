-- Up Migration
-- Users who may be turned away and let in again; sessions that tell which browser they are of.

ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;

-- Of a session: what the browser calls itself.
ALTER TABLE tokens ADD COLUMN client text CHECK (length(client) <= 300);
CREATE INDEX tokens_expired ON tokens (expiry) WHERE kind = 'session';

-- A session that is used lasts longer, which changes nothing of what managers remember.
DROP TRIGGER identities_changed ON tokens;
CREATE TRIGGER identities_changed AFTER DELETE OR UPDATE OF digest, user_id, kind ON tokens
  FOR EACH STATEMENT EXECUTE FUNCTION notify_identities_changed();
