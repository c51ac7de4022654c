package identity

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"orpheus/org"
)

// Mail is a mail on its way to somebody. Neither the address nor the link is in
// it: both are looked up or made when it is sent, so that no secret waits in the
// store, and a link that comes late holds as long as any other.
type Mail struct {
	ID     int64 // given by the store
	Kind   LinkKind
	Org    string
	Person org.PersonID
	By     org.PersonID // who invites; zero for nobody
	Lang   string       // in which it is written
	Next   string
	Made   org.Time
	Due    org.Time // when it is tried next; zero when it is given up
	Tries  int
	Fault  string   // what the last try ended with
	Held   org.Time // until when it is leased to who sends it
	About  string   // what it tells of, in numbers; read by the Writer of its kind
	Tried  org.Time // when it was tried last; zero for never
	Handed bool     // a mail server may have it already: nobody tells of it twice
}

// Letter is a mail as it goes out.
type Letter struct {
	Mail    Mail
	To      Who
	Inviter string   // name of who invites; may be empty
	Line    string   // what they say with it; may be empty
	Moving  string   // the new address, of a mail about a change of it; else empty
	Link    string   // address that lets in
	Written *Written // the words of one that tells of what happened; nil for others
}

// Postman takes letters away.
type Postman interface {
	// Send sends a letter. An error means that it did not arrive and may be
	// tried again.
	Send(ctx context.Context, l Letter) error
	// Printed reports whether letters are only shown in the terminal.
	Printed() bool
}

// pauses are how long to wait after each try; after the last, four days in all, a
// mail is given up.
var pauses = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 8 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 24 * time.Hour, 24 * time.Hour,
}

// mostAtOnce is how many organisations one address is written to about.
const mostAtOnce = 10

