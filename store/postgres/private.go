package postgres

import (
	"context"
	"crypto/rand"

	"orpheus/identity"
	"orpheus/org"
)

// Private returns what somebody said for themselves. Every page asks for some of it, so it is
// remembered for as long as the edition holds.
func (l *Log) Private(ctx context.Context, slug string, p org.PersonID, name string) (string, error) {
	return knownOr(&l.edition, &l.privates, saidBy{slug, p, name}, func() (string, error) { return l.private(ctx, slug, p, name) })
}

// saidBy is who said something for themselves, and under which name.
type saidBy struct {
	slug   string
	person org.PersonID
	name   string
}

// private reads it from the server: what is to be replaced where it is still the same, and what
// lies in boxes.
func (l *Log) private(ctx context.Context, slug string, p org.PersonID, name string) (value string, err error) {
	_, err = l.rowIn(ctx, slug, "SELECT value FROM orpheus.private WHERE org = $1 AND person = $2 AND name = $3", []any{num(p), str(name)}, toStr(&value))
	return value, err
}

const (
	putPrivate = `INSERT INTO orpheus.private (org, person, name, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, person, name) DO UPDATE SET value = excluded.value`
	dropPrivate = "DELETE FROM orpheus.private WHERE org = $1 AND person = $2 AND name = $3"
)

// SetPrivate replaces it.
func (l *Log) SetPrivate(ctx context.Context, slug string, p org.PersonID, name, value string) (err error) {
	if value == "" {
		_, err = l.doIn(ctx, true, slug, dropPrivate, num(p), str(name))
	} else {
		_, err = l.doIn(ctx, true, slug, putPrivate, num(p), str(name), str(value))
	}
	return err
}

// SwapPrivate replaces what somebody said where it is still what it was. One statement does,
// so of two at once one does. Tried in vain it is another edition too: what this program remembers
// of it was old.
func (l *Log) SwapPrivate(ctx context.Context, slug string, p org.PersonID, name, was, value string) (bool, error) {
	args := []any{num(p), str(name)}
	query := ""
	switch {
	case was == value:
		now, err := l.private(ctx, slug, p, name)
		return now == was && err == nil, err
	case was == "":
		query, args = "INSERT INTO orpheus.private (org, person, name, value) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", append(args, str(value))
	case value == "":
		query, args = dropPrivate+" AND value = $4", append(args, str(was))
	default:
		query, args = "UPDATE orpheus.private SET value = $4 WHERE org = $1 AND person = $2 AND name = $3 AND value = $5", append(args, str(value), str(was))
	}
	n, err := l.doIn(ctx, true, slug, query, args...)
	return n == 1 && err == nil, err
}

// said is what somebody said under a name.
type said struct {
	person org.PersonID
	name   string
	value  string
}

// Privates returns what everybody said under a name.
func (l *Log) Privates(ctx context.Context, slug, name string) (map[org.PersonID]string, error) {
	all, err := someIn(ctx, l, slug, func(s *said) []any { return []any{toNum(&s.person), toStr(&s.value)} },
		"SELECT person, value FROM orpheus.private WHERE org = $1 AND name = $2", str(name))
	out := make(map[org.PersonID]string, len(all))
	for _, s := range all {
		out[s.person] = s.value
	}
	return out, err
}

// PrivateOf returns all that somebody said for themselves, by name.
func (l *Log) PrivateOf(ctx context.Context, slug string, p org.PersonID) (map[string]string, error) {
	all, err := someIn(ctx, l, slug, func(s *said) []any { return []any{toStr(&s.name), toStr(&s.value)} },
		"SELECT name, value FROM orpheus.private WHERE org = $1 AND person = $2", num(p))
	out := make(map[string]string, len(all))
	for _, s := range all {
		out[s.name] = s.value
	}
	return out, err
}

// Boxes lie among what people say for themselves, as nobody's.
const nobody org.PersonID = 0

// Box returns what is in a box; empty for nothing.
func (l *Log) Box(ctx context.Context, slug, name string) (string, error) {
	return l.private(ctx, slug, nobody, "box "+name)
}

// SwapBox replaces it where it is still what it was. What was replaced is cleared away soon;
// whoever reads it in the server's files before, or in its own log, has no key to open it.
func (l *Log) SwapBox(ctx context.Context, slug, name, was, value string) (bool, error) {
	swapped, err := l.SwapPrivate(ctx, slug, nobody, "box "+name, was, value)
	if swapped {
		l.scrub()
	}
	return swapped, err
}

