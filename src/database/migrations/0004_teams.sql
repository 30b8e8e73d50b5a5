-- Up Migration
-- Teams, whose roles on projects count for their members; tiers, which say how much an account may use; and invites.

-- Null is without limit.
CREATE TABLE tiers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  max_active_jobs integer CHECK (max_active_jobs >= 0),
  max_jobs_per_hour integer CHECK (max_jobs_per_hour >= 0),
  max_job_minutes_per_month integer CHECK (max_job_minutes_per_month >= 0)
);
CREATE UNIQUE INDEX tiers_name ON tiers (lower(name));
INSERT INTO tiers (name) VALUES ('free');
-- 1 is the tier that was just made.
ALTER TABLE accounts ADD COLUMN tier_id bigint NOT NULL DEFAULT 1 REFERENCES tiers;
CREATE INDEX accounts_tier ON accounts (tier_id);

CREATE TABLE teams (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  description text,
  UNIQUE (id, account_id)
);
CREATE UNIQUE INDEX teams_name ON teams (account_id, lower(name));

-- Whoever is in a team is a user of its account; whoever leaves the account leaves its teams.
CREATE TABLE team_members (
  team_id bigint NOT NULL,
  account_id bigint NOT NULL,
  user_id bigint NOT NULL,
  PRIMARY KEY (team_id, user_id),
  FOREIGN KEY (team_id, account_id) REFERENCES teams (id, account_id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, user_id) REFERENCES account_users (account_id, user_id) ON DELETE CASCADE
);
CREATE INDEX team_members_user ON team_members (user_id, account_id);

ALTER TABLE project_agents
  ALTER COLUMN user_id DROP NOT NULL,
  ADD COLUMN team_id bigint REFERENCES teams ON DELETE CASCADE,
  ADD CONSTRAINT project_agents_is_one CHECK (num_nonnulls(user_id, team_id) = 1),
  ADD CONSTRAINT project_agents_project_id_team_id_key UNIQUE (project_id, team_id);
CREATE INDEX project_agents_team ON project_agents (team_id) WHERE team_id IS NOT NULL;

CREATE TABLE invites (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 64),
  inviter_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  email text NOT NULL CHECK (length(email) BETWEEN 1 AND 2048),
  message text,
  created timestamptz NOT NULL,
  sent timestamptz,
  -- When the link was followed, and what it says was done: both in one transaction.
  completed timestamptz,
  action text CHECK (action IN ('join_account', 'join_team', 'join_project', 'take_tour')),
  -- Of the account, team or project, by the action. Not a foreign key: an invite outlives it, and leads nowhere then.
  subject_id bigint,
  arguments jsonb,
  CONSTRAINT invites_join_something CHECK ((action LIKE 'join%') IS NOT TRUE OR subject_id IS NOT NULL)
);
CREATE INDEX invites_inviter ON invites (inviter_id, id DESC);
