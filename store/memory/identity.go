package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// people is what lets people in.
type people struct {
	links     map[identity.Hash]identity.Link
	sessions  map[identity.Hash]identity.Session
	passwords map[someone]string
	busy      map[someone]bool
	tokens    map[identity.Hash]identity.Token
	mails     map[int64]identity.Mail
	lastMail  int64
}

type someone struct {
	slug   string
	person org.PersonID
}

// forget takes away what let in those who left or were erased.
func (p *people) forget(slug string, c records.Changes) {
	gone := slices.Clone(c.Left)
	for _, e := range c.Erasures {
		gone = append(gone, e.Person)
		delete(p.passwords, someone{slug, e.Person})
		delete(p.busy, someone{slug, e.Person})
	}
	for _, id := range gone {
		maps.DeleteFunc(p.links, func(_ identity.Hash, l identity.Link) bool { return l.Org == slug && l.Person == id })
		maps.DeleteFunc(p.sessions, func(_ identity.Hash, s identity.Session) bool { return s.Org == slug && s.Person == id })
		maps.DeleteFunc(p.tokens, func(_ identity.Hash, t identity.Token) bool { return t.Org == slug && t.Person == id })
		maps.DeleteFunc(p.mails, func(_ int64, m identity.Mail) bool { return m.Org == slug && m.Person == id })
	}
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
	if l.people.links == nil {
		l.people = people{
			links: map[identity.Hash]identity.Link{}, sessions: map[identity.Hash]identity.Session{}, passwords: map[someone]string{}, busy: map[someone]bool{},
			tokens: map[identity.Hash]identity.Token{}, mails: map[int64]identity.Mail{},
		}
	}
	f(&l.people)
	return nil
}

// AddLink adds a link.
func (l *Log) AddLink(ctx context.Context, k identity.Link) error {
	return l.with(ctx, k.Org, func(p *people) { p.links[k.Hash] = k })
}

// Link returns a link.
func (l *Log) Link(ctx context.Context, h identity.Hash) (k identity.Link, found bool, err error) {
	err = l.with(ctx, "", func(p *people) { k, found = p.links[h] })
	return k, found, err
}

// UseLink marks a link as used.
func (l *Log) UseLink(ctx context.Context, h identity.Hash, at org.Time) (used bool, err error) {
	err = l.with(ctx, "", func(p *people) {
		if k, found := p.links[h]; found && k.Used == 0 {
			k.Used, used = at, true
			p.links[h] = k
		}
	})
	return used, err
}

// DropLinks drops the links of a person.
func (l *Log) DropLinks(ctx context.Context, slug string, who org.PersonID) error {
	return l.with(ctx, slug, func(p *people) {
		maps.DeleteFunc(p.links, func(_ identity.Hash, k identity.Link) bool { return k.Org == slug && k.Person == who })
	})
}

// DropLink drops a link.
func (l *Log) DropLink(ctx context.Context, h identity.Hash) error {
	return l.with(ctx, "", func(p *people) { delete(p.links, h) })
}

// AddSession adds a session.
func (l *Log) AddSession(ctx context.Context, s identity.Session) error {
	return l.with(ctx, s.Org, func(p *people) { p.sessions[s.Hash] = s })
}

// Session returns a session.
func (l *Log) Session(ctx context.Context, h identity.Hash) (s identity.Session, found bool, err error) {
	err = l.with(ctx, "", func(p *people) { s, found = p.sessions[h] })
	return s, found, err
}

// Sessions returns those of a person.
func (l *Log) Sessions(ctx context.Context, slug string, who org.PersonID) (out []identity.Session, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for _, s := range p.sessions {
			if s.Org == slug && s.Person == who {
				out = append(out, s)
			}
		}
	})
	slices.SortFunc(out, func(a, b identity.Session) int {
		return cmp.Or(cmp.Compare(b.Seen, a.Seen), cmp.Compare(b.Made, a.Made), slices.Compare(a.Hash[:], b.Hash[:]))
	})
	return out, err
}

// TouchSession moves the end of a session.
func (l *Log) TouchSession(ctx context.Context, h identity.Hash, seen, ends org.Time) error {
	return l.with(ctx, "", func(p *people) {
		if s, found := p.sessions[h]; found {
			s.Seen, s.Ends = seen, ends
			p.sessions[h] = s
		}
	})
}

// DropSession drops a session.
func (l *Log) DropSession(ctx context.Context, h identity.Hash) error {
	return l.with(ctx, "", func(p *people) { delete(p.sessions, h) })
}

// DropSessions drops those of a person but one.
func (l *Log) DropSessions(ctx context.Context, slug string, who org.PersonID, but identity.Hash) error {
	return l.with(ctx, slug, func(p *people) {
		maps.DeleteFunc(p.sessions, func(h identity.Hash, s identity.Session) bool { return s.Org == slug && s.Person == who && h != but })
	})
}

