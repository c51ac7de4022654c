-- The layout of format 6. A new file begins with it; migrate.go leads every older one to it.
-- STRICT and the checks let integrity_check find damage that changes no length.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE orgs (
  id       INTEGER PRIMARY KEY,
  slug     TEXT NOT NULL UNIQUE,
  seq      INTEGER NOT NULL,
  hash     BLOB NOT NULL CHECK (length(hash) = 32),
  redacted INTEGER NOT NULL DEFAULT 0, -- number of the last redaction
  records  INTEGER NOT NULL DEFAULT 0, -- how often the records were changed
  due      INTEGER NOT NULL DEFAULT 0, -- when the clock has something to do
  due_of   INTEGER NOT NULL DEFAULT 0  -- number of the entry after which that is so; another than seq where nobody knows
) STRICT;

-- One row is a run of entries, up to 64, that were appended together: their lines
-- with a line break between two, their hashes one after the other and, where one of
-- them was redacted, their digests, zeros for the others. id is the organisation's
-- id times 2^40 plus the number of the first entry.
CREATE TABLE acts (
  id      INTEGER PRIMARY KEY,
  lines   BLOB NOT NULL,
  hashes  BLOB NOT NULL CHECK (length(hashes) > 0 AND length(hashes) % 32 = 0),
  digests BLOB CHECK (length(digests) = length(hashes))
) STRICT;

CREATE TABLE keys (
  org   INTEGER NOT NULL,
  key   TEXT NOT NULL,
  first INTEGER NOT NULL,
  last  INTEGER NOT NULL,
  PRIMARY KEY (org, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  org   INTEGER PRIMARY KEY,
  seq   INTEGER NOT NULL,
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  shape TEXT NOT NULL,
  sum   BLOB NOT NULL CHECK (length(sum) = 32),
  state BLOB NOT NULL
) STRICT;

CREATE TABLE profiles (
  org      INTEGER NOT NULL,
  person   INTEGER NOT NULL,
  name     TEXT NOT NULL,
  mail     TEXT NOT NULL,
  key      TEXT NOT NULL,
  handle   TEXT NOT NULL,
  mail_key TEXT NOT NULL, -- the one form in which addresses are compared
  PRIMARY KEY (org, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX profiles_by_mail ON profiles (mail_key);

CREATE TABLE texts (
  org  INTEGER NOT NULL,
  id   INTEGER NOT NULL,
  by   INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_by ON texts (org, by);

-- Keyed hashes of the keys of people who were erased, and what they are keyed with.
CREATE TABLE forgotten (
  org    INTEGER NOT NULL,
  mac    BLOB NOT NULL CHECK (length(mac) = 32),
  secret BLOB NOT NULL,
  PRIMARY KEY (org, mac)
) STRICT, WITHOUT ROWID;

-- What lets people in: links, sessions, tokens, known devices. Of every secret only a
-- hash. What is here is not in the log.
CREATE TABLE credentials (
  key    BLOB PRIMARY KEY CHECK (length(key) = 32),
  kind   INTEGER NOT NULL,
  org    INTEGER NOT NULL, -- 0 for a link that founds
  person INTEGER NOT NULL,
  name   TEXT NOT NULL,
  made   INTEGER NOT NULL,
  seen   INTEGER NOT NULL, -- 0 for never
  ends   INTEGER NOT NULL, -- 0 for never
  detail TEXT NOT NULL     -- JSON: what only its kind has
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_of ON credentials (org, person, kind);

-- What people say for themselves only.
CREATE TABLE private (
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (org, person, name)
) STRICT, WITHOUT ROWID;

-- Mails on their way, without addresses and links.
CREATE TABLE outbox (
  id     INTEGER PRIMARY KEY,
  kind   INTEGER NOT NULL,
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  by     INTEGER NOT NULL,
  lang   TEXT NOT NULL,
  next   TEXT NOT NULL,
  made   INTEGER NOT NULL,
  due    INTEGER NOT NULL, -- 0 when given up
  tries  INTEGER NOT NULL,
  fault  TEXT NOT NULL,
  held   INTEGER NOT NULL DEFAULT 0, -- until when one process has it
  about  TEXT NOT NULL DEFAULT '',   -- JSON: what it tells of, in numbers
  tried  INTEGER NOT NULL DEFAULT 0, -- when it was tried last
  handed INTEGER NOT NULL DEFAULT 0  -- a mail server may have it already
) STRICT;
CREATE INDEX outbox_due ON outbox (due);

-- How far people were told of acts, for each way of telling. For an organisation (person 0)
-- the number of the last act told at once, or the moment of the next overview; for a person
-- the number of the last act of their overview.
CREATE TABLE told (
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  way    TEXT NOT NULL,
  upto   INTEGER NOT NULL,
  PRIMARY KEY (org, person, way)
) STRICT, WITHOUT ROWID;

-- Files that people add to what they say, and their pictures; erased with whoever added them.
-- What is in them stands last, so that the rest is read without it.
CREATE TABLE files (
  row    INTEGER PRIMARY KEY,
  org    INTEGER NOT NULL,
  id     INTEGER NOT NULL, -- as the log has it; 0 while it waits for the words it comes with
  key    TEXT NOT NULL,    -- while it waits, which only whoever added it knows; else empty
  by     INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  kind   TEXT NOT NULL,    -- media type, by its content
  name   TEXT NOT NULL,    -- as it was called where it came from
  about  TEXT NOT NULL,    -- what one sees on it
  width  INTEGER NOT NULL, -- of a picture
  height INTEGER NOT NULL,
  size   INTEGER NOT NULL, -- bytes of body
  room   INTEGER NOT NULL, -- bytes of body and small
  sum    BLOB NOT NULL CHECK (length(sum) = 32), -- SHA-256 of body and small, one after the other
  body   BLOB NOT NULL CHECK (length(body) = size),
  small  BLOB NOT NULL CHECK (length(small) = room - size)
) STRICT;
CREATE UNIQUE INDEX files_numbered ON files (org, id) WHERE id > 0;
CREATE INDEX files_waiting ON files (org, key) WHERE id = 0;
CREATE INDEX files_by ON files (org, by);

-- Photos of people, in two sizes; gone with whoever leaves.
CREATE TABLE photos (
  row    INTEGER PRIMARY KEY,
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  body   BLOB NOT NULL,
  small  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX photos_of ON photos (org, person);

-- Where an organisation tells other programs what happens.
CREATE TABLE hooks (
  org    INTEGER NOT NULL,
  id     INTEGER NOT NULL,
  by     INTEGER NOT NULL, -- the steward who made it
  made   INTEGER NOT NULL,
  url    TEXT NOT NULL,
  detail TEXT NOT NULL,    -- JSON: what stewards chose
  state  TEXT NOT NULL,    -- JSON: how the last tries went
  upto   INTEGER NOT NULL, -- the last act that was told, or passed over
  timed  INTEGER NOT NULL, -- it tells at its time, not whenever something happens
  due    INTEGER NOT NULL, -- when it tells next; 0 for not at all
  held   INTEGER NOT NULL DEFAULT 0, -- until when one process has it
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
