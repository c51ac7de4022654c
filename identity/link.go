package identity

import (
	"context"
	"errors"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// LinkKind is what a link is for. The numbers are in the store; add, never
// change.
type LinkKind uint8

// The kinds.
const (
	SignIn LinkKind = iota + 1
	Invite
	Found // begins an organisation

	Notice   // a mail that something happened: it has no link that lets in
	Overview // a mail with what happened since the one before
)

// tells reports whether a mail tells of what happened, and lets nobody in.
func (k LinkKind) tells() bool { return k == Notice || k == Overview || k == Push }

// How long links hold.
const (
	mailedFor  = 30 * time.Minute
	printedFor = 24 * time.Hour
	invitedFor = 14 * 24 * time.Hour
	manyFor    = 30 * 24 * time.Hour
)

// Link lets somebody in who has its secret.
type Link struct {
	Hash    Hash
	Kind    LinkKind
	Org     string // slug; empty for one that founds
	Person  org.PersonID
	Printed bool   // in a terminal: no scanner of mails opens it, so that opening it signs in
	Many    bool   // may be used many times
	Next    string // where it leads afterwards; empty for the organisation
	Made    org.Time
	Ends    org.Time
	Used    org.Time // zero while it was not
	Browser Hash     // of the secret of the browser that asked for it; zero for none
}

// lasts returns how long a link of its kind holds.
func (l *Link) lasts() time.Duration {
	switch {
	case l.Many:
		return manyFor
	case l.Kind == Invite:
		return invitedFor
	case l.Kind == Confirm:
		return confirmFor
	case l.Printed || l.Kind == Found:
		return printedFor
	}
	return mailedFor
}

// NewLink makes a link like l and returns its address. One that founds replaces
// those made before.
func (s *Service) NewLink(ctx context.Context, l Link) (address string, err error) {
	address, _, err = s.newLink(ctx, l)
	return address, err
}

func (s *Service) newLink(ctx context.Context, l Link) (address string, h Hash, err error) {
	token := secret()
	l.Hash, l.Made, l.Used = HashOf(token), s.now(), 0
	l.Ends = l.Made + span(l.lasts())
	path := "/signin/"
	if l.Kind == Found {
		path = "/found/"
		if err := s.Store.DropCredentials(ctx, "", 0, OfLink, Hash{}); err != nil {
			return "", l.Hash, err
		}
	}
	return s.URL + path + token, l.Hash, s.Store.AddCredential(ctx, l.credential())
}

// Peek returns the link with this secret and changes nothing. The error is
// ErrNoLink, ErrUsed, ErrEnded, or of the store; the first of them comes without
// a link.
func (s *Service) Peek(ctx context.Context, token string) (Link, error) {
	return s.PeekHash(ctx, HashOf(token))
}

// PeekHash is Peek for the link whose secret has this hash.
func (s *Service) PeekHash(ctx context.Context, h Hash) (Link, error) {
	c, found, err := s.Store.Credential(ctx, h)
	if err != nil {
		return Link{}, err
	}
	if !found || c.Kind != OfLink {
		return Link{}, ErrNoLink
	}
	l, err := linkOf(&c)
	switch {
	case err != nil:
		return Link{}, err
	case l.Used != 0:
		return l, ErrUsed
	case l.Ends <= s.now():
		return l, ErrEnded
	}
	return l, nil
}

// Enter uses a link and begins a session. Nobody gets in twice by one link, but by
// one for many.
func (s *Service) Enter(ctx context.Context, token, agent string) (Link, Entered, error) {
	l, err := s.Peek(ctx, token)
	if err != nil {
		return l, Entered{}, err
	}
	if !l.Kind.letsIn() {
		return Link{}, Entered{}, ErrNoLink
	}
	if _, present, err := s.People.Who(ctx, l.Org, l.Person); err != nil || !present {
		if err == nil {
			err = ErrGone
		}
		return l, Entered{}, err
	}
	came := Came{Way: ByLink}
	if err := s.allows(ctx, l.Org, came); err != nil { // before the link is used up
		return l, Entered{}, err
	}
	if !l.Many {
		if first, err := s.Store.UseCredential(ctx, l.Hash, s.now()); err != nil {
			return l, Entered{}, err
		} else if !first {
			return l, Entered{}, ErrUsed
		}
	}
	e, err := s.begin(ctx, l.Org, l.Person, agent, came)
	return l, e, err
}

// Use is a credential to be used in the transaction of what it allows.
type Use = records.Use

// ErrTaken is an address that somebody else of the organisation has.
var ErrTaken = records.ErrTaken

// Founding has f found an organisation by a link. f uses the key it is given, in the
// transaction that founds, so that one link founds one organisation whoever asks in
// which process. Then a session of its first person begins.
func (s *Service) Founding(ctx context.Context, token, agent string, f func(use Use) (slug string, p org.PersonID, err error)) (Entered, error) {
	l, err := s.Peek(ctx, token)
	if err != nil {
		return Entered{}, err
	}
	if l.Kind != Found {
		return Entered{}, ErrNoLink
	}
	slug, p, err := f(Use{Key: l.Hash, At: s.now()})
	if errors.Is(err, records.ErrUsed) {
		return Entered{}, ErrUsed
	}
	if err != nil {
		return Entered{}, err
	}
	return s.begin(ctx, slug, p, agent, Came{Way: ByLink})
}

// FoundingUse is the use of a link that founds, for what is restored in place of being founded.
func (s *Service) FoundingUse(ctx context.Context, token string) (Use, error) {
	l, err := s.Peek(ctx, token)
	if err == nil && l.Kind != Found {
		err = ErrNoLink
	}
	return Use{Key: l.Hash, At: s.now()}, err
}
