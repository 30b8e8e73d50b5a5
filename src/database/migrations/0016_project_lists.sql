-- Up Migration
-- What anybody may read, in the order of lists.
CREATE INDEX projects_public ON projects (id DESC) WHERE public;
