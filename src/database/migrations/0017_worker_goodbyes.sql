-- Up Migration

-- Whether a finished worker has said so itself: later than all else that it said. What an overseer reports is as of the last that was heard.
ALTER TABLE workers ADD COLUMN said_goodbye boolean NOT NULL DEFAULT false;
