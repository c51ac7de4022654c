-- The layout of format 1. A new database begins with it; schema.go leads every older one to
-- what the program knows.
--
-- Every table has the organisation, by its slug, first in its key, and no transaction is about
-- two: so it can be cut by organisation over many servers as it is. What belongs to none has an
-- empty slug. What people write is bytea, since text cannot have every character they can
-- write. The other indexes are for looking over all organisations, and never for writing.
CREATE TABLE orpheus.heads (
  org      text COLLATE "C" NOT NULL,
  seq      bigint NOT NULL,
  hash     bytea  NOT NULL CHECK (length(hash) = 32),
  redacted bigint NOT NULL DEFAULT 0, -- number of the last redaction
  records  bigint NOT NULL DEFAULT 0, -- how often the records were changed
  PRIMARY KEY (org)
);

-- One row is a run of entries, up to 64, that were appended together: their lines with a line
-- break between two, their hashes one after the other and, where one of them was redacted,
-- their digests, zeros for the others.
CREATE TABLE orpheus.acts (
  org     text COLLATE "C" NOT NULL,
  number  bigint NOT NULL, -- of the first entry
  lines   bytea  NOT NULL,
  hashes  bytea  NOT NULL CHECK (length(hashes) > 0 AND length(hashes) % 32 = 0),
  digests bytea  CHECK (length(digests) = length(hashes)),
  PRIMARY KEY (org, number)
);

CREATE TABLE orpheus.keys (
  org   text COLLATE "C" NOT NULL,
  key   bytea  NOT NULL,
  first bigint NOT NULL,
  last  bigint NOT NULL,
  PRIMARY KEY (org, key)
);

CREATE TABLE orpheus.snapshots (
  org   text COLLATE "C" NOT NULL,
  seq   bigint NOT NULL,
  hash  bytea  NOT NULL,
  shape bytea  NOT NULL,
  sum   bytea  NOT NULL,
  state bytea  NOT NULL,
  PRIMARY KEY (org)
);

CREATE TABLE orpheus.profiles (
  org      text COLLATE "C" NOT NULL,
  person   bigint NOT NULL,
  name     bytea  NOT NULL,
  mail     bytea  NOT NULL,
  key      bytea  NOT NULL,
  handle   bytea  NOT NULL,
  mail_key bytea  NOT NULL, -- the one form in which addresses are compared
  PRIMARY KEY (org, person)
);
CREATE INDEX profiles_by_mail ON orpheus.profiles (mail_key);

CREATE TABLE orpheus.texts (
  org  text COLLATE "C" NOT NULL,
  id   bigint NOT NULL,
  by   bigint NOT NULL,
  at   bigint NOT NULL,
  body bytea  NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE INDEX texts_by ON orpheus.texts (org, by);

-- Keyed hashes of the keys of people who were erased, and what they are keyed with.
CREATE TABLE orpheus.forgotten (
  org    text COLLATE "C" NOT NULL,
  mac    bytea NOT NULL CHECK (length(mac) = 32),
  secret bytea NOT NULL,
  PRIMARY KEY (org, mac)
);

-- What lets people in. Of every secret only a hash. What is here is not in the log.
CREATE TABLE orpheus.credentials (
  org    text COLLATE "C" NOT NULL, -- empty for a link that founds
  key    bytea  NOT NULL CHECK (length(key) = 32),
  kind   bigint NOT NULL,
  person bigint NOT NULL,
  name   bytea  NOT NULL,
  made   bigint NOT NULL,
  seen   bigint NOT NULL, -- 0 for never
  ends   bigint NOT NULL, -- 0 for never
  detail bytea  NOT NULL, -- JSON: what only its kind has
  PRIMARY KEY (org, key)
);
CREATE INDEX credentials_by_key ON orpheus.credentials (key);
CREATE INDEX credentials_of ON orpheus.credentials (org, person, kind);

-- What people say for themselves only, and boxes, which are nobody's.
CREATE TABLE orpheus.private (
  org    text COLLATE "C" NOT NULL,
  person bigint NOT NULL,
  name   bytea  NOT NULL,
  value  bytea  NOT NULL,
  PRIMARY KEY (org, person, name)
);

-- Mails on their way, without addresses and links.
CREATE SEQUENCE orpheus.mail;
CREATE TABLE orpheus.outbox (
  org    text COLLATE "C" NOT NULL,
  id     bigint  NOT NULL DEFAULT nextval('orpheus.mail'),
  kind   bigint  NOT NULL,
  person bigint  NOT NULL,
  by     bigint  NOT NULL,
  lang   bytea   NOT NULL,
  next   bytea   NOT NULL,
  made   bigint  NOT NULL,
  due    bigint  NOT NULL, -- 0 when given up
  tries  bigint  NOT NULL,
  fault  bytea   NOT NULL,
  held   bigint  NOT NULL DEFAULT 0, -- until when one program has it
  about  bytea   NOT NULL,           -- JSON: what it tells of, in numbers
  tried  bigint  NOT NULL DEFAULT 0,
  handed boolean NOT NULL DEFAULT false, -- a mail server may have it already
  PRIMARY KEY (org, id)
);
CREATE INDEX outbox_due ON orpheus.outbox (due) WHERE due > 0;

-- How far people were told of acts, for each way of telling; the organisation as person 0.
CREATE TABLE orpheus.told (
  org    text COLLATE "C" NOT NULL,
  person bigint NOT NULL,
  way    bytea  NOT NULL,
  upto   bigint NOT NULL,
  PRIMARY KEY (org, person, way)
);

-- Files that people add to what they say; with number 0 and a key while they wait.
CREATE TABLE orpheus.files (
  org    text COLLATE "C" NOT NULL,
  id     bigint NOT NULL,
  key    bytea  NOT NULL,
  by     bigint NOT NULL,
  at     bigint NOT NULL,
  kind   bytea  NOT NULL,
  name   bytea  NOT NULL,
  about  bytea  NOT NULL,
  width  bigint NOT NULL,
  height bigint NOT NULL,
  size   bigint NOT NULL, -- bytes of body
  room   bigint NOT NULL, -- bytes of body and small
  sum    bytea  NOT NULL CHECK (length(sum) = 32), -- SHA-256 of body and small, one after the other
  body   bytea  NOT NULL CHECK (length(body) = size),
  small  bytea  NOT NULL CHECK (length(small) = room - size),
  PRIMARY KEY (org, id, key)
);
CREATE INDEX files_by ON orpheus.files (org, by);

CREATE TABLE orpheus.photos (
  org    text COLLATE "C" NOT NULL,
  person bigint NOT NULL,
  at     bigint NOT NULL,
  kind   bytea  NOT NULL,
  body   bytea  NOT NULL,
  small  bytea  NOT NULL,
  PRIMARY KEY (org, person)
);

-- Where an organisation tells other programs what happens.
CREATE TABLE orpheus.hooks (
  org    text COLLATE "C" NOT NULL,
  id     bigint  NOT NULL,
  by     bigint  NOT NULL,
  made   bigint  NOT NULL,
  url    bytea   NOT NULL,
  detail bytea   NOT NULL,
  state  bytea   NOT NULL,
  upto   bigint  NOT NULL, -- the last act that was told, or passed over
  timed  boolean NOT NULL, -- it tells at its time, not whenever something happens
  due    bigint  NOT NULL, -- when it tells next; 0 for not at all
  held   bigint  NOT NULL DEFAULT 0, -- until when one program has it
  PRIMARY KEY (org, id)
);

-- Goes up with every change of what somebody may have read and remembered.
CREATE SEQUENCE orpheus.edition;
SELECT nextval('orpheus.edition');
