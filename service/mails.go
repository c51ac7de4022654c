package service

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"orpheus/identity"
	"orpheus/internal/contain"
	"orpheus/org"
)

// The ways of telling by mail, as the store keeps how far they are: at once up to an act,
// and overviews up to the moment at which the next one is due.
const (
	wayOnce     = "mail"
	wayOverview = "overview"
)

// tooLate is how old an act is at most that a mail of its own tells of. What happened while
// no mail could go out stands in the next overview.
const tooLate = org.Day

// MailAbout is what a mail tells of, by numbers: the words are looked up when it goes out.
type MailAbout struct {
	Acts []uint64 `json:"acts,omitzero"`
	Seen uint64   `json:"seen"`          // the version of the organisation that was looked at
	From org.Time `json:"from,omitzero"` // of an overview: since when
	Upto org.Time `json:"upto,omitzero"` // of an overview: until when

	Feedback string `json:"feedback,omitzero"` // which it tells of, sealed

	OrMail bool `json:"or_mail,omitzero"` // of a message: a mail goes where no device takes it
}

// OnActs has f called whenever somebody did something by this program; f is quick.
func (d *Service) OnActs(f func()) { d.onActs.Store(&f) }

// Silent has nothing told by mail at once, where no mail goes out; devices get messages.
func (d *Service) Silent(silent bool) { d.silent.Store(silent) }

// OnMails has f called whenever mails were put into the outbox here.
func (d *Service) OnMails(f func()) { d.onMails.Store(&f) }

func call(f *atomic.Pointer[func()]) {
	if f := f.Load(); f != nil {
		(*f)()
	}
}

// QueueMails puts into the outbox what has to be told at once by mail and was not yet, and
// counts the secret votes whose time is over, since that is an act to be told of too. Of
// several programs on a store one tells of an act, however many look at once.
func (d *Service) QueueMails(ctx context.Context) error {
	behind, err := d.store.Behind(ctx, wayOnce)
	if err != nil {
		return err
	}
	var faults []error
	for _, slug := range behind {
		faults = append(faults, contain.Panics(func() error { return d.mailOnce(ctx, slug) }))
	}
	return errors.Join(append(faults, d.tidyQuiet(ctx, behind))...)
}

// QueueOverviews puts the overviews into the outbox that are due. What is to be told at
// once is queued before, so that no overview repeats it. Of several programs that look at
// once one tells: whoever tells says where it began (Round.Was), and the store compares in the
// transaction that queues the mails.
func (d *Service) QueueOverviews(ctx context.Context) error {
	due, err := d.store.ToldBy(ctx, wayOverview, uint64(org.At(d.now())))
	if err != nil {
		return err
	}
	var faults []error
	for _, slug := range due {
		faults = append(faults, contain.Panics(func() error { return d.mailOverviews(ctx, slug) }))
	}
	return errors.Join(faults...)
}

// round is one round of telling by mail in an organisation.
type round struct {
	d    *Service
	slug string
	s    *org.State
	at   org.Time
	sets map[org.PersonID]*NoticeSettings // of those who chose something

	identity.Round
}

func (d *Service) round(ctx context.Context, slug, way string, was uint64) (*round, error) {
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return nil, err
	}
	r := &round{d: d, slug: slug, s: s, at: org.At(d.now()), Round: identity.Round{Way: way, Was: was, Is: was}}
	r.sets, err = privates[NoticeSettings](ctx, d, slug, privateNotices)
	return r, err
}

// privates reads what everybody said for themselves under a name.
func privates[T any](ctx context.Context, d *Service, slug, name string) (map[org.PersonID]*T, error) {
	all, err := d.store.Privates(ctx, slug, name)
	out := make(map[org.PersonID]*T, len(all))
	for p, text := range all {
		value := new(T)
		if err := json.Unmarshal([]byte(text), value); err != nil {
			return nil, err
		}
		out[p] = value
	}
	return out, err
}

// tell does what a round came to.
func (r *round) tell(ctx context.Context) error {
	told, err := r.d.store.Tell(ctx, r.slug, r.Round)
	if told && len(r.Mails) > 0 {
		call(&r.d.onMails)
	}
	return err
}

// set is how somebody wants to be told.
func (r *round) set(p org.PersonID) *NoticeSettings {
	if set := r.sets[p]; set != nil {
		return set
	}
	return &asUsual
}

// asUsual is for reading only.
var asUsual NoticeSettings

// mail adds a mail to somebody who has an address.
func (r *round) mail(ctx context.Context, kind identity.LinkKind, p org.PersonID, due org.Time, about MailAbout) (bool, error) {
	profile, found, err := r.d.profile(ctx, r.slug, p)
	if err != nil || !found || profile.Mail == "" {
		return false, err
	}
	return true, r.add(kind, p, due, about)
}

func (r *round) add(kind identity.LinkKind, p org.PersonID, due org.Time, about MailAbout) error {
	about.Seen = r.s.Version
	text, err := json.Marshal(about)
	r.Mails = append(r.Mails, identity.Mail{Kind: kind, Org: r.slug, Person: p, Made: r.at, Due: max(due, 1), About: string(text)})
	return err
}

// local is a moment where the organisation is.
func (r *round) local(at org.Time) time.Time { return at.Std().In(Zone(r.s.Zone)) }