// Busy reports whether somebody has no room.
func (l *Log) Busy(ctx context.Context, slug string, who org.PersonID) (busy bool, err error) {
	err = l.with(ctx, slug, func(p *people) { busy = p.busy[someone{slug, who}] })
	return busy, err
}

// SetBusy keeps it.
func (l *Log) SetBusy(ctx context.Context, slug string, who org.PersonID, busy bool) error {
	return l.with(ctx, slug, func(p *people) { p.busy[someone{slug, who}] = busy })
}

// Password returns what a password is verified with.
func (l *Log) Password(ctx context.Context, slug string, who org.PersonID) (sealed string, err error) {
	err = l.with(ctx, slug, func(p *people) { sealed = p.passwords[someone{slug, who}] })
	return sealed, err
}

// SetPassword replaces it.
func (l *Log) SetPassword(ctx context.Context, slug string, who org.PersonID, sealed string) error {
	return l.with(ctx, slug, func(p *people) {
		if p.passwords[someone{slug, who}] = sealed; sealed == "" {
			delete(p.passwords, someone{slug, who})
		}
	})
}

// AddToken adds a token.
func (l *Log) AddToken(ctx context.Context, t identity.Token) error {
	return l.with(ctx, t.Org, func(p *people) { p.tokens[t.Hash] = t })
}

// Token returns a token.
func (l *Log) Token(ctx context.Context, h identity.Hash) (t identity.Token, found bool, err error) {
	err = l.with(ctx, "", func(p *people) { t, found = p.tokens[h] })
	return t, found, err
}

// Tokens returns those of a person.
func (l *Log) Tokens(ctx context.Context, slug string, who org.PersonID) (out []identity.Token, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for _, t := range p.tokens {
			if t.Org == slug && t.Person == who {
				out = append(out, t)
			}
		}
	})
	slices.SortFunc(out, func(a, b identity.Token) int {
		return cmp.Or(cmp.Compare(a.Made, b.Made), slices.Compare(a.Hash[:], b.Hash[:]))
	})
	return out, err
}

// TouchToken writes down when a token was used.
func (l *Log) TouchToken(ctx context.Context, h identity.Hash, used org.Time) error {
	return l.with(ctx, "", func(p *people) {
		if t, found := p.tokens[h]; found {
			t.Used = used
			p.tokens[h] = t
		}
	})
}

// DropToken drops a token.
func (l *Log) DropToken(ctx context.Context, h identity.Hash) error {
	return l.with(ctx, "", func(p *people) { delete(p.tokens, h) })
}

// Queue adds a mail.
func (l *Log) Queue(ctx context.Context, m identity.Mail) error {
	return l.with(ctx, m.Org, func(p *people) {
		p.lastMail++
		m.ID = p.lastMail
		p.mails[m.ID] = m
	})
}

// Outbox returns the mails that are due.
func (l *Log) Outbox(ctx context.Context, until org.Time, most int) (due []identity.Mail, next org.Time, err error) {
	err = l.with(ctx, "", func(p *people) {
		for _, m := range p.mails {
			switch {
			case m.Due == 0:
			case m.Due <= until:
				due = append(due, m)
			case next == 0 || m.Due < next:
				next = m.Due
			}
		}
	})
	slices.SortFunc(due, func(a, b identity.Mail) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID)) })
	return due[:min(most, len(due))], next, err
}

// PutMail writes what became of a try.
func (l *Log) PutMail(ctx context.Context, m identity.Mail) error {
	return l.with(ctx, "", func(p *people) {
		if was, found := p.mails[m.ID]; found {
			was.Due, was.Tries, was.Fault = m.Due, m.Tries, m.Fault
			p.mails[m.ID] = was
		}
	})
}

// DropMail drops a mail.
func (l *Log) DropMail(ctx context.Context, id int64) error {
	return l.with(ctx, "", func(p *people) { delete(p.mails, id) })
}

// Undelivered returns the mails that were tried in vain.
func (l *Log) Undelivered(ctx context.Context, slug string) (out []identity.Mail, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for _, m := range p.mails {
			if m.Org == slug && m.Tries > 0 {
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
		maps.DeleteFunc(p.links, func(_ identity.Hash, k identity.Link) bool { return k.Ends < before })
		maps.DeleteFunc(p.sessions, func(_ identity.Hash, s identity.Session) bool { return s.Ends < before })
		maps.DeleteFunc(p.mails, func(_ int64, m identity.Mail) bool { return m.Due == 0 && m.Made < before-30*org.Day })
	})
}
