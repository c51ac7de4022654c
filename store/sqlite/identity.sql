-- Who may come in: of every secret only a hash. What is here is not in the log.
CREATE TABLE links (
  hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
  kind    INTEGER NOT NULL,
  org     INTEGER NOT NULL, -- 0 for one that founds
  person  INTEGER NOT NULL,
  printed INTEGER NOT NULL,
  many    INTEGER NOT NULL,
  next    TEXT NOT NULL,
  made    INTEGER NOT NULL,
  ends    INTEGER NOT NULL,
  used    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of ON links (org, person);

CREATE TABLE sessions (
  hash   BLOB PRIMARY KEY CHECK (length(hash) = 32),
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  device TEXT NOT NULL,
  made   INTEGER NOT NULL,
  seen   INTEGER NOT NULL,
  ends   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (org, person);

CREATE TABLE passwords (
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (org, person)
) STRICT, WITHOUT ROWID;

-- Who has no room to lead one more: for themselves only.
CREATE TABLE busy (
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (org, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  hash   BLOB PRIMARY KEY CHECK (length(hash) = 32),
  org    INTEGER NOT NULL,
  person INTEGER NOT NULL,
  name   TEXT NOT NULL,
  made   INTEGER NOT NULL,
  used   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of ON tokens (org, person);

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
  fault  TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due);
