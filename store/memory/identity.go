package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/hooks"
	"orpheus/store/records"
)

// people is what lets people in, and what they say for themselves.
type people struct {
	credentials map[identity.Hash]identity.Credential
	private     map[said]string
	mails       map[int64]identity.Mail
	lastMail    int64
	told        map[toldBy]map[org.PersonID]uint64
	secrets     map[string][]byte
	hooks       map[hookAt]hooks.Row
}

type said struct {
	slug   string
	person org.PersonID
	name   string
}

// forget takes away what let in those who left or were erased.
func (p *people) forget(slug string, c records.Changes) {
	gone := slices.Clone(c.Left)
	for _, e := range c.Erasures {
		gone = append(gone, e.Person)
		maps.DeleteFunc(p.private, func(s said, _ string) bool { return s.slug == slug && s.person == e.Person })
		for by, told := range p.told {
			if by.slug == slug {
				delete(told, e.Person)
			}
		}
	}
	for _, id := range gone {
		maps.DeleteFunc(p.credentials, func(_ identity.Hash, c identity.Credential) bool { return c.Org == slug && c.Person == id })
		maps.DeleteFunc(p.mails, func(_ int64, m identity.Mail) bool { return m.Org == slug && m.Person == id })
	}
}

// use marks what is used once; false where it was or is not there.
func (p *people) use(key identity.Hash, at org.Time) bool {
	c, found := p.credentials[key]
	if !found || c.Seen != 0 {
		return false
	}
	c.Seen = at
	p.credentials[key] = c
	return true
}

// with runs f on what lets people in, where the organisation is there; an empty
// slug is none in particular.
func (l *Log) with(ctx context.Context, slug string, f func(p *people)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if slug != "" && l.orgs[slug] == nil {
		return ledger.ErrNoOrganisation
	}
	if l.people.credentials == nil {
		l.people = people{credentials: map[identity.Hash]identity.Credential{}, private: map[said]string{}, mails: map[int64]identity.Mail{}, told: map[toldBy]map[org.PersonID]uint64{}, secrets: map[string][]byte{}, hooks: map[hookAt]hooks.Row{}}
	}
	f(&l.people)
	return nil
}

// changing is with for what others may have read.
func (l *Log) changing(ctx context.Context, slug string, f func(p *people)) error {
	return l.with(ctx, slug, func(p *people) { f(p); l.edition++ })
}

// Edition becomes another one with every change.
func (l *Log) Edition() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.edition
}

// AddCredential adds one.
func (l *Log) AddCredential(ctx context.Context, c identity.Credential) error {
	return l.with(ctx, c.Org, func(p *people) { p.credentials[c.Key] = c })
}

// PutCredential adds one, or replaces the one with its key.
func (l *Log) PutCredential(ctx context.Context, c identity.Credential) error {
	return l.changing(ctx, c.Org, func(p *people) { p.credentials[c.Key] = c })
}

// Credential returns one.
func (l *Log) Credential(ctx context.Context, key identity.Hash) (c identity.Credential, found bool, err error) {
	err = l.with(ctx, "", func(p *people) { c, found = p.credentials[key] })
	return c, found, err
}

// Credentials returns those of a kind that a person has.
func (l *Log) Credentials(ctx context.Context, slug string, who org.PersonID, kind identity.CredentialKind) (out []identity.Credential, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for _, c := range p.credentials {
			if c.Org == slug && c.Person == who && c.Kind == kind {
				out = append(out, c)
			}
		}
	})
	slices.SortFunc(out, func(a, b identity.Credential) int {
		return cmp.Or(cmp.Compare(a.Made, b.Made), slices.Compare(a.Key[:], b.Key[:]))
	})
	return out, err
}

// TouchCredential moves when one was seen and when it ends.
func (l *Log) TouchCredential(ctx context.Context, key identity.Hash, seen, ends org.Time) error {
	return l.with(ctx, "", func(p *people) {
		if c, found := p.credentials[key]; found {
			c.Seen, c.Ends = seen, ends
			p.credentials[key] = c
		}
	})
}

// UseCredential marks one as seen.
func (l *Log) UseCredential(ctx context.Context, key identity.Hash, at org.Time) (used bool, err error) {
	err = l.changing(ctx, "", func(p *people) { used = p.use(key, at) })
	return used, err
}

