-- Up Migration
-- Who there is: users, the accounts that pay and own, the projects that jobs belong to.

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username text NOT NULL CHECK (username ~ '^[[:alnum:]_.@+-]{1,150}$'),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 150),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 150),
  email text CHECK (length(email) <= 254),
  password_digest text,
  is_staff boolean NOT NULL DEFAULT false,
  created timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_username ON users (lower(username));

-- Only a digest of a token is kept. A session is the token of a browser; its cookie holds the token itself.
CREATE TABLE tokens (
  id text PRIMARY KEY CHECK (length(id) = 8),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL DEFAULT 'api' CHECK (kind IN ('api', 'session')),
  created timestamptz NOT NULL DEFAULT now(),
  expiry timestamptz
);
CREATE INDEX tokens_user ON tokens (user_id);

-- A one-time code signs a browser in; it is gone once used.
CREATE TABLE sign_in_codes (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  expiry timestamptz NOT NULL
);

CREATE TABLE accounts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '^[a-zA-Z0-9][-a-zA-Z0-9_]{0,149}$'),
  -- Set on a personal account: whose it is.
  user_id bigint UNIQUE REFERENCES users ON DELETE SET NULL,
  creator_id bigint REFERENCES users ON DELETE SET NULL,
  created timestamptz NOT NULL DEFAULT now(),
  display_name text CHECK (length(display_name) <= 256),
  location text CHECK (length(location) <= 256),
  image text,
  website text CHECK (length(website) <= 200),
  email text CHECK (length(email) <= 254),
  theme text,
  extra_head text,
  extra_top text,
  extra_bottom text,
  hosts text
);
CREATE UNIQUE INDEX accounts_name ON accounts (lower(name));

CREATE TABLE account_users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('MEMBER', 'MANAGER', 'OWNER')),
  UNIQUE (account_id, user_id)
);
CREATE INDEX account_users_user ON account_users (user_id);

CREATE TABLE projects (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  creator_id bigint REFERENCES users ON DELETE SET NULL,
  created timestamptz NOT NULL DEFAULT now(),
  name text NOT NULL CHECK (name ~ '^[-a-zA-Z0-9_]{1,50}$'),
  title text CHECK (length(title) <= 256),
  description text,
  temporary boolean NOT NULL DEFAULT false,
  public boolean NOT NULL DEFAULT false,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
  main text,
  theme text,
  extra_head text,
  extra_top text,
  extra_bottom text,
  liveness text NOT NULL DEFAULT 'latest' CHECK (liveness IN ('live', 'latest', 'pinned')),
  pinned text
);
CREATE UNIQUE INDEX projects_name ON projects (account_id, lower(name));
CREATE INDEX projects_by_name ON projects (lower(name));

-- Who has which role on a project: a user, or (from 0004 on) a team.
CREATE TABLE project_agents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('READER', 'REVIEWER', 'EDITOR', 'AUTHOR', 'MANAGER', 'OWNER')),
  UNIQUE (project_id, user_id)
);
CREATE INDEX project_agents_user ON project_agents (user_id);

-- Managers remember for a short while whose token is whose, and forget it when they are told that something changed.
CREATE FUNCTION notify_identities_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('identities_changed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER identities_changed AFTER UPDATE OR DELETE ON users
  FOR EACH STATEMENT EXECUTE FUNCTION notify_identities_changed();
CREATE TRIGGER identities_changed AFTER UPDATE OR DELETE ON tokens
  FOR EACH STATEMENT EXECUTE FUNCTION notify_identities_changed();