// Boxes names those in which something is kept. What is in them is not read.
func (l *Log) Boxes(ctx context.Context, slug string) ([]string, error) {
	return someIn(ctx, l, slug, func(s *string) []any { return []any{toStr(s)} },
		"SELECT substr(name, 5) FROM orpheus.private WHERE org = $1 AND person = $2 AND substr(name, 1, 4) = 'box ' ORDER BY name", num(nobody))
}

// Told returns how far people were told.
func (l *Log) Told(ctx context.Context, slug, way string) (map[org.PersonID]uint64, error) {
	type far struct {
		person org.PersonID
		upto   uint64
	}
	all, err := someIn(ctx, l, slug, func(f *far) []any { return []any{toNum(&f.person), toNum(&f.upto)} },
		"SELECT person, upto FROM orpheus.told WHERE org = $1 AND way = $2", str(way))
	out := make(map[org.PersonID]uint64, len(all))
	for _, f := range all {
		out[f.person] = f.upto
	}
	return out, err
}

// Tell moves on how far people were told, and queues mails.
func (l *Log) Tell(ctx context.Context, slug string, r identity.Round) (told bool, err error) {
	if err := l.there(ctx, slug); err != nil {
		return false, err
	}
	const put = "INSERT INTO orpheus.told (org, person, way, upto) VALUES ($1, $2, $3, $4) ON CONFLICT (org, person, way) DO UPDATE SET upto = excluded.upto"
	err = l.transact(ctx, func(t *tx) error {
		move, args := "UPDATE orpheus.told SET upto = $3 WHERE org = $1 AND person = 0 AND way = $2 AND upto = $4", []any{slug, str(r.Way), num(r.Is), num(r.Was)}
		if r.Was == 0 {
			move, args = `INSERT INTO orpheus.told AS t (org, person, way, upto) VALUES ($1, 0, $2, $3)
				ON CONFLICT (org, person, way) DO UPDATE SET upto = excluded.upto WHERE t.upto = 0`, args[:3]
		}
		n, err := t.changed(move, args...)
		if told = n == 1; err != nil || !told {
			return err
		}
		for p, upto := range r.People {
			t.exec(put, slug, num(p), str(r.Way), num(upto))
		}
		for p, value := range r.Kept {
			t.counts = true
			t.exec(putPrivate, slug, num(p), str(identity.KeptBy(r.Way)), str(value))
		}
		for i := range r.Mails {
			t.exec(queueMail, append([]any{slug}, mailValues(&r.Mails[i])...)...)
		}
		return nil
	})
	return told && err == nil, err
}

// Behind returns the organisations whose log went on.
func (l *Log) Behind(ctx context.Context, way string) ([]string, error) {
	return some(ctx, l, func(s *string) []any { return []any{s} }, `SELECT h.org FROM orpheus.heads h
		LEFT JOIN orpheus.told t ON t.org = h.org AND t.person = 0 AND t.way = $1 WHERE h.seq > coalesce(t.upto, 0) ORDER BY h.org`, str(way))
}

// ToldBy returns the organisations that were told no further.
func (l *Log) ToldBy(ctx context.Context, way string, upto uint64) ([]string, error) {
	return some(ctx, l, func(s *string) []any { return []any{s} }, `SELECT h.org FROM orpheus.heads h
		LEFT JOIN orpheus.told t ON t.org = h.org AND t.person = 0 AND t.way = $1 WHERE coalesce(t.upto, 0) <= $2 ORDER BY h.org`, str(way), num(upto))
}

// SecretFor returns the random bytes of a name.
func (l *Log) SecretFor(ctx context.Context, name string) (secret []byte, err error) {
	const find = "SELECT value FROM orpheus.store WHERE org = '' AND name = $1"
	name = "secret " + name
	if err := l.row(ctx, find, []any{name}, &secret); err == nil || !none(err) {
		return secret, err
	}
	secret = make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	if _, err := l.do(ctx, false, "INSERT INTO orpheus.store (org, name, value) VALUES ('', $1, $2) ON CONFLICT DO NOTHING", name, secret); err != nil {
		return nil, err
	}
	err = l.row(ctx, find, []any{name}, &secret) // another program may have been quicker
	return secret, err
}
