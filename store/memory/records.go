package memory

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Profiles returns every profile.
func (l *Log) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	return read(ctx, l, slug, func(o *one) []records.Profile {
		return slices.SortedFunc(maps.Values(o.profiles), func(a, b records.Profile) int { return cmp.Compare(a.Person, b.Person) })
	})
}

// Profile returns that of one person.
func (l *Log) Profile(ctx context.Context, slug string, p org.PersonID) (out records.Profile, found bool, err error) {
	_, err = read(ctx, l, slug, func(o *one) error { out, found = o.profiles[p]; return nil })
	return out, found, err
}

// Texts returns the texts with these numbers.
func (l *Log) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	return read(ctx, l, slug, func(o *one) map[org.TextID]records.Text {
		out := map[org.TextID]records.Text{}
		for _, id := range ids {
			if t, ok := o.texts[id]; ok {
				out[id] = t
			}
		}
		return out
	})
}

// AllTexts returns every text.
func (l *Log) AllTexts(ctx context.Context, slug string) ([]records.Text, error) {
	return read(ctx, l, slug, func(o *one) []records.Text {
		return slices.SortedFunc(maps.Values(o.texts), func(a, b records.Text) int { return cmp.Compare(a.ID, b.ID) })
	})
}

// secret is what forgotten keys are keyed with. What is in memory needs no other.
var secret = []byte("memory")

// Forgotten reports which keys belonged to people who were erased.
func (l *Log) Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error) {
	return read(ctx, l, slug, func(o *one) map[string]bool { return records.ForgottenOf(o.forgotten, keys...) })
}

// AllForgotten returns what is kept of the keys of those who were erased.
func (l *Log) AllForgotten(ctx context.Context, slug string) ([]records.Forgotten, error) {
	return read(ctx, l, slug, func(o *one) []records.Forgotten {
		return slices.SortedFunc(slices.Values(o.forgotten), func(a, b records.Forgotten) int { return bytes.Compare(a.Mac, b.Mac) })
	})
}

// Version goes up with every change of what the records said.
func (l *Log) Version(ctx context.Context, slug string) (uint64, error) {
	return read(ctx, l, slug, func(o *one) uint64 { return o.version })
}

// ByMail returns who has an address.
func (l *Log) ByMail(ctx context.Context, mail string) (out []records.Place, err error) {
	key := records.MailKey(mail)
	err = l.with(ctx, "", func(*people) {
		for slug, o := range l.orgs {
			for id, p := range o.profiles {
				if key != "" && records.MailKey(p.Mail) == key {
					out = append(out, records.Place{Slug: slug, Person: id})
				}
			}
		}
	})
	slices.SortFunc(out, func(a, b records.Place) int {
		return cmp.Or(cmp.Compare(a.Slug, b.Slug), cmp.Compare(a.Person, b.Person))
	})
	return out, err
}

// Amend writes changes that no act goes with.
func (l *Log) Amend(ctx context.Context, slug string, c records.Changes) error {
	refused, err := read(ctx, l, slug, func(o *one) error {
		if err := l.refused(o, c); err != nil {
			return err
		}
		l.write(slug, o, c)
		return nil
	})
	return cmp.Or(err, refused)
}

// refused says why changes cannot be written.
func (l *Log) refused(o *one, c records.Changes) error {
	for _, u := range c.Uses {
		if k, found := l.people.credentials[u.Key]; !found || k.Seen != 0 {
			return records.ErrUsed
		}
	}
	mails := map[org.PersonID]string{}
	for id, p := range o.profiles {
		mails[id] = records.MailKey(p.Mail)
	}
	for _, p := range c.Profiles {
		mails[p.Person] = records.MailKey(p.Mail)
	}
	for _, id := range c.Claims {
		for other, key := range mails {
			if other != id && key != "" && key == mails[id] {
				return records.ErrTaken
			}
		}
	}
	return nil
}

// write writes changes that are not refused.
func (l *Log) write(slug string, o *one, c records.Changes) {
	if c.Empty() {
		return
	}
	if c.Revises() {
		o.version++
		l.edition++
	}
	for _, u := range c.Uses {
		l.people.use(u.Key, u.At)
	}
	for _, p := range c.Profiles {
		o.profiles[p.Person] = p
	}
	for _, f := range c.Forgotten {
		o.forget(f)
	}
	for _, t := range c.Texts {
		o.texts[t.ID] = t
	}
	for _, t := range c.Dropped {
		delete(o.texts, t)
	}
	o.writeFiles(c)
	for _, e := range c.Erasures {
		p := o.profiles[e.Person]
		for _, key := range []string{p.Key, p.Handle} {
			if key != "" {
				o.forget(records.Forgotten{Secret: secret, Mac: records.Mac(secret, key)})
			}
		}
		delete(o.profiles, e.Person)
		if !e.KeepTexts {
			maps.DeleteFunc(o.texts, func(_ org.TextID, t records.Text) bool { return t.By == e.Person })
		}
	}
	l.people.forget(slug, c)
}

// forget keeps what is left of a key.
func (o *one) forget(f records.Forgotten) {
	if !slices.ContainsFunc(o.forgotten, func(g records.Forgotten) bool { return bytes.Equal(f.Mac, g.Mac) }) {
		o.forgotten = append(o.forgotten, f)
	}
}

func read[T any](ctx context.Context, l *Log, slug string, f func(*one) T) (out T, err error) {
	if err := ctx.Err(); err != nil {
		return out, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.orgs[slug]
	if o == nil {
		return out, ledger.ErrNoOrganisation
	}
	return f(o), nil
}