// DropCredential drops one.
func (l *Log) DropCredential(ctx context.Context, key identity.Hash) error {
	return l.changing(ctx, "", func(p *people) { delete(p.credentials, key) })
}

// DropCredentials drops those of a kind that a person has, but one.
func (l *Log) DropCredentials(ctx context.Context, slug string, who org.PersonID, kind identity.CredentialKind, but identity.Hash) error {
	return l.changing(ctx, slug, func(p *people) {
		maps.DeleteFunc(p.credentials, func(key identity.Hash, c identity.Credential) bool {
			return c.Org == slug && c.Person == who && c.Kind == kind && key != but
		})
	})
}

// Private returns what somebody said for themselves.
func (l *Log) Private(ctx context.Context, slug string, who org.PersonID, name string) (value string, err error) {
	err = l.with(ctx, slug, func(p *people) { value = p.private[said{slug, who, name}] })
	return value, err
}

// SetPrivate replaces it.
func (l *Log) SetPrivate(ctx context.Context, slug string, who org.PersonID, name, value string) error {
	return l.changing(ctx, slug, func(p *people) {
		if p.private[said{slug, who, name}] = value; value == "" {
			delete(p.private, said{slug, who, name})
		}
	})
}

// Queue adds a mail.
func (l *Log) Queue(ctx context.Context, m identity.Mail) error {
	return l.with(ctx, m.Org, func(p *people) { p.queue(m) })
}

func (p *people) queue(m identity.Mail) {
	p.lastMail++
	m.ID = p.lastMail
	p.mails[m.ID] = m
}

// LeaseMails gives mails to one who sends them.
func (l *Log) LeaseMails(ctx context.Context, now, until org.Time, most int) (out []identity.Mail, next org.Time, err error) {
	err = l.with(ctx, "", func(p *people) {
		for _, m := range p.mails {
			at := max(m.Due, m.Held)
			switch {
			case m.Due == 0:
			case at <= now:
				out = append(out, m)
			case next == 0 || at < next:
				next = at
			}
		}
		slices.SortFunc(out, func(a, b identity.Mail) int {
			return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID))
		})
		out = out[:min(len(out), most)]
		for k := range out {
			out[k].Held, next = until, 0
			p.mails[out[k].ID] = out[k]
		}
	})
	return out, next, err
}

// PutMail writes what became of a try.
func (l *Log) PutMail(ctx context.Context, m identity.Mail) error {
	return l.with(ctx, "", func(p *people) {
		if was, found := p.mails[m.ID]; found && was.Held == m.Held {
			was.Kind, was.Due, was.Tries, was.Fault, was.Tried, was.Handed, was.Held = m.Kind, m.Due, m.Tries, m.Fault, m.Tried, m.Handed, 0
			p.mails[m.ID] = was
		}
	})
}

// HandMail notes that a mail is handed over.
func (l *Log) HandMail(ctx context.Context, m identity.Mail) (ours bool, err error) {
	err = l.with(ctx, "", func(p *people) {
		if was, found := p.mails[m.ID]; found && was.Held == m.Held {
			was.Handed, ours = true, true
			p.mails[m.ID] = was
		}
	})
	return ours, err
}

// DropMail drops mails.
func (l *Log) DropMail(ctx context.Context, mails ...identity.Mail) error {
	return l.with(ctx, "", func(p *people) {
		for _, m := range mails {
			if p.mails[m.ID].Held == m.Held {
				delete(p.mails, m.ID)
			}
		}
	})
}

// Mails returns those of an organisation.
func (l *Log) Mails(ctx context.Context, slug string) (out []identity.Mail, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for _, m := range p.mails {
			if m.Org == slug {
				out = append(out, m)
			}
		}
	})
	slices.SortFunc(out, func(a, b identity.Mail) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// Sweep drops what has ended.
func (l *Log) Sweep(ctx context.Context, before org.Time) error {
	return l.with(ctx, "", func(p *people) {
		maps.DeleteFunc(p.credentials, func(_ identity.Hash, c identity.Credential) bool { return c.Ends != 0 && c.Ends < before })
		maps.DeleteFunc(p.mails, func(_ int64, m identity.Mail) bool { return m.Due == 0 && m.Made < before-30*org.Day })
		for _, o := range l.orgs {
			maps.DeleteFunc(o.waiting, func(_ string, f records.File) bool { return f.At < before })
		}
	})
}
