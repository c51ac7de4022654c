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
  redacted INTEGER NOT NULL DEFAULT 0 -- number of the last redaction
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
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  name   TEXT NOT NULL,
  mail   TEXT NOT NULL,
  key    TEXT NOT NULL,
  handle TEXT NOT NULL,
  PRIMARY KEY (org, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
  org  INTEGER NOT NULL,
  id   INTEGER NOT NULL,
  by   INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_by ON texts (org, by);

-- Keyed hashes of the keys of people who were erased.
CREATE TABLE forgotten (
  org INTEGER NOT NULL,
  mac BLOB NOT NULL CHECK (length(mac) = 32),
  PRIMARY KEY (org, mac)
) STRICT, WITHOUT ROWID;