// mailOnce tells of what has to be told at once. A box that cannot be opened keeps nobody from
// being told: it is reported when they are.
func (d *Service) mailOnce(ctx context.Context, slug string) error {
	told, err := d.store.Told(ctx, slug, wayOnce)
	if err != nil {
		return err
	}
	r, err := d.round(ctx, slug, wayOnce, told[0])
	if err != nil || r.s.Version <= r.Was {
		return err
	}
	closed := d.tidyBoxes(ctx, slug, r.s)
	if closed != nil && !closedAlone(closed) {
		return closed
	}
	r.Is = r.s.Version
	acts, _, err := d.newest(ctx, slug, Query{Before: r.Is + 1, After: r.Was, Most: furthest, Wants: func(e *org.Entry) bool { return e.At > r.at-tooLate }})
	if err != nil {
		return err
	}
	mailed := map[org.PersonID][]uint64{}
	for i := range slices.Backward(acts) {
		if err := r.once(ctx, &acts[i], mailed); err != nil {
			return err
		}
	}
	if err := r.keepMailed(ctx, mailed); err != nil {
		return err
	}
	return errors.Join(r.tell(ctx), closed)
}

// tidyEvery is how often it is looked for boxes whose time has come where nothing is done.
const tidyEvery = org.Day / 24

// tidyQuiet puts away feedback whose time is over in organisations in which nothing was done
// since, so that what is to be gone is gone there too.
func (d *Service) tidyQuiet(ctx context.Context, but []string) error {
	now, last := org.At(d.now()), d.tidied.Load()
	if now-org.Time(last) < tidyEvery || !d.tidied.CompareAndSwap(last, int64(now)) {
		return nil
	}
	all, err := d.Slugs(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, slug := range all {
		if slices.Contains(but, slug) {
			continue
		}
		faults = append(faults, contain.Panics(func() error {
			boxes, err := d.store.Boxes(ctx, slug)
			if err != nil || !slices.Contains(boxes, feedbackIndex) {
				return err
			}
			s, err := d.engine.State(ctx, slug)
			if err != nil {
				return err
			}
			return d.tidyFeedback(ctx, slug, s, boxes)
		}))
	}
	return errors.Join(faults...)
}

// tidyBoxes does with all sealed boxes what their time has come for. Whatever goes wrong with
// one, it goes on with the others.
func (d *Service) tidyBoxes(ctx context.Context, slug string, s *org.State) error {
	boxes, err := d.store.Boxes(ctx, slug)
	if err != nil {
		return err
	}
	return errors.Join(d.countVotes(ctx, slug, s, boxes), d.closePulses(ctx, slug, s, boxes), d.tidyFeedback(ctx, slug, s, boxes))
}

// once adds the mails about one act to those who want it told at once.
func (r *round) once(ctx context.Context, e *org.Entry, mailed map[org.PersonID][]uint64) error {
	for p, n := range r.heard(e) {
		set := r.set(p)
		if set.Way(n.Matter) != AtOnce || !set.wants(&n) {
			continue
		}
		done, err := r.atOnce(ctx, p, set, MailAbout{Acts: []uint64{e.Seq}})
		if err != nil {
			return err
		}
		if done {
			mailed[p] = append(mailed[p], e.Seq)
		}
	}
	return nil
}

// atOnce adds what tells somebody of something: a message to their devices, a mail, or both.
func (r *round) atOnce(ctx context.Context, p org.PersonID, set *NoticeSettings, about MailAbout) (told bool, err error) {
	due := org.At(set.After(r.local(r.at)))
	mails, devices := !set.NoMail && !r.d.silent.Load(), false
	if set.Once != ByMail {
		if devices, err = identity.PushesTo(ctx, r.d.store, r.slug, p); err != nil {
			return false, err
		}
	}
	if devices {
		also := about
		also.OrMail = mails && set.Once != ByBoth
		if err := r.add(identity.Push, p, due, also); err != nil {
			return false, err
		}
	}
	if !mails || devices && set.Once != ByBoth {
		return devices, nil
	}
	mailed, err := r.mail(ctx, identity.Notice, p, due, about)
	return mailed || devices, err
}

// heard is whom an act reaches, each by the first of their reasons: as a person, and of
// those who chose something by what they follow and by their circles, which is told at once
// to nobody else.
func (r *round) heard(e *org.Entry) map[org.PersonID]org.Notice {
	t := org.Tell(r.s, e)
	if t.Thing.N == 0 {
		return nil
	}
	out := map[org.PersonID]org.Notice{}
	for _, h := range t.People() {
		out[h.Person] = t.Notice(h.Because)
	}
	for p, set := range r.sets {
		who := r.s.Person(p)
		if _, already := out[p]; already || who == nil || !who.Present() || p == e.By {
			continue
		}
		follows := slices.ContainsFunc(t.Topics(), func(topic org.Ref) bool {
			since, on := set.Follows[topic.String()]
			return on && e.At >= since
		})
		switch c := t.Members(); {
		case follows:
			out[p] = t.Notice(org.BecauseFollows)
		case c != 0 && c != org.Root && r.s.Belongs(p, c):
			out[p] = t.Notice(org.BecauseCircle)
		}
	}
	return out
}

// mostMailed is how many acts that were told at once are kept of somebody, so that no
// overview tells of them again.
const mostMailed = 300

// keepMailed notes of whom was told what.
func (r *round) keepMailed(ctx context.Context, mailed map[org.PersonID][]uint64) error {
	r.Kept = map[org.PersonID]string{}
	for p, acts := range mailed {
		text, err := r.d.store.Private(ctx, r.slug, p, identity.KeptBy(wayOnce))
		if err != nil {
			return err
		}
		var before []uint64
		if text != "" {
			if err := json.Unmarshal([]byte(text), &before); err != nil {
				return err
			}
		}
		all := append(before, acts...)
		kept, err := json.Marshal(all[max(0, len(all)-mostMailed):])
		if err != nil {
			return err
		}
		r.Kept[p] = string(kept)
	}
	return nil
}
