package identity

import (
	"context"
	"sync"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// Limit lets a few through at once, and then one every so often.
type Limit struct {
	Burst int
	Every time.Duration
}

// The limits of signing in. They hold for known and unknown addresses alike.
var (
	PerAddress = Limit{Burst: 60, Every: 5 * time.Second} // of the network: an office has one
	PerMail    = Limit{Burst: 5, Every: 5 * time.Minute}
)

// The limits of who is in, whichever token or browser they use.
var (
	PerCaller  = Limit{Burst: 600, Every: 50 * time.Millisecond} // requests to the API
	PerFeed    = Limit{Burst: 60, Every: time.Minute}            // times that one feed is fetched: programs ask every quarter
	PerInviter = Limit{Burst: 500, Every: time.Minute}           // people whom one adds: a whole list at once
	PerAdder   = Limit{Burst: 100, Every: time.Minute}           // files that one adds
)

// MayCall reports whether a program of somebody may ask for something more, and else
// how long it waits.
func (s *Service) MayCall(slug string, p org.PersonID) (wait time.Duration, ok bool) {
	return s.Allow("calls "+slug+" "+p.String(), PerCaller)
}

// MayFetch reports whether a feed may be fetched once more, and else how long that waits.
func (s *Service) MayFetch(f Feed) (wait time.Duration, ok bool) {
	return s.Allow("feed "+f.Hash.ID(), PerFeed)
}

// MayInvite reports whether somebody may add one more, and else how long they wait.
func (s *Service) MayInvite(slug string, p org.PersonID) (wait time.Duration, ok bool) {
	return s.Allow("invites "+slug+" "+p.String(), PerInviter)
}

// MayAddFile reports whether somebody may add one more file, and else how long they wait.
func (s *Service) MayAddFile(slug string, p org.PersonID) (wait time.Duration, ok bool) {
	return s.Allow("files "+slug+" "+p.String(), PerAdder)
}

// Visitor is who tries to come in, as far as can be told before they are known.
type Visitor struct {
	From   string // address of the network
	Device string // secret of a browser that somebody signed in with before; empty for none
}

// MayAsk reports whether a visitor may ask for a link for an address, and else how long
// they wait. How often passwords are tried for it does not count.
func (s *Service) MayAsk(v Visitor, mail string) (wait time.Duration, ok bool) {
	if wait, ok := s.Allow("from "+v.From, PerAddress); !ok {
		return wait, false
	}
	return s.Allow("link "+records.MailKey(mail), PerMail)
}

// MayTry reports whether a visitor may try a password for an address. A browser with
// which the owner of the address signed in before is counted by itself: whatever others
// try, they are let in. Succeeded takes back what was counted.
func (s *Service) MayTry(ctx context.Context, v Visitor, mail string) (wait time.Duration, ok bool) {
	if wait, ok := s.Allow("from "+v.From, PerAddress); !ok {
		return wait, false
	}
	return s.Allow(s.tries(ctx, v, mail), PerMail)
}

// Succeeded says that a visitor got in by the password.
func (s *Service) Succeeded(ctx context.Context, v Visitor, mail string) {
	s.limits.giveBack("from "+v.From, PerAddress)
	s.limits.giveBack(s.tries(ctx, v, mail), PerMail)
}

// tries is what the tries of a visitor for an address are counted under.
func (s *Service) tries(ctx context.Context, v Visitor, mail string) string {
	key := records.MailKey(mail)
	if v.Device == "" {
		return "try " + key
	}
	c, found, err := s.credential(ctx, OfDevice, HashOf(v.Device))
	if err != nil || !found {
		return "try " + key
	}
	who, present, err := s.People.Who(ctx, c.Org, c.Person)
	if err != nil || !present || records.MailKey(who.Mail) != key {
		return "try " + key
	}
	return "device " + c.Key.ID() + " " + key
}

// MayConfirm reports whether somebody who is signed in may try their password once more,
// and else how long they wait.
func (s *Service) MayConfirm(slug string, p org.PersonID) (wait time.Duration, ok bool) {
	return s.Allow("confirm "+slug+" "+p.String(), PerMail)
}

// deviceFor is how long a browser is known.
const deviceFor = 400 * 24 * time.Hour

// Know remembers a browser that somebody signed in with, and returns the secret it is
// to keep; empty where it is known already.
func (s *Service) Know(ctx context.Context, e Session, have string) (string, error) {
	if have != "" {
		c, found, err := s.credential(ctx, OfDevice, HashOf(have))
		if err != nil || found && c.Org == e.Org && c.Person == e.Person {
			return "", err
		}
	}
	token, now := secret(), s.now()
	return token, s.Store.AddCredential(ctx, Credential{
		Key: HashOf(token), Kind: OfDevice, Org: e.Org, Person: e.Person, Name: e.Device, Made: now, Ends: now + span(deviceFor),
	})
}

// giveBack takes back one that was counted.
func (l *limits) giveBack(key string, of Limit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if till, counted := l.till[key]; counted {
		l.till[key] = till.Add(-of.Every)
	}
}

// most is how many keys are remembered.
const most = 20_000

// limits remembers, for each key, the moment up to which it has used its share.
type limits struct {
	mu   sync.Mutex
	till map[string]time.Time
}

// Allow reports whether whoever key stands for may try now, and else how long they
// wait. What is refused does not count.
func (s *Service) Allow(key string, l Limit) (wait time.Duration, ok bool) {
	now := s.now().Std()
	s.limits.mu.Lock()
	defer s.limits.mu.Unlock()
	if s.limits.till == nil {
		s.limits.till = map[string]time.Time{}
	}
	till := s.limits.till[key]
	if till.Before(now) || till.Sub(now) > time.Duration(l.Burst)*l.Every { // that long only a clock that was ahead says
		till = now
	}
	till = till.Add(l.Every)
	if wait := till.Sub(now) - time.Duration(l.Burst)*l.Every; wait > 0 {
		return wait, false
	}
	if len(s.limits.till) >= most {
		s.limits.prune(now)
	}
	s.limits.till[key] = till
	return 0, true
}

// prune forgets who may try again in full, and where that is not enough, anybody.
func (l *limits) prune(now time.Time) {
	for key, till := range l.till {
		if till.Before(now) {
			delete(l.till, key)
		}
	}
	for key := range l.till {
		if len(l.till) < most*3/4 {
			break
		}
		delete(l.till, key)
	}
}
