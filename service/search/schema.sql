-- An index that can be thrown away. What is in it comes from the log and the
-- records, and what leaves those leaves it too.
CREATE TABLE texts (
  id   INTEGER PRIMARY KEY, -- letter and number of what the words belong to
  ref  INTEGER NOT NULL,    -- of the thing they hang on
  what INTEGER NOT NULL,
  by   INTEGER NOT NULL,
  at   INTEGER NOT NULL
) STRICT;
CREATE INDEX texts_ref ON texts (ref);
CREATE INDEX texts_by ON texts (by);

-- Stems only: neither the texts nor where in them a stem stood.
CREATE VIRTUAL TABLE stems USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE upto (
  version INTEGER NOT NULL, -- of the state; zero while it was never built
  founded INTEGER NOT NULL, -- when, so that the index of another log is none
  scrub   INTEGER NOT NULL  -- 1 while what was taken out may still be in the bytes
) STRICT;
INSERT INTO upto VALUES (0, 0, 0);