// Ask queues a mail with a link for everybody who has this address. It says nothing
// about whether there is anybody.
func (s *Service) Ask(ctx context.Context, slug, mail, lang, next string) error {
	found, err := s.People.Find(ctx, slug, mail)
	if err != nil {
		return err
	}
	for _, who := range found[:min(len(found), mostAtOnce)] {
		if err := s.post(ctx, Mail{Kind: SignIn, Org: who.Slug, Person: who.Person, Lang: lang, Next: next}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) post(ctx context.Context, m Mail) error {
	m.Made = s.now()
	m.Due = m.Made
	if err := s.Store.Queue(ctx, m); err != nil {
		return err
	}
	if s.Nudge != nil {
		s.Nudge()
	}
	return nil
}

// heldFor is how long a mail is leased to the process that sends it: longer than it waits
// for its turn and a try may take, and short, since the mail of one that dies waits so long.
const heldFor = 3 * time.Minute

// Deliver tries every mail that is due once, and returns when the next one is due;
// zero for none. Others who deliver from the same store meanwhile send other mails.
func (s *Service) Deliver(ctx context.Context, p Postman) (next org.Time, err error) {
	var gone []Mail // handed over and taken: nobody sends them again, so that dropping them may wait
	drop := func() error {
		err := s.Store.DropMail(context.WithoutCancel(ctx), gone...)
		gone = nil
		return err
	}
	defer func() { err = errors.Join(err, drop()) }()
	for {
		now := s.now()
		mails, next, err := s.Store.LeaseMails(ctx, now, now+span(heldFor), leasedTogether)
		switch {
		case err == nil && len(mails) == 0 && len(gone) > 0: // what was taken is not what comes next
			if err := drop(); err != nil {
				return 0, err
			}
			continue
		case err != nil || len(mails) == 0:
			return next, err
		}
		taken, err := s.tryAll(ctx, p, mails)
		gone = append(gone, taken...)
		if err == nil && len(gone) >= droppedTogether {
			err = drop()
		}
		if err != nil {
			return 0, err
		}
	}
}

// tryAll sends mails that are leased to us, and returns those that were taken and have still
// to be dropped. Those that it does not come to, in time or at all, are given back: a lease
// is longer than a try by far when one begins.
func (s *Service) tryAll(ctx context.Context, p Postman, mails []Mail) (gone []Mail, err error) {
	for k, m := range mails {
		taken := false
		if s.now() > m.Held-span(heldFor-beginWithin) {
			err = s.Store.PutMail(ctx, m)
		} else if taken, err = s.try(ctx, p, m); taken {
			gone = append(gone, m)
		}
		if err != nil {
			return gone, errors.Join(err, s.giveBack(ctx, mails[k+1:]))
		}
	}
	return gone, nil
}

// giveBack gives back mails that were not tried.
func (s *Service) giveBack(ctx context.Context, mails []Mail) error {
	for _, m := range mails {
		if err := s.Store.PutMail(context.WithoutCancel(ctx), m); err != nil {
			return err
		}
	}
	return nil
}

// leasedTogether is how many mails are leased in one transaction, and beginWithin how long
// after it the last of them may be begun.
const (
	leasedTogether = 20
	beginWithin    = 20 * time.Second
)

// droppedTogether is how many mails that were taken are dropped in one transaction.
const droppedTogether = 50

// try sends a mail, and reports whether it was taken and has still to be dropped. Its error
// is of the store, or that the context ended.
func (s *Service) try(ctx context.Context, p Postman, m Mail) (taken bool, err error) {
	who, present, err := s.People.Who(ctx, m.Org, m.Person)
	if err != nil {
		return false, err
	}
	moving, err := s.readdress(ctx, &m, &who)
	switch {
	case err != nil:
		return false, err
	case present && m.Kind == Push:
		return s.pushBy(ctx, p, m, who)
	case !present || who.Mail == "":
		return false, s.Store.DropMail(ctx, m)
	case m.Kind.tells():
		return s.tellBy(ctx, p, m, who)
	}
	return false, s.letIn(ctx, p, Letter{Mail: m, To: who, Moving: moving})
}

// letIn sends a mail with a link.
func (s *Service) letIn(ctx context.Context, p Postman, l Letter) error {
	m := l.Mail
	if m.Kind == Invite {
		in, err := s.invited(ctx, m.Org, m.Person)
		if err != nil {
			return err
		}
		if in != nil {
			l.Line = in.Line
		}
	}
	if m.By != 0 {
		by, _, err := s.People.Who(ctx, m.Org, m.By)
		if err != nil {
			return err
		}
		l.Inviter = by.Name
	}
	var h Hash
	var err error
	if m.Kind != Moved && m.Kind != Uncopied { // they only tell
		l.Link, h, err = s.newLink(ctx, Link{Kind: m.Kind, Org: m.Org, Person: m.Person, Next: m.Next, Printed: p.Printed()})
	}
	if err != nil {
		return err
	}
	fault := p.Send(ctx, l)
	if fault == nil {
		return s.Store.DropMail(context.WithoutCancel(ctx), m)
	}
	if err := s.Store.DropCredential(context.WithoutCancel(ctx), h); err != nil {
		return err
	}
	if ctx.Err() != nil { // it was us who stopped: another may send it at once
		return errors.Join(ctx.Err(), s.Store.PutMail(context.WithoutCancel(ctx), m))
	}
	return s.failed(ctx, m, fault)
}

// ErrLetters is why a mail does not arrive whose address has other letters than a to z before
// the @: the mail server does not take such addresses.
var ErrLetters = errors.New("the mail server takes no addresses with letters beyond a to z before the @ (it has no SMTPUTF8)")

// lookAgain is how often to look for mails that another process queued and did not
// send.
const lookAgain = 20 * time.Second

// Run delivers mails until the context ends: when nudged, and when one is due
// again. It also drops what has ended.
func (s *Service) Run(ctx context.Context, p Postman, nudged <-chan struct{}, log *slog.Logger) {
	swept := org.Time(0)
	for {
		now := s.now()
		if now-swept >= org.Day {
			swept = now
			if err := s.Store.Sweep(ctx, now-7*org.Day); err != nil && ctx.Err() == nil {
				log.Error("what has ended could not be dropped", "error", err)
			}
		}
		next, err := s.Deliver(ctx, p)
		if err != nil && !errors.Is(err, context.Canceled) {
			log.Error("mails could not be delivered", "error", err)
			next = now + span(time.Minute)
		}
		wait := lookAgain
		if next != 0 {
			wait = min(wait, max(time.Second, time.Duration(next-s.now())*time.Microsecond))
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-nudged:
		case <-timer.C:
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// Undelivered returns the mails of an organisation that were tried in vain: they
// are tried again, or were given up.
func (s *Service) Undelivered(ctx context.Context, slug string) ([]Mail, error) {
	all, err := s.Store.Mails(ctx, slug)
	return slices.DeleteFunc(all, func(m Mail) bool { return m.Tries == 0 }), err
}

// Waiting returns the mails to somebody that have not gone out.
func (s *Service) Waiting(ctx context.Context, slug string, p org.PersonID) ([]Mail, error) {
	all, err := s.Store.Mails(ctx, slug)
	return slices.DeleteFunc(all, func(m Mail) bool { return m.Person != p }), err
}
